package models

import (
	"fmt"
	"strings"
	"sync"

	"github.com/tenter-go/tenter/histories"
)

// SerialCall is a call of one task that is alone.
type SerialCall struct {
	Op  int
	Arg any
	// Mode is Plain, or Timeout for operations that have no other.
	Mode histories.Mode
}

// SerialResult is how such a call ended. Stuck says that it waits, since there
// is nobody to let it go on.
type SerialResult struct {
	Outcome histories.Outcome
	Out     any
}

// Serial makes calls on a fresh object of the subject, one after the other, and
// returns how the last one ended. Those before it are known to return. Equal
// calls must have equal results.
type Serial func(subject *Subject, calls []SerialCall) SerialResult

// LearntFrom returns a model with the operations of m, of which nothing is
// believed but what construct's objects do when one task alone calls them: the
// idea of Line-Up (Burckhardt, Dill, Musuvathi, Tan, PLDI 2010). With the
// constructor that is to be checked, it is the type's own specification: each
// concurrent execution must be like a serial one. With another it compares two
// implementations. about says in reports whose behaviour it is.
//
// What it demands: the results of some order of the calls are those that the
// same calls give in that order when nobody else calls, and a call is stuck to
// the end only if it waits when it is made after all others; those that never
// wait by m must not be stuck. What it gives up:
// what is wrong in serial executions too; and calls that wait are taken to
// change nothing, so that a type in which a waiting call has others refused or
// held back, such as a lock that prefers writers, is accused of it. Waiters go in
// any order, and may hold back those behind them. Options that weaken operations
// of m have no effect here.
//
// What was learnt is kept with the model, which any number of goroutines may use.
func (m *Model[X]) LearntFrom(about string, construct func() X, serial Serial) *Model[X] {
	l := &lessons{subject: m.Bind(construct), serial: serial, nodes: []lesson{{}}, known: map[step]int{}}
	learnt := *m
	infos := make([]Operation, len(m.spec.Operations))
	c := core[int]{ident: identityOf[int]()}
	for i, info := range m.spec.Operations {
		info.cancelPhases, info.resumes = false, false
		infos[i] = info
		r := l.rule(i)
		if !info.Blocking {
			r.when = nil // it has no moment of its own at which it would go on
		}
		c.add(r, &info)
	}
	learnt.build = func(set settings) (*Spec, []string) {
		mine := c
		mine.settings = set
		mine.settings.fifo, mine.settings.handOver, mine.settings.prompt, mine.settings.headOfLine = false, false, false, true
		mine.settings.label = fmt.Sprintf("%s as %s does it serially", set.name, about)
		mine.settings.describe = l.describe
		s := &Spec{Name: set.name, Operations: infos, core: &mine, learnt: true}
		s.Label = mine.label(s)
		return s, nil
	}
	return learnt.With()
}

// Learnt reports whether the specification asks the subject itself. It can't be
// asked while an execution is in progress.
func (s *Spec) Learnt() bool { return s.learnt }

// lessons is what is known of a subject: a tree of calls, with their results.
// States are its nodes, by number; the root, 0, is a fresh object.
type lessons struct {
	subject *Subject
	serial  Serial

	mu    sync.Mutex
	nodes []lesson
	known map[step]int
}

// step is a call in a state.
type step struct {
	from, op int
	arg      any
}

// lesson is the state after a call, and how the call ended.
type lesson struct {
	by step
	SerialResult
}

// rule is the contract of one operation.
func (l *lessons) rule(op int) rule[int] {
	return rule[int]{
		when: func(s int, arg any) bool {
			_, n := l.after(step{s, op, arg})
			return n.returns()
		},
		then: func(s int, arg any) (int, any) {
			next, n := l.after(step{s, op, arg})
			switch {
			case !n.returns():
				return s, noResult // it waits, so no result is right
			case n.Outcome == histories.Panicked:
				return next, Panics
			}
			return next, n.Out
		},
		out: func(out any) any { return out },
	}
}

// noResult is a result that no call has.
const noResult = anything("no result")

func (n lesson) returns() bool {
	return n.Outcome == histories.Returned || n.Outcome == histories.Panicked
}

// after returns the state after a call, and how that ended. The call is made if
// it never was.
func (l *lessons) after(by step) (int, lesson) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next, ok := l.known[by]
	if !ok {
		next = len(l.nodes)
		calls := append(l.path(by.from), l.call(by))
		l.nodes = append(l.nodes, lesson{by, l.serial(l.subject, calls)})
		l.known[by] = next
	}
	return next, l.nodes[next]
}

// call returns a call in the mode in which nothing cuts it short but its time.
func (l *lessons) call(by step) SerialCall {
	mode, info := histories.Plain, &l.subject.Spec.Operations[by.op]
	if !info.HasMode(mode) {
		mode = info.Modes[0]
	}
	return SerialCall{Op: by.op, Arg: by.arg, Mode: mode}
}

// path returns the calls that lead to a state.
func (l *lessons) path(state int) (calls []SerialCall) {
	if state == 0 {
		return nil
	}
	by := l.nodes[state].by
	return append(l.path(by.from), l.call(by))
}

func (l *lessons) describe(state int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var texts []string
	for _, c := range l.path(state) {
		arg := ""
		if c.Arg != nil {
			arg = fmt.Sprint(c.Arg)
		}
		texts = append(texts, fmt.Sprintf("%s(%s)", l.subject.Spec.Operations[c.Op].Name, arg))
	}
	if len(texts) == 0 {
		return "nothing was called yet"
	}
	return "after " + strings.Join(texts, ", ")
}

// Observe is an operation of which nothing is stated: for models that are only
// to be learnt from, of types that no model fits.
//
//	m := models.New(models.None{},
//		models.Observe("Push", models.Func1((*Ring).Push, models.Fresh())),
//		models.Observe("Pop", models.Ok((*Ring).Pop)),
//	)
//	harness.Check(t, harness.Learnt(m, "Ring", NewRing), NewRing)
func Observe[X, A, R any](name string, m Method[X, A, R]) Op[None, X] {
	return Take(name, m, func(None, A) bool { return true }, func(s None, _ A) (next None, out R) { return s, out })
}
