package verdict

import (
	"math/bits"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// along is the search of Check for histories of any length: the same moves on
// the same machines, along a window. A configuration is the next border, the
// phases under way that are done, and the state.
type along struct {
	*window
	machine models.Machine
	l       *histories.Long
	index   []int
	part    *histories.History // what the machine sees

	at      int
	done    uint64
	started uint64 // phases whose windows are open, or were while their calls go on
	active  uint64 // places of calls that are under way
	inBit   [64]int32
	inPlace [models.MaxCalls]int32
	path    []fork

	failed        map[spot]struct{}
	states        map[spot][]models.State // in place of failed, in an exact search
	hits          int
	headOfLine    bool
	doubtful      bool // an answer was refused that a call that had given up before might have allowed
	steps, budget int
	farthest      int
}

// spot is a configuration, its state by a hash.
type spot struct {
	at         int32
	done, hash uint64
}

// fork is a configuration on the current path and what has been tried from it.
type fork struct {
	at      int
	done    uint64
	state   models.State
	left    uint64 // phases to be tried
	bit     uint8  // the phase that is tried now, if more of its ways are left
	choice  int
	ways    int
	lenient bool
	dropped bool
}

// mostSpots is how many configurations are remembered before the search gives up.
const mostSpots = 1 << 21

func newAlong(w *window, machine models.Machine, spec *models.Spec, l *histories.Long, budget int) *along {
	a := &along{window: w, machine: machine, l: l, index: indexOf(spec, l), budget: budget, headOfLine: spec.Object().HeadOfLine}
	a.part = &histories.History{Operations: make([]histories.Operation, models.MaxCalls), Quiescences: make([]histories.Quiescence, 1)}
	return a
}

// run reports whether there is a legal order.
func (a *along) run() (found, exhausted bool) {
	a.failed, a.states = map[spot]struct{}{}, nil
	if found, exhausted = a.search(); found || exhausted || a.hits == 0 {
		return found, exhausted
	}
	a.failed, a.states = nil, map[spot][]models.State{} // hashes may have met: once more with the states themselves
	return a.search()
}

func (a *along) search() (found, exhausted bool) {
	a.machine.Slide(a.part)
	a.at, a.done, a.started, a.active, a.path = 0, 0, 0, 0, a.path[:0]
	if !a.advance() {
		return true, false
	}
	a.push(a.machine.Snapshot(0, nil))
	for len(a.path) > 0 {
		top := &a.path[len(a.path)-1]
		a.rewind(top.at)
		a.done = top.done
		a.machine.Restore(top.state)
		if !a.try(top) {
			a.fail(top)
			a.path = a.path[:len(a.path)-1]
			continue
		}
		if !a.advance() {
			return true, false
		}
		if !a.knows() {
			a.push(a.machine.Snapshot(1, nil))
		}
		if a.steps > a.budget || len(a.failed) > mostSpots || len(a.states) > mostSpots/8 {
			return false, true
		}
	}
	return false, false
}

func (a *along) push(st models.State) {
	a.path = append(a.path, fork{at: a.at, done: a.done, state: st, left: a.started &^ a.done})
}

func (a *along) spot(level int) spot { return spot{int32(a.at), a.done, a.machine.Hash(level)} }

func (a *along) knows() bool {
	s := a.spot(1)
	if a.states != nil {
		for _, st := range a.states[s] {
			if a.machine.Same(1, st) {
				return true
			}
		}
		return false
	}
	_, known := a.failed[s]
	if known {
		a.hits++
	}
	return known
}

func (a *along) fail(f *fork) {
	a.machine.Restore(f.state)
	s := spot{int32(f.at), f.done, a.machine.Hash(0)}
	if a.states != nil {
		a.states[s] = append(a.states[s], f.state)
	} else {
		a.failed[s] = struct{}{}
	}
}

// try makes the next move from a fork, and reports whether there was one that
// the model allows. The state after it is at level 1.
func (a *along) try(f *fork) bool {
	for {
		if f.choice < f.ways {
			if a.step(f) {
				return true
			}
			continue
		}
		if a.lenientNext(f) {
			continue
		}
		if f.left == 0 {
			break
		}
		f.bit = a.pick(f.left)
		f.left &^= 1 << f.bit
		if ph := &a.phases[a.inBit[f.bit]]; !ph.passive && a.mask(ph.call, ph.need)&^a.done == 0 {
			f.choice, f.ways, f.lenient = 0, 1, false
		}
	}
	next := &a.phases[a.edges[a.at].of]
	if f.dropped || next.drop == 0 {
		return false
	}
	f.dropped = true // that a call had no effect need not be said before its window closes
	a.done |= a.mask(next.call, next.drop)
	a.machine.Step(0, models.Move{Kind: models.Idle})
	return true
}

// lenientNext goes on to the weaker answers to a call, once the right one has been tried.
func (a *along) lenientNext(f *fork) bool {
	if f.ways == 0 {
		return false
	}
	ph := &a.phases[a.inBit[f.bit]]
	if f.lenient || !ph.lenient {
		f.choice, f.ways = 0, 0
		return false
	}
	f.lenient, f.choice, f.ways = true, 0, 1
	return true
}

// pick chooses the phase that must be done next, if it is among those left.
func (a *along) pick(left uint64) uint8 {
	if bit := a.phases[a.edges[a.at].of].bit; left>>bit&1 != 0 {
		return bit
	}
	return uint8(bits.TrailingZeros64(left))
}

// step makes one choice of the phase that is tried now.
func (a *along) step(f *fork) bool {
	ph := &a.phases[a.inBit[f.bit]]
	mv := models.Move{Kind: ph.kind, Choice: f.choice}
	f.choice++
	a.steps++
	switch {
	case ph.kind == models.Settle:
		a.quiet(int(ph.call))
	default:
		mv.Call = int(a.places[ph.call])
	}
	switch {
	case ph.kind == hold:
		mv.Kind = models.Resume
	case f.lenient:
		mv.Kind, mv.Others = models.Lenient, a.others(ph)
	case ph.kind == models.Refuse:
		mv.Others = a.others(ph)
	}
	ended, ok := a.machine.Step(0, mv)
	f.ways = max(f.ways, a.machine.Ways())
	if !ok {
		a.doubtful = a.doubtful || a.machine.SelfServing() && (f.lenient || ph.kind == models.Refuse && a.headOfLine)
		return false
	}
	a.done |= 1<<f.bit | a.mask(ph.call, ph.also) | a.endsOf(ended)
	return true
}

// quiet shows a quiescence to the machine.
func (a *along) quiet(k int) {
	q := &a.part.Quiescences[0]
	q.At = int64(a.l.Quiescences[k])
	q.Stuck = q.Stuck[:0]
	for rest := a.active; rest != 0; rest &= rest - 1 {
		place := bits.TrailingZeros64(rest)
		if o := &a.part.Operations[place]; o.Pending(q.At) {
			q.Stuck = append(q.Stuck, place)
		}
	}
}

// endsOf returns the bits of the end phases of the calls in the given places.
func (a *along) endsOf(places uint64) (word uint64) {
	for ; places != 0; places &= places - 1 {
		call := a.inPlace[bits.TrailingZeros64(places)]
		for i := a.first[call]; i < a.first[call+1]; i++ {
			if ph := &a.phases[i]; ph.kind == models.Resume {
				word |= 1 << ph.bit
			}
		}
	}
	return word
}

// others returns the places of the calls other than that of the phase that may be waiting; see search.others.
func (a *along) others(ph *stage) (waiting uint64) {
	if !a.machine.SelfServing() {
		return 0
	}
	for rest := a.active; rest != 0; rest &= rest - 1 {
		place := bits.TrailingZeros64(rest)
		if call := a.inPlace[place]; call != ph.call && a.mayWait(place, call) {
			waiting |= 1 << place
		}
	}
	return waiting
}

func (a *along) mayWait(place int, call int32) bool {
	o, f := &a.part.Operations[place], a.machine.Facts(place)
	if !f.Waits || f.MustDrop {
		return false
	}
	var enter, refuse, held, dropped uint64
	for i := a.first[call]; i < a.first[call+1]; i++ {
		bit := uint64(1) << a.phases[i].bit
		switch a.phases[i].kind {
		case models.Enter:
			enter = bit
		case models.Refuse:
			refuse = bit
		case hold:
			held = bit
		case flag:
			dropped = bit
		}
	}
	if o.Outcome != histories.Cancelled {
		return enter&a.done == 0
	}
	return refuse&^a.done == 0 && !(held&a.done != 0 && dropped&a.done == 0)
}
