package verdict

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// window lays a history of any length out for a machine that sees no more than
// MaxCalls calls at once: which calls and phases are under way between any two
// events, and in which places of the machine and of a word they are kept.
//
// A call keeps its place, and its phases keep their bits, from its beginning to its
// end, so that the same bits mean the same phases wherever a search comes by.
type window struct {
	phases []stage
	edges  []border
	first  []int32 // by call: its first phase; one more entry ends the last
	places []uint8 // by call: its place in the machine
}

// stage is a phase of a call in a long history, or a flag that goes with one.
// Bits of need, also and drop count the phases of the same call.
type stage struct {
	start, end       int64
	call             int32
	need, also, drop uint8
	bit              uint8 // in the word of a search
	kind             models.MoveKind
	passive, lenient bool
}

// flag is the kind of a stage that is a bit and no moment.
const flag models.MoveKind = 200

// border is where a call or one of its phases begins or ends.
type border struct {
	at   int64
	what borders
	of   int32 // the call, or the phase
}

type borders uint8

// Borders of one stamp come in this order, since windows are closed.
const (
	callBegins borders = iota
	phaseBegins
	phaseEnds
	callEnds
)

var errTooWide = errors.New("too many calls are under way at once for an exact search")

// layOut lists the phases of all calls. It returns in words why no order can be
// legal, if it can tell.
func layOut(machine models.Machine, spec *models.Spec, l *histories.Long) (w *window, impossible string, err error) {
	w = &window{first: make([]int32, 0, len(l.Calls)+1), places: make([]uint8, len(l.Calls))}
	part := &histories.History{Operations: make([]histories.Operation, models.MaxCalls)}
	for _, at := range l.Quiescences {
		part.Quiescences = append(part.Quiescences, histories.Quiescence{At: int64(at)})
	}
	machine.Slide(part)
	one := plan{}
	index := indexOf(spec, l)
	for i := range l.Calls {
		w.first = append(w.first, int32(len(w.phases)))
		machine.Place(0, l.Operation(i, index[l.Calls[i].Name]))
		if why := w.lay(&one, machine, part, int32(i)); why != "" {
			return nil, why, nil
		}
	}
	w.first = append(w.first, int32(len(w.phases)))
	if why := w.settles(machine, spec, l); why != "" {
		return nil, why, nil
	}
	w.order(l)
	return w, "", w.assign(l)
}

// indexOf returns the numbers of the operations by their names in l.
func indexOf(spec *models.Spec, l *histories.Long) (list []int) {
	for _, name := range l.Names() {
		list = append(list, spec.Index(name))
	}
	return list
}

// lay adds the phases of a call, which stands in place 0: those that a plan of it alone has.
func (w *window) lay(p *plan, machine models.Machine, part *histories.History, call int32) (impossible string) {
	p.phases, p.flags, p.impossible, p.selfServing = p.phases[:0], 0, "", machine.SelfServing()
	clear(p.bits[:1])
	p.addCall(machine, part, 0, true)
	if p.impossible != "" {
		return p.impossible
	}
	p.sort()
	p.index()
	p.link(machine, part)
	for i := range p.phases {
		ph := &p.phases[i]
		w.phases = append(w.phases, stage{
			start: ph.start, end: ph.end, call: call, kind: ph.kind, passive: ph.passive, lenient: ph.lenient,
			need: uint8(ph.need), also: uint8(ph.also), drop: uint8(ph.drop),
		})
	}
	for range p.flags {
		w.phases = append(w.phases, stage{call: call, kind: flag})
	}
	return ""
}

// settles adds the quiescences, as phases whose call is the number of the quiescence.
func (w *window) settles(machine models.Machine, spec *models.Spec, l *histories.Long) (impossible string) {
	for k, at := range l.Quiescences {
		w.phases = append(w.phases, stage{start: int64(at), end: int64(at), call: int32(k), kind: models.Settle})
	}
	if len(l.Quiescences) == 0 {
		return ""
	}
	index := indexOf(spec, l)
	for i := range l.Calls {
		o := l.Operation(i, index[l.Calls[i].Name])
		machine.Place(0, o)
		for _, at := range l.Quiescences {
			if q := int64(at); o.Pending(q) && o.CutShort(q) && !machine.Facts(0).LeavesLate {
				return fmt.Sprintf("%s is still waiting although it was told to give up", o.Name)
			}
		}
	}
	return ""
}

// order lists the borders along the history.
func (w *window) order(l *histories.Long) {
	for i := range l.Calls {
		c := &l.Calls[i]
		w.edges = append(w.edges, border{int64(c.Begin), callBegins, int32(i)})
		if c.End != histories.Never {
			w.edges = append(w.edges, border{int64(c.End), callEnds, int32(i)})
		}
	}
	for i := range w.phases {
		if ph := &w.phases[i]; ph.kind != flag {
			w.edges = append(w.edges, border{ph.start, phaseBegins, int32(i)})
			if ph.end != histories.Forever {
				w.edges = append(w.edges, border{ph.end, phaseEnds, int32(i)})
			}
		}
	}
	slices.SortFunc(w.edges, func(a, b border) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.what, b.what), cmp.Compare(a.of, b.of))
	})
}

// assign gives each call a place, and each phase a bit, for as long as the call is under way.
func (w *window) assign(l *histories.Long) error {
	calls, words := ^uint64(0), ^uint64(0)
	take := func(free *uint64) (uint8, error) {
		if *free == 0 {
			return 0, errTooWide
		}
		bit := bits.TrailingZeros64(*free)
		*free &^= 1 << bit
		return uint8(bit), nil
	}
	for _, e := range w.edges {
		var err error
		switch {
		case e.what == callBegins:
			w.places[e.of], err = take(&calls)
			for i := w.first[e.of]; i < w.first[e.of+1] && err == nil; i++ {
				w.phases[i].bit, err = take(&words)
			}
		case e.what == callEnds:
			calls |= 1 << w.places[e.of]
			for i := w.first[e.of]; i < w.first[e.of+1]; i++ {
				words |= 1 << w.phases[i].bit
			}
		case w.phases[e.of].kind != models.Settle:
		case e.what == phaseBegins:
			w.phases[e.of].bit, err = take(&words)
		default:
			words |= 1 << w.phases[e.of].bit
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mask turns bits that count the phases of a call into those of the word.
func (w *window) mask(call int32, local uint8) (word uint64) {
	for rest := local; rest != 0; rest &= rest - 1 {
		word |= 1 << w.phases[int(w.first[call])+bits.TrailingZeros8(rest)].bit
	}
	return word
}
