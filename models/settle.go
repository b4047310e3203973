package models

import (
	"slices"
)

// settle judges a quiescence: every stuck call must be waiting, and none that
// goes when it likes may be able to go.
func (m *turns[S]) settle(l *level[S], quiescence int) {
	q := &m.h.Quiescences[quiescence]
	for _, i := range q.Stuck {
		at := l.index(i)
		if at < 0 || m.able(l, at) && !m.heldBack(l, at) || m.calls[i].CutShort(q.At) && !m.relaxed && m.defiant(l, at) {
			m.refused = true
			return
		}
	}
}

// defiant reports whether the waiter, which was told to give up, has not done
// what it can do about it.
func (m *turns[S]) defiant(l *level[S], at int) bool {
	w := l.waiting[at]
	if m.core.rules[w.op].cancel == nil {
		return true
	}
	return !w.cut && m.try(l, func(trial *level[S]) bool { return m.strike(trial, at) })
}

// able reports whether the waiter at the given place could go on now.
func (m *turns[S]) able(l *level[S], at int) bool {
	w := l.waiting[at]
	r := &m.core.rules[w.op]
	switch {
	case r.resume != nil:
		return m.wouldResume(l, w, r)
	case r.when != nil && !m.core.fifo:
		return r.when(l.state, w.Arg)
	}
	return false // it waits for others to grant it
}

// wouldResume tries the resume function on a copy of the state.
func (m *turns[S]) wouldResume(l *level[S], w Waiter, r *rule[S]) bool {
	return m.try(l, func(trial *level[S]) bool { return m.act(trial, w, r.resume) })
}

// try does something with a copy of the state and returns what that returned.
func (m *turns[S]) try(l *level[S], do func(trial *level[S]) bool) bool {
	trial := level[S]{state: l.state, waiting: slices.Clone(l.waiting), held: slices.Clone(l.held)}
	refused, ended, choice, ways := m.refused, m.ended, m.choice, m.ways
	could := do(&trial)
	m.refused, m.ended, m.choice, m.ways = refused, ended, choice, ways
	return could
}

// heldBack reports whether a call ahead of the waiter can't go.
func (m *turns[S]) heldBack(l *level[S], at int) bool {
	if !m.core.headOfLine {
		return false
	}
	for i := range at {
		if !m.able(l, i) {
			return true
		}
	}
	return false
}

func (m *turns[S]) Ways() int         { return m.ways }
func (m *turns[S]) SelfServing() bool { return false }

func (m *turns[S]) Excused() bool { return false }

func (m *turns[S]) Waits(at, call int) (waiting, able bool) {
	l := &m.levels[at]
	i := l.index(call)
	return i >= 0, i >= 0 && m.able(l, i)
}

func (m *turns[S]) Hash(at int) uint64 {
	l := &m.levels[at]
	h := m.core.ident.hash(l.state)
	for _, w := range l.waiting {
		h = mix(h ^ uint64(w.Call)<<8 ^ uint64(w.Stage)<<1)
	}
	for _, held := range l.held {
		h = mix(h ^ uint64(held.call)<<8 ^ 1)
	}
	return h
}

func (m *turns[S]) Snapshot(at int, _ []int) State {
	l := &m.levels[at]
	return State{user: l.state, waiting: slices.Clone(l.waiting), held: slices.Clone(l.held)}
}

func (m *turns[S]) Restore(st State) {
	l := &m.levels[0]
	l.state = st.user.(S)
	l.waiting = append(l.waiting[:0], st.waiting...)
	l.held = append(l.held[:0], st.held...)
}

func (m *turns[S]) Same(at int, st State) bool {
	l := &m.levels[at]
	return m.core.ident.equal(l.state, st.user.(S)) && slices.Equal(l.waiting, st.waiting) && slices.Equal(l.held, st.held)
}
