package tests

import (
	"io"
	"slices"
	"time"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/racelog"
)

// execute makes one execution: the test runs until it has come to its end or nobody can go on; after its end the other tasks run as far as
// they can, with all timers fired. What is left then is a leak.
func (s *server) execute(q *Request) *Outcome {
	o := &Outcome{Printed: -1}
	s.names, s.skipped = s.names[:0], false
	strategy := s.strategy(&q.Plan)
	cfg := sched.Config{Strategy: strategy, Trace: q.Trace, MaxSteps: q.MaxSteps, Slack: q.Slack, Patience: time.Duration(q.Patience), OnQuiescence: o.quiet(), Vain: vain}
	if q.Noted {
		cfg.Decided = func(d sched.Decision) { s.answer(&Outcome{Noted: true, Decisions: []sched.Decision{d}}) }
	}
	watch := racelog.Begin()
	defer watch.End()
	cfg.Raced = func() { o.Race = watch.Text() }
	engine := sched.New()
	res, ok := engine.Run(q.Seed, cfg, func() { s.perform(q, o) })
	if res.Abandoned { // what it left behind, o among it, may come back to life at any time
		return &Outcome{Ending: res.Ending, Why: res.Why, Abandoned: true, Printed: -1}
	}
	engine.Close()
	if !ok {
		return &Outcome{Idle: true}
	}
	o.take(&res)
	o.learned(strategy)
	o.Skipped = s.skipped
	if q.Trace {
		o.Names = s.names
	}
	return o
}

// vain is how long a test may wait while only timers of others go on. It is what go test gives a whole package.
const vain = sched.Duration(10 * time.Minute)

// perform is the first task of an execution.
func (s *server) perform(q *Request, o *Outcome) {
	t := sched.Current()
	t.Point(sched.KindCall, nil)
	t.Result(label{})
	defer func() {
		if !t.Unwinding() {
			o.Returned = true
			t.Mark(sched.KindReturn)
			t.Result(label{})
		}
	}()
	o.Failed = true // a test that ends its goroutine ends this one with it
	ok := true
	for range max(q.Repeat, 1) {
		ok = s.run(q.Test) && ok
	}
	o.Failed = !ok
}

// quiet moves the execution on when nobody can run any more.
func (o *Outcome) quiet() func(*sched.Run) bool {
	drained := false
	return func(r *sched.Run) bool {
		if o.Returned && !drained {
			drained = true
			r.Drain()
			if r.Unfinished() > 0 {
				return true
			}
		}
		if n, err := stdout.Seek(0, io.SeekEnd); err == nil {
			o.Printed = n
		}
		return false
	}
}

// Begin is called by the task that is about to run the test, or the subtest, of that name.
func Begin(name string) {
	if serving == nil {
		return
	}
	t := sched.Current()
	if t == nil {
		return
	}
	if slices.Contains(serving.names, name) {
		name += " (bubble)" // of testing/synctest, which has a T of its own of the same name
	}
	for len(serving.names) <= t.ID() {
		serving.names = append(serving.names, "")
	}
	serving.names[t.ID()] = name
	t.SetName(name)
	t.Engage()
}

// Bubble is called where a test enters a bubble of testing/synctest. Under control the bubble is the execution itself, whose time is virtual
// anyway: from then on time passes only when everybody waits. leave ends the bubble as synctest does: its goroutines must have ended when
// none of them can run any more.
func Bubble() (leave func(), controlled bool) {
	t := sched.Current()
	if serving == nil || t == nil {
		return nil, false
	}
	t.Punctual()
	first := t.Run().Tasks()
	return func() {
		if t.Settle(); t.Unended(first) {
			panic("deadlock: main bubble goroutine has exited but blocked goroutines remain")
		}
	}, true
}

// Settle is synctest.Wait under control; elsewhere it returns false.
func Settle() bool {
	t := sched.Current()
	if serving == nil || t == nil {
		return false
	}
	t.Settle()
	return true
}

// Skip is called when the test, not one of its subtests, has skipped itself.
func Skip() {
	if serving != nil {
		serving.skipped = true
	}
}
