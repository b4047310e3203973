package models

import (
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/histories"
)

// turns is the machine that keeps the waiting calls in the state, in the order
// in which they blocked. A call enters; if it can't go it waits; and it ends
// when it is granted, which happens inside the step of another call (FIFO
// order, drains, Grant) or by a Resume of its own.
//
// A grant need not be followed by a step of the granted call: that step would
// change nothing, so it can always be put right behind the grant. Likewise a
// grant with a result other than the observed one can be refused at once, and
// so can a grant to a call that was stuck to the end.
type turns[S any] struct {
	loaded
	core   *core[S]
	levels [maxLevels]level[S]

	ended   uint64 // calls that the current step brought to their end
	refused bool   // the current step is not legal
	relaxed bool

	choice, ways int // see choose
	scratch      []Waiter
	turn         Turn[S] // reused, one at a time

	watched  int // the call whose result is wanted, see player
	answered any
}

type level[S any] struct {
	state   S
	waiting []Waiter
	held    []hold
}

func newTurns[S any](c *core[S], s *Spec) *turns[S] {
	return &turns[S]{loaded: loaded{spec: s, flags: &c.settings}, core: c}
}

func (m *turns[S]) Load(h *histories.History) error {
	l := &m.levels[0]
	l.state, l.waiting, l.held = m.core.init, l.waiting[:0], l.held[:0]
	if err := m.load(h); err != nil {
		return err
	}
	for call := range m.calls {
		m.note(call)
	}
	return nil
}

func (m *turns[S]) note(call int) {
	note(&m.loaded, m.core.rules, call)
	r := m.rule(call)
	m.facts[call].Resumes = r.resume != nil || r.when != nil && !m.core.fifo
}

func (m *turns[S]) Slide(h *histories.History) {
	l := &m.levels[0]
	l.state, l.waiting, l.held = m.core.init, l.waiting[:0], l.held[:0]
	m.h, m.calls = h, h.Operations
}

func (m *turns[S]) Place(call int, o histories.Operation) {
	m.calls[call] = o
	m.note(call)
}

func (m *turns[S]) Step(at int, mv Move) (ended uint64, ok bool) {
	l := &m.levels[at+1]
	l.copy(&m.levels[at])
	m.ended, m.refused, m.relaxed = 0, false, mv.Relaxed
	m.choice, m.ways = mv.Choice, 1
	switch mv.Kind {
	case Enter:
		m.enter(l, mv.Call)
	case Lenient:
		m.refused = !m.rule(mv.Call).lenient(&m.calls[mv.Call], len(l.waiting) > 0, m.isAlone(mv.Call))
		m.ended = 1 << mv.Call
	case Resume:
		m.resume(l, mv.Call)
	case Cancel:
		m.cancel(l, mv.Call)
	case Idle:
		return 0, true
	case Settle:
		m.settle(l, mv.Call)
		return 0, !m.refused
	default:
		panic(fmt.Sprintf("models: unknown move %d", mv.Kind))
	}
	if !m.refused {
		m.drain(l)
	}
	return m.ended, !m.refused && m.choice == 0
}

func (l *level[S]) copy(from *level[S]) {
	l.state = from.state
	l.waiting = append(l.waiting[:0], from.waiting...)
	l.held = append(l.held[:0], from.held...)
}

func (l *level[S]) index(call int) int {
	return slices.IndexFunc(l.waiting, func(w Waiter) bool { return w.Call == call })
}

func (l *level[S]) remove(call int) bool {
	i := l.index(call)
	if i < 0 {
		return false
	}
	l.waiting = append(l.waiting[:i], l.waiting[i+1:]...)
	return true
}

func (m *turns[S]) rule(call int) *rule[S] { return &m.core.rules[m.calls[call].Op] }

// enter lets a call begin.
func (m *turns[S]) enter(l *level[S], call int) {
	if m.dead(call) {
		m.refused = true
		return
	}
	r, w := m.rule(call), m.waiter(call)
	switch {
	case r.request != nil:
		m.act(l, w, r.request)
	case r.hasYields && len(l.waiting) > 0:
		m.grant(l, w, r.out(r.yields), true)
	case r.when == nil:
		m.take(l, w, r, true)
	case m.core.fifo && len(l.waiting) == 0 && r.when(l.state, w.Arg):
		m.take(l, w, r, true)
	case !m.core.fifo && m.timedOut(call) && !m.blocked(l, r, w):
		m.refused = true // it could have gone at once, so its time can't have run out
	default:
		l.waiting = append(l.waiting, w)
	}
}

// blocked reports whether a self-serving call that enters now must wait.
func (m *turns[S]) blocked(l *level[S], r *rule[S], w Waiter) bool {
	return !r.when(l.state, w.Arg) || m.core.headOfLine && len(l.waiting) > 0
}

// take grants w by its guarded rule.
func (m *turns[S]) take(l *level[S], w Waiter, r *rule[S], atOnce bool) {
	after, out := r.then(l.state, w.Arg)
	l.state = m.core.ident.clipped(after)
	m.grant(l, w, out, atOnce)
}

// grant ends w, which is not among the waiters any more, if that is in accord
// with what was observed of it.
func (m *turns[S]) grant(l *level[S], w Waiter, out any, atOnce bool) {
	o := &m.calls[w.Call]
	if w.Call == m.watched {
		m.answered = out
	}
	switch o.Outcome {
	case histories.Stuck:
		m.refused = m.refused || !m.relaxed
	case histories.Cancelled:
		switch {
		case w.cut:
			m.ended |= 1 << w.Call
		case m.facts[w.Call].GivesBack && !(atOnce && m.timedOut(w.Call)):
			l.held = append(l.held, hold{w.Call, out})
		default:
			m.refused = true
		}
	default:
		m.refused = m.refused || !matches(o, out)
		m.ended |= 1 << w.Call
	}
}

// act runs a function on turns for w. It reports whether the turn ended with
// Return; the result is granted. A Block puts w behind the others unless it
// waits already.
func (m *turns[S]) act(l *level[S], w Waiter, f func(*Turn[S], any)) bool {
	t := &m.turn
	*t = Turn[S]{State: l.state, m: m, level: l, self: w}
	f(t, w.Arg)
	end, out := t.end, t.out
	l.state = m.core.ident.clipped(t.State)
	waits := l.index(w.Call) >= 0
	switch {
	case end == open:
		panic(fmt.Sprintf("models: operation %q: its turn ended without Return or Block", w.Name))
	case end == late && !w.cut:
		panic(fmt.Sprintf("models: operation %q: TooLate in a turn that is no cancellation", w.Name))
	case end == blocked && !waits:
		l.waiting = append(l.waiting, w)
	case end == returned:
		l.remove(w.Call)
		m.grant(l, w, m.core.rules[w.op].out(out), !waits)
	}
	return end == returned
}

// resume lets a waiting call go on at a moment of its own.
func (m *turns[S]) resume(l *level[S], call int) {
	i := l.index(call)
	if i < 0 {
		m.refused = true
		return
	}
	r, w := m.rule(call), l.waiting[i]
	switch {
	case r.resume != nil:
		m.refused = !m.act(l, w, r.resume) || m.refused
	case r.when != nil && !m.core.fifo && r.when(l.state, w.Arg):
		l.remove(call)
		m.take(l, w, r, false)
	default:
		m.refused = true
	}
}

// cancel lets the cancellation of a call strike.
func (m *turns[S]) cancel(l *level[S], call int) {
	r, o := m.rule(call), &m.calls[call]
	if out, held := unhold(&l.held, call); held {
		l.state = m.core.ident.clipped(r.giveBack(l.state, o.In, out))
		m.ended |= 1 << call
		return
	}
	i := l.index(call)
	switch {
	case i < 0:
		m.refused = o.Outcome != histories.Stuck || !m.relaxed // else it was granted against what was seen
	case r.cancel == nil:
		l.remove(call)
		m.ended |= 1 << call
	case !m.strike(l, i):
		m.refused = m.refused || o.Outcome != histories.Stuck
	}
}

// strike runs the cancel function of the waiter at the given place, and reports
// whether the cancellation was in time.
func (m *turns[S]) strike(l *level[S], at int) bool {
	l.waiting[at].cut = true
	w := l.waiting[at]
	m.act(l, w, m.core.rules[w.op].cancel)
	if m.turn.end != late {
		return true
	}
	l.waiting[at].cut = false
	return false
}

// drain hands on what the last step made free: to the head of the queue as long
// as it can go, and then as the model says.
func (m *turns[S]) drain(l *level[S]) {
	for m.core.fifo && len(l.waiting) > 0 {
		w := l.waiting[0]
		r := &m.core.rules[w.op]
		if r.when == nil || !r.when(l.state, w.Arg) {
			break
		}
		l.remove(w.Call)
		m.take(l, w, r, false)
	}
	if m.core.drain == nil {
		return
	}
	m.turn = Turn[S]{State: l.state, m: m, level: l, self: Waiter{Call: -1}}
	m.core.drain(&m.turn)
	l.state = m.core.ident.clipped(m.turn.State)
}

// choose is an oracle: it reads the next digit of the choice of this move, in
// the mixed radix of the questions asked. ways is the number of answers along
// this path; a choice that is not used up belongs to no path.
func (m *turns[S]) choose(n int) int {
	digit := m.choice % n
	m.choice /= n
	m.ways *= n
	return digit
}
