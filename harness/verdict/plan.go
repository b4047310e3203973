package verdict

import (
	"fmt"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// phase is one moment of a call, or a quiescence, with the window in which it
// lies.
type phase struct {
	start, end int64
	need       uint64 // phases that must be done before
	also       uint64 // phases that this one makes void
	drop       uint64 // phases and flag that are done if the call has no effect
	call       uint8  // of the quiescence for Settle
	kind       models.MoveKind
	// passive marks the end of a waiting call that the model brings about in the
	// step of another call; it is no move of its own.
	passive bool
	lenient bool // the call's result could also be a weaker answer
}

// plan is the phases of a history, sorted by their ends, so that what has to be
// done before a phase may begin is always a prefix of the list: a phase may be
// the next iff it starts before the first undone phase ends.
type plan struct {
	phases []phase
	all    uint64 // one bit for each phase
	flags  int    // bits in use above those

	selfServing bool
	inOrder     bool // before and after are all 0

	bits [models.MaxCalls]bitsOf
	// before and after hold, by call, the phases of the calls that its task made before and after it; only where the stamps don't say so.
	before, after [models.MaxCalls]uint64

	// spellOut gives stuck calls an arrives phase also where they have none.
	spellOut bool

	impossible string // why no order can be legal, found without a search
}

// bitsOf is where the phases of one call are, 0 where it has none.
type bitsOf struct {
	enter, refuse, hold, cancel, end uint64
	dropped                          uint64 // flag: it was never granted
}

// maxPhases is the number of bits in a word.
const maxPhases = 64

// build lists the phases of h, which the machine has loaded. With demands it
// includes the quiescences. It returns an error if the phases don't fit.
func (p *plan) build(m models.Machine, h *histories.History, demands bool) error {
	p.phases, p.flags, p.impossible, p.selfServing = p.phases[:0], 0, "", m.SelfServing()
	clear(p.bits[:len(h.Operations)])
	if !p.inOrder {
		p.before, p.after, p.inOrder = [models.MaxCalls]uint64{}, [models.MaxCalls]uint64{}, true
	}
	first := int64(histories.Forever) // no call that ends before it was under way at a quiescence
	if demands && len(h.Quiescences) > 0 {
		first = h.Quiescences[0].At
	}
	for i := range h.Operations {
		o, f := &h.Operations[i], m.Facts(i)
		if p.selfServing && o.Outcome == histories.Returned && o.Return < first && !f.MustDrop { // as nearly all do
			p.add(models.Enter, i, o.Call, o.Return).lenient = f.Lenient
			continue
		}
		p.addCall(m, h, i, demands)
	}
	if demands {
		p.addQuiescences(m, h)
	}
	if n := len(p.phases) + p.flags; n > maxPhases {
		return fmt.Errorf("history with %d phases: at most %d can be judged exactly", n, maxPhases)
	}
	p.sort()
	p.index()
	p.link(m, h)
	if h.Unordered {
		p.inTurn(h)
	}
	return nil
}

func (p *plan) add(kind models.MoveKind, call int, start, end int64) *phase {
	p.phases = append(p.phases, phase{kind: kind, call: uint8(call), start: start, end: end})
	return &p.phases[len(p.phases)-1]
}

func (p *plan) addCall(m models.Machine, h *histories.History, i int, demands bool) {
	o, f := &h.Operations[i], m.Facts(i)
	before, after := int64(histories.Forever), int64(0)
	if demands {
		before, after = stuckBetween(h, i)
	}
	switch {
	case o.Outcome == histories.Cancelled:
		p.addCancelled(p.selfServing, o, i, f, before, after)
	case f.MustDrop:
		// It can't have begun.
	case p.selfServing && o.Outcome == histories.Stuck:
		if p.spellOut { // else it has no phase: it changed nothing
			p.add(arrives, i, o.Call, before)
		}
	case p.selfServing:
		p.add(models.Enter, i, max(o.Call, after), o.Return).lenient = f.Lenient
	default:
		p.add(models.Enter, i, o.Call, min(o.Return, before)).lenient = f.Lenient
		switch {
		case o.Outcome == histories.Stuck && f.LeavesLate && o.CutShort(o.Return) && o.Cancel <= before:
			p.add(models.Cancel, i, max(o.Call, o.Cancel), before)
		case f.Waits && o.Outcome != histories.Stuck:
			p.add(models.Resume, i, max(o.Call, after), o.Return).passive = !f.Resumes
		}
	}
}

// addCancelled lists the phases of a call that ended as cancelled.
func (p *plan) addCancelled(selfServing bool, o *histories.Operation, i int, f *models.Facts, before, after int64) {
	if !o.CutShort(o.Return) {
		p.impossible = fmt.Sprintf("%s gave up although neither its context was done nor its time had run out", o.Name)
		return
	}
	if f.MustDrop {
		return
	}
	granted, strikes := max(o.Call, after), max(o.Call, o.Cancel, after)
	if f.LeavesLate { // it may be stuck after that, but not before
		strikes = max(o.Call, o.Cancel)
	}
	switch {
	case selfServing && !f.MayDrop:
		p.add(models.Refuse, i, o.Call, o.Return)
	case !selfServing:
		p.add(models.Enter, i, o.Call, min(o.Return, before))
	}
	if f.GivesBack && (selfServing || f.Resumes) {
		p.add(hold, i, granted, o.Return)
	}
	switch {
	case f.LeavesLate:
		p.add(models.Cancel, i, strikes, min(o.Return, before))
		p.add(models.Resume, i, max(strikes, after), o.Return).passive = !f.Resumes
	case f.GivesBack || !selfServing:
		p.add(models.Cancel, i, strikes, o.Return)
	}
	if selfServing && f.GivesBack {
		p.flags++
	}
}

// Kinds of phases that are no moves of their own: hold is a Resume that grants a
// call what it will give back, and arrives says for people that a call waits
// from here, which a self-serving machine need not know.
const (
	hold models.MoveKind = 100 + iota
	arrives
)

// stuckBetween returns a stamp just before the first quiescence at which the
// call was stuck and one just after the last; Forever and 0 if it never was.
// There is no event in between, since stamps are whole and used once.
func stuckBetween(h *histories.History, call int) (before, after int64) {
	before = histories.Forever
	for i := range h.Quiescences {
		if at := h.Quiescences[i].At; h.Operations[call].Pending(at) {
			before, after = min(before, at-1), at+1
		}
	}
	return before, after
}

func (p *plan) addQuiescences(m models.Machine, h *histories.History) {
	for k := range h.Quiescences {
		q := &h.Quiescences[k]
		p.add(models.Settle, k, q.At, q.At)
		for _, i := range q.Stuck {
			if o := &h.Operations[i]; o.CutShort(q.At) && !m.Facts(i).LeavesLate {
				p.impossible = fmt.Sprintf("%s is still waiting although it was told to give up", o.Name)
			}
		}
	}
}

// sort orders the phases by their ends. They come nearly sorted.
func (p *plan) sort() {
	for i := 1; i < len(p.phases); i++ {
		if p.phases[i-1].end <= p.phases[i].end {
			continue
		}
		ph := p.phases[i]
		j := i
		for ; j > 0 && ph.end < p.phases[j-1].end; j-- {
			p.phases[j] = p.phases[j-1]
		}
		p.phases[j] = ph
	}
}

// index notes where the phases of each call are.
func (p *plan) index() {
	p.all = 1<<len(p.phases) - 1
	for i := range p.phases {
		ph, bit := &p.phases[i], uint64(1)<<i
		switch b := &p.bits[ph.call]; ph.kind {
		case models.Enter:
			b.enter = bit
		case models.Refuse:
			b.refuse = bit
		case models.Resume:
			b.end = bit
		case models.Cancel:
			b.cancel = bit
		case hold:
			b.hold = bit
		}
	}
}

// link states what the phases of one call have to do with each other.
func (p *plan) link(m models.Machine, h *histories.History) {
	flag := uint64(1) << len(p.phases)
	for i := range p.phases {
		ph := &p.phases[i]
		if ph.kind == models.Settle {
			continue
		}
		call := int(ph.call)
		b := &p.bits[call]
		switch {
		case h.Operations[call].Outcome == histories.Pending:
			p.linkPending(ph, b, h)
		case ph.kind == models.Enter && p.selfServing:
		case ph.kind == models.Enter:
			ph.need = p.twin(h, call)
			if b.cancel != 0 && m.Facts(call).MayDrop {
				ph.drop = b.enter | b.hold | b.cancel | b.end
			}
		case ph.kind == hold && p.selfServing:
			ph.need = b.refuse
			b.dropped, flag = flag, flag<<1
			ph.drop = b.hold | b.cancel | b.dropped
		case ph.kind == hold, ph.kind == models.Resume:
			ph.need = b.enter
		case ph.kind == models.Cancel && p.selfServing:
			ph.need = b.hold
		case ph.kind == models.Cancel:
			ph.need, ph.also = b.enter, b.hold
		}
	}
}

// inTurn has the calls of each task take effect one after another, where their windows overlap.
func (p *plan) inTurn(h *histories.History) {
	p.inOrder = false
	for k := range p.phases {
		ph := &p.phases[k]
		if ph.kind == models.Settle {
			continue
		}
		call := int(ph.call)
		for i := range h.Operations {
			switch {
			case h.Operations[i].Task != h.Operations[call].Task || i == call:
			case i < call:
				p.after[i] |= 1 << k
			default:
				p.before[i] |= 1 << k
			}
		}
	}
	for k := range p.phases {
		if ph := &p.phases[k]; ph.kind != models.Settle {
			ph.need |= p.before[ph.call]
		}
	}
}

// linkPending lets a pending call have had no effect, and one that waits go on waiting, unless a quiescence shows that it waited.
func (p *plan) linkPending(ph *phase, b *bitsOf, h *histories.History) {
	if ph.kind == models.Resume {
		ph.need, ph.drop = b.enter, b.end
		return
	}
	if before, _ := stuckBetween(h, int(ph.call)); before == histories.Forever || b.end == 0 {
		ph.drop = b.enter | b.end
	}
}

// twin returns the Enter of the call before this one that can't be told from it:
// both never came back and asked for the same. Whatever order they entered in,
// exchanging them gives the order of their calls, so only that is tried.
func (p *plan) twin(h *histories.History, call int) uint64 {
	o := &h.Operations[call]
	if o.Outcome != histories.Stuck || h.Unordered { // what came before them in their tasks tells them apart
		return 0
	}
	until, _ := stuckBetween(h, call)
	for j := call - 1; j >= 0; j-- {
		e := &h.Operations[j]
		if e.Outcome == histories.Stuck && e.Op == o.Op && e.In == o.In {
			if same, _ := stuckBetween(h, j); same == until {
				return p.bits[j].enter
			}
		}
	}
	return 0
}
