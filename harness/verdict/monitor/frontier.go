package monitor

import "math/bits"

// game is an object whose state is changed in place by one op after the other.
type game interface {
	// apply lets op i take effect, if it may in the present state and with what
	// it saw. If it may not the state is as before.
	apply(i int) bool
	// undo takes back op i, the latest that was applied.
	undo(i int)
	// leads reports whether op i brings the object nearer to a state in which op
	// next can take effect: a hint for the order in which ops are tried.
	leads(i, next int) bool
	// hash is the same for two states in which the same ops have been applied iff
	// the states are the same, chances of 1 in 2^128 aside.
	hash() digest
}

type digest [2]uint64

// mostOpen is how many ops may be under way at one moment.
const mostOpen = 64

// frontier searches for an order of the ops of a game, as Wing and Gong (JPDC
// 1993) do with the memory of Lowe (CCPE 2017), but along the history: a
// configuration is not the set of all ops that have taken effect but the place of the next end
// and the set of those under way that have. Ops whose ends have passed have all
// taken effect, those that have not begun have not, so the two say the same, and
// a configuration takes a few words however long the history is.
//
// A look, which changes nothing, takes effect as soon as it can: in any order in
// which it does so later it may as well be moved here. Where there is none, the op whose end
// is next is tried, since it must have taken effect by then, and after it each other one that
// is under way. Configurations from which all failed are remembered; a history that is legal
// seldom has many.
type frontier struct {
	ops   []op
	game  game
	edges []edge

	at     int // the next edge
	done   uint64
	under  uint64          // slots that are taken
	looks  uint64          // those of them whose ops change nothing
	inSlot [mostOpen]int32 // the op that has it
	slot   []uint8         // of each op
	path   []move
	failed table

	steps, budget int
	farthest      int // the edge that nobody got past
}

// move is an op that was applied, and where.
type move struct {
	at   int32
	op   int32
	done uint64 // before it
	left uint64 // slots that are to be tried after it
}

// mostFailed is how many configurations are remembered before the search gives
// up: at 24 bytes each, and a table half full at worst, less than 200 MB.
const mostFailed = 1 << 22

func newFrontier(ops []op, budget int) *frontier {
	return &frontier{ops: ops, edges: edges(ops), budget: budget}
}

// run answers whether there is an order.
func (f *frontier) run(g game) Answer {
	const by = "frontier search"
	f.game = g
	if !f.assign() {
		return open(by, "more than %d calls are under way at once", mostOpen)
	}
	switch found, exhausted := f.search(); {
	case found:
		a := legal(by)
		a.Steps = f.steps
		return a
	case exhausted:
		a := open(by, "no answer within %d steps of the search", f.steps)
		a.Steps = f.steps
		return a
	}
	a := illegal(by, "no order of the calls up to the end of %s explains what they returned", f.ops[f.edges[f.farthest].op()].call)
	a.Steps = f.steps
	return a
}

// assign gives each op a slot for as long as it is under way.
func (f *frontier) assign() bool {
	f.slot = make([]uint8, len(f.ops))
	free := ^uint64(0)
	for _, e := range f.edges {
		switch i := e.op(); {
		case e.ends():
			free |= 1 << f.slot[i]
		case free == 0:
			return false
		default:
			s := bits.TrailingZeros64(free)
			free &^= 1 << s
			f.slot[i] = uint8(s)
		}
	}
	return true
}

// search reports whether there is an order, or that the budget was spent first.
func (f *frontier) search() (found, exhausted bool) {
	if !f.advance() {
		return true, false
	}
	left := f.candidates()
	for {
		for left != 0 {
			s, only := f.look()
			if only {
				left = 0
			} else {
				s = f.pick(left)
				left &^= 1 << s
			}
			i := int(f.inSlot[s])
			if !only && (f.dominated(i) || !f.game.apply(i)) {
				f.steps++
				continue
			}
			f.steps++
			f.path = append(f.path, move{at: int32(f.at), op: int32(i), done: f.done, left: left})
			f.done |= 1 << s
			if !f.advance() {
				return true, false
			}
			left = 0
			if !f.failed.has(f.at, f.done, f.game) {
				left = f.candidates()
			}
		}
		if f.steps > f.budget || f.failed.used > mostFailed {
			return false, true
		}
		f.failed.add(f.at, f.done, f.game)
		if len(f.path) == 0 {
			return false, false
		}
		left = f.back()
	}
}

// candidates returns the slots of the ops that may take effect next.
func (f *frontier) candidates() uint64 { return f.under &^ f.done }

// look lets a look take effect, if there is one that may, and returns its slot.
func (f *frontier) look() (slot int, ok bool) {
	for rest := f.looks &^ f.done; rest != 0; rest &= rest - 1 {
		s := bits.TrailingZeros64(rest)
		if f.game.apply(int(f.inSlot[s])) {
			return s, true
		}
	}
	return 0, false
}

// pick chooses the op whose end is next, if it is among them, or one that leads to it.
func (f *frontier) pick(left uint64) int {
	next := f.edges[f.at].op()
	if s := f.slot[next]; left>>s&1 != 0 {
		return int(s)
	}
	for rest := left; rest != 0; rest &= rest - 1 {
		if s := bits.TrailingZeros64(rest); f.game.leads(int(f.inSlot[s]), next) {
			return s
		}
	}
	return bits.TrailingZeros64(left)
}

// advance goes along the history up to the next end of an op that has not taken
// effect. It reports whether there is one.
func (f *frontier) advance() bool {
	for ; f.at < len(f.edges); f.at++ {
		e := f.edges[f.at]
		s := f.slot[e.op()]
		switch {
		case !e.ends():
			f.enter(s, e.op())
		case f.done>>s&1 == 0:
			f.farthest = max(f.farthest, f.at)
			return true
		default:
			f.leave(s)
			f.done &^= 1 << s
		}
	}
	return false
}

// dominated reports whether an op that does the same as op i is under way and ends
// sooner. That one is tried: in an order in which op i comes first the two may be exchanged.
func (f *frontier) dominated(i int) bool {
	o := &f.ops[i]
	if i == f.edges[f.at].op() {
		return false
	}
	for rest := f.under &^ f.done; rest != 0; rest &= rest - 1 {
		j := int(f.inSlot[bits.TrailingZeros64(rest)])
		if e := &f.ops[j]; (e.end < o.end || e.end == o.end && j < i) && e.same(o) {
			return true
		}
	}
	return false
}

func (f *frontier) enter(s uint8, op int) {
	f.under |= 1 << s
	f.inSlot[s] = int32(op)
	if f.ops[op].isLook() {
		f.looks |= 1 << s
	}
}

func (f *frontier) leave(s uint8) {
	f.under &^= 1 << s
	f.looks &^= 1 << s
}

// back takes back the latest move and returns what is left to try there.
func (f *frontier) back() uint64 {
	last := f.path[len(f.path)-1]
	f.path = f.path[:len(f.path)-1]
	for f.at > int(last.at) {
		f.at--
		e := f.edges[f.at]
		s := f.slot[e.op()]
		if e.ends() {
			f.enter(s, e.op())
		} else {
			f.leave(s)
		}
	}
	f.done = last.done
	f.game.undo(int(last.op))
	return last.left
}

// crowded reports whether some op other than i is under way that may be waiting.
func (f *frontier) crowded(i int) bool {
	for rest := f.under &^ f.done; rest != 0; rest &= rest - 1 {
		if j := int(f.inSlot[bits.TrailingZeros64(rest)]); j != i && f.ops[j].waits {
			return true
		}
	}
	return false
}
