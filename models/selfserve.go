package models

import (
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/histories"
)

// selfServe is the machine for models in which a waiting call changes nothing
// until it goes, and goes when it likes. A call then needs one phase, at its
// grant, and the state is the model's state alone.
//
// Two things still ask who waits: an answer that is allowed while others wait,
// and a waiting call that may hold back others. Both only ever allow more, so
// it does no harm to let every call wait as early as it can: the search passes
// as Others all calls that may have begun and have not ended. What this can't
// see is that different answers may ask for different orders of arrival: a call
// that explains an early refusal has arrived by then, and can't be held back by
// one that arrives later. See Excused.
type selfServe[S any] struct {
	loaded
	core   *core[S]
	levels [maxLevels]serving[S]

	excused int // see Excused
}

type serving[S any] struct {
	state S
	held  []hold
}

// maxLevels is the number of states on the longest path: at most 64 moves.
const maxLevels = 65

func newSelfServe[S any](c *core[S], s *Spec) *selfServe[S] {
	return &selfServe[S]{loaded: loaded{spec: s, flags: &c.settings}, core: c}
}

func (m *selfServe[S]) Load(h *histories.History) error {
	m.excused = 0
	m.levels[0].state, m.levels[0].held = m.core.init, m.levels[0].held[:0]
	if err := m.load(h); err != nil {
		return err
	}
	for call := range m.calls {
		note(&m.loaded, m.core.rules, call)
	}
	return nil
}

func (m *selfServe[S]) Slide(h *histories.History) {
	m.excused = 0
	m.levels[0].state, m.levels[0].held = m.core.init, m.levels[0].held[:0]
	m.h, m.calls = h, h.Operations
}

func (m *selfServe[S]) Place(call int, o histories.Operation) {
	m.calls[call] = o
	note(&m.loaded, m.core.rules, call)
}

func (m *selfServe[S]) Step(level int, mv Move) (ended uint64, ok bool) {
	s, next := m.levels[level].state, &m.levels[level+1]
	next.state, next.held = s, next.held[:0]
	if held := m.levels[level].held; len(held) > 0 {
		next.held = append(next.held, held...)
	}
	switch mv.Kind {
	case Settle:
		return 0, m.settles(s, mv.Call)
	case Idle:
		return 0, true
	}
	o := &m.calls[mv.Call]
	r := &m.core.rules[o.Op]
	switch mv.Kind {
	case Enter:
		if m.dead(mv.Call) || !r.goes(s, o.In) {
			return 0, false
		}
		return 1 << mv.Call, matches(o, m.take(next, r, o))
	case Lenient:
		return 1 << mv.Call, r.lenient(o, mv.Others != 0, m.isAlone(mv.Call))
	case Refuse:
		return 0, !r.goes(s, o.In) || r.when != nil && m.core.headOfLine && mv.Others != 0
	case Resume:
		if !r.goes(s, o.In) {
			return 0, false
		}
		next.held = append(next.held, hold{mv.Call, m.take(next, r, o)})
		return 0, true
	case Cancel:
		out, held := unhold(&next.held, mv.Call)
		next.state = m.core.ident.clipped(r.giveBack(s, o.In, out))
		return 1 << mv.Call, held
	}
	panic(fmt.Sprintf("models: unknown move %d", mv.Kind))
}

// take grants the call and returns its result.
func (m *selfServe[S]) take(next *serving[S], r *rule[S], o *histories.Operation) any {
	after, out := r.then(next.state, o.In)
	next.state = m.core.ident.clipped(after)
	return out
}

// goes reports whether the state lets a call of the rule go.
func (r *rule[S]) goes(s S, arg any) bool { return r.when == nil || r.when(s, arg) }

// unhold removes what the call was granted from the list and returns it.
func unhold(list *[]hold, call int) (out any, ok bool) {
	for i, h := range *list {
		if h.call == call {
			*list = append((*list)[:i], (*list)[i+1:]...)
			return h.out, true
		}
	}
	return nil, false
}

// lenient reports whether the call's result is one of the weaker ones allowed.
// Others says whether others wait, and alone that no other call was under way.
func (r *rule[S]) lenient(o *histories.Operation, others, alone bool) bool {
	return r.hasSpurious && matches(o, r.out(r.spurious)) ||
		others && r.hasCrowded && matches(o, r.out(r.crowded)) ||
		!alone && r.hasBeside && matches(o, r.out(r.beside))
}

func (m *selfServe[S]) settles(s S, quiescence int) bool {
	for _, i := range m.h.Quiescences[quiescence].Stuck {
		if m.dead(i) {
			return false
		}
		if m.goes(s, i) {
			if !m.heldBack(s, i, quiescence) {
				return false
			}
			m.excused++
		}
	}
	return true
}

func (m *selfServe[S]) goes(s S, call int) bool {
	o := &m.calls[call]
	return m.core.rules[o.Op].goes(s, o.In)
}

// heldBack reports whether some other stuck call can't go. It may have come
// before call i; whether it can have is not known here, see Excused.
func (m *selfServe[S]) heldBack(s S, i, quiescence int) bool {
	if !m.core.headOfLine {
		return false
	}
	for _, j := range m.h.Quiescences[quiescence].Stuck {
		if j != i && !m.goes(s, j) {
			return true
		}
	}
	return false
}

func (m *selfServe[S]) Ways() int         { return 1 }
func (m *selfServe[S]) SelfServing() bool { return true }

func (m *selfServe[S]) Excused() bool { return m.excused > 0 }

func (m *selfServe[S]) Waits(level, call int) (waiting, able bool) {
	return true, m.goes(m.levels[level].state, call)
}

func (m *selfServe[S]) Hash(level int) uint64 {
	h := m.core.ident.hash(m.levels[level].state)
	for _, held := range m.levels[level].held {
		h = mix(h ^ uint64(held.call))
	}
	return h
}

func (m *selfServe[S]) Snapshot(level int, waiting []int) State {
	st := State{user: m.levels[level].state, held: slices.Clone(m.levels[level].held)}
	for _, i := range waiting {
		st.waiting = append(st.waiting, m.waiter(i))
	}
	return st
}

func (l *loaded) waiter(call int) Waiter {
	o := &l.calls[call]
	return Waiter{Call: call, Name: l.spec.Operations[o.Op].Name, Arg: o.In, op: o.Op}
}

func (m *selfServe[S]) Restore(st State) {
	m.levels[0].state = st.user.(S)
	m.levels[0].held = append(m.levels[0].held[:0], st.held...)
}

func (m *selfServe[S]) Same(level int, st State) bool {
	l := &m.levels[level]
	return m.core.ident.equal(l.state, st.user.(S)) && slices.Equal(l.held, st.held)
}
