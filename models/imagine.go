package models

import (
	"github.com/tenter-go/tenter/histories"
)

// Effect is what a call would do in a state.
type Effect struct {
	Next   State // the state after it, and after all that could go on then has gone
	Blocks bool  // the call would wait
	Out    any   // its result, if it would not
	Freed  int   // how many of the calls that were waiting go on because of it
}

// Start returns the initial state, in which nobody waits.
func (s *Spec) Start() State {
	p := s.player()
	defer s.players.Put(p)
	p.load(nil)
	return p.machine.Snapshot(0, nil)
}

// Possible tells what would happen if nothing but the given call were made in
// the given state: whether it would wait, what it would return, and whom it would
// free. The answer is the strict one; weaker ones may be allowed besides.
func (s *Spec) Possible(st State, op int, arg any) Effect {
	p := s.player()
	defer s.players.Put(p)
	return p.settle(p.enter(st, op, arg))
}

// Rescue returns a call that is a first step to free one of the calls that wait
// in the given state: one after which, or after a few more such calls, the model
// demands that one of them goes on. Only operations are considered for which
// usable is true, and only calls that would not wait themselves. Where the
// operation's argument is fresh, any other fresh value will do as well.
// It returns false if there is no such call within three steps.
func (s *Spec) Rescue(st State, usable func(op int) bool) (op int, arg any, ok bool) {
	p := s.player()
	defer s.players.Put(p)
	type path struct {
		State
		first candidate
	}
	level, calls := []path{{State: st}}, s.candidates(usable)
	for depth := range rescueDepth {
		var next []path
		for _, from := range level {
			for _, c := range calls {
				e := p.enter(from.State, c.op, c.arg)
				if e.Blocks || !p.changes(from.State, e.Next) {
					continue
				}
				to := path{e.Next, from.first}
				if depth == 0 {
					to.first = c
				}
				if e.Freed > 0 || !p.quiet(e.Next) {
					return to.first.op, to.first.arg, true
				}
				next = append(next, to)
			}
		}
		level = next
	}
	return 0, nil, false
}

const rescueDepth = 3

type candidate struct {
	op  int
	arg any
}

// candidates lists the calls to try, those that can't wait in front.
func (s *Spec) candidates(usable func(op int) bool) (list []candidate) {
	for _, blocking := range []bool{false, true} {
		for i := range s.Operations {
			op := &s.Operations[i]
			if op.Blocking != blocking || !usable(i) {
				continue
			}
			if op.Args.Len() == 0 { // none, or a fresh one
				list = append(list, candidate{i, op.Args.Value(1)})
			}
			for k := range op.Args.Len() {
				list = append(list, candidate{i, op.Args.Value(k)})
			}
		}
	}
	return list
}

// player plays imagined calls on a machine.
type player struct {
	spec    *Spec
	machine imagining
	h       histories.History
}

// imagining is a machine that tells what it answered.
type imagining interface {
	Machine
	watch(call int)
	answer() any
}

func (s *Spec) player() *player {
	if p, ok := s.players.Get().(*player); ok {
		return p
	}
	return &player{spec: s, machine: s.TwoPhase().(imagining)}
}

// load makes the waiting calls the first ones of an imagined history, with room
// for one more, and returns the state in its terms.
func (p *player) load(waiting []Waiter, more ...histories.Operation) {
	p.h.Reset()
	for _, w := range waiting {
		p.h.Operations = append(p.h.Operations, histories.Operation{Op: w.op, In: w.Arg, Out: whatever})
	}
	p.h.Operations = append(p.h.Operations, more...)
	if err := p.machine.Load(&p.h); err != nil {
		panic("models: " + err.Error())
	}
}

// renumber gives the waiters the numbers 0, 1, 2.
func renumber(st State) State {
	st.waiting, st.held = st.Waiting(), nil
	for i := range st.waiting {
		st.waiting[i].Call = i
	}
	return st
}

// enter makes the call, and lets only those go on that it grants to.
func (p *player) enter(st State, op int, arg any) Effect {
	st = renumber(st)
	call := len(st.waiting)
	p.load(st.waiting, histories.Operation{Op: op, In: arg, Out: whatever})
	p.machine.watch(call)
	p.machine.Restore(st)
	ended, ok := p.machine.Step(0, Move{Kind: Enter, Call: call})
	if !ok {
		panic("models: a model refuses a call whatever it returns")
	}
	e := Effect{Next: p.machine.Snapshot(1, nil), Blocks: ended>>call&1 == 0}
	if e.Blocks {
		p.machine.Restore(e.Next)
		if _, goes := p.machine.Step(0, Move{Kind: Resume, Call: call}); goes {
			e.Next, e.Blocks = p.machine.Snapshot(1, nil), false
		}
	}
	e.Out = p.machine.answer()
	e.Freed = call - len(e.Next.waiting)
	if e.Blocks {
		e.Freed++
	}
	return e
}

// settle lets all go on that go when they like, and counts them as freed.
func (p *player) settle(e Effect) Effect {
	e.Next = renumber(e.Next)
	p.load(e.Next.waiting)
	for again := true; again; {
		again = false
		for _, w := range e.Next.waiting {
			p.machine.Restore(e.Next)
			if _, ok := p.machine.Step(0, Move{Kind: Resume, Call: w.Call}); ok {
				e.Next, again = p.machine.Snapshot(1, nil), true
				e.Freed++
				break
			}
		}
	}
	return e
}

// quiet reports whether all calls that wait may go on waiting.
func (p *player) quiet(st State) bool {
	st = renumber(st)
	p.load(st.waiting)
	q := histories.Quiescence{At: 1}
	for i := range st.waiting {
		q.Stuck = append(q.Stuck, i)
	}
	p.h.Quiescences = append(p.h.Quiescences, q)
	p.machine.Restore(st)
	_, ok := p.machine.Step(0, Move{Kind: Settle, Call: 0})
	return ok
}

// changes reports whether two states differ.
func (p *player) changes(a, b State) bool {
	a, b = renumber(a), renumber(b)
	p.load(a.waiting)
	p.machine.Restore(a)
	return !p.machine.Same(0, b)
}

func (m *turns[S]) watch(call int) { m.watched, m.answered = call, nil }

func (m *turns[S]) answer() any { return m.answered }

// Accepts reports whether a call that is made in the given state may return out
// at once. It knows of no weaker answers that are allowed besides the right one.
func (s *Spec) Accepts(st State, op int, arg, out any) bool {
	p := s.player()
	defer s.players.Put(p)
	st = renumber(st)
	p.load(st.waiting, histories.Operation{Op: op, Name: s.Operations[op].Name, In: arg, Out: out})
	p.machine.watch(len(st.waiting))
	p.machine.Restore(st)
	ended, ok := p.machine.Step(0, Move{Kind: Enter, Call: len(st.waiting)})
	return ok && ended>>len(st.waiting)&1 == 1
}
