package suite

import (
	"errors"
	"fmt"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/tests"
	"github.com/tenter-go/tenter/models"
)

// keeping says what a process has to have done before an execution in it counts.
type keeping uint8

const (
	shared keeping = iota // any number of executions: each leaves behind what it found
	warmed                // one execution at least: the first leaves something behind, the others leave that alone
	fresh                 // none: each execution has a process of its own
)

// remote makes executions of one test in processes of a twin. It is a campaign.Runner.
type remote struct {
	of         *program
	test       int
	keep       keeping
	proc       *process
	passed     *gone // how the last execution went, if its process ended over it
	last       *tests.Outcome
	output     string // what the last execution printed, if it was a failure
	starts     int    // processes started
	stamp      string // see sched.Stamp
	deaths     int    // executions that were the end of their process
	hangs      int    // of these, those that did not get on
	goroutines int    // the most that an execution had: all tasks but the one that calls package testing
	err        error  // why no executions can be made any more

	numbers  map[sched.Strategy]int // of those that learn
	daemons  daemons
	scenario *scenario.Scenario // the only one
}

// gone is an execution that was the end of its process.
type gone struct {
	failure
	twice bool // made again in another process, it was the end of that one too
}

// Run implements campaign.Runner.
func (r *remote) Run(_ *models.Subject, sc *scenario.Scenario, opts exec.Options) (*exec.Execution, bool) {
	plan, err := tests.PlanOf(opts.Strategy)
	if r.err = firstOf(r.err, err); r.err != nil {
		return nil, false
	}
	plan.Number = r.number(opts.Strategy)
	q := &tests.Request{Test: r.test, Seed: opts.Seed, Plan: plan, Trace: opts.Trace, MaxSteps: opts.MaxSteps}
	q.Trace = q.Trace || r.daemons.any() // only a trace tells daemons from others
	r.last, r.passed, r.output = nil, nil, ""
	o, f := r.ask(q, nil)
	if r.err != nil {
		return nil, false
	}
	if f != nil {
		return r.lost(q, f, sc)
	}
	if o.Idle {
		return nil, false
	}
	o.Learn(opts.Strategy)
	r.last = o
	r.goroutines = max(r.goroutines, o.Tasks-1)
	if o.Failed || !o.Returned || o.Ending != sched.EndQuiet || opts.Trace {
		r.output = r.proc.printed(o.Printed)
	}
	return executionOf(o, sc), true
}

// number tells a strategy that learns from others. What an exhaustive search knows is sent with each execution.
func (r *remote) number(s sched.Strategy) int {
	if _, ok := s.(sched.Learner); !ok {
		return 0
	}
	if _, ok := s.(*sched.Exhaustive); ok {
		return 0
	}
	if r.numbers[s] == 0 {
		if r.numbers == nil {
			r.numbers = map[sched.Strategy]int{}
		}
		r.numbers[s] = len(r.numbers) + 1
	}
	return r.numbers[s]
}

// ask has one execution made, in a process that is in the right state for it.
func (r *remote) ask(q *tests.Request, noted func(*tests.Outcome)) (*tests.Outcome, *failure) {
	if r.keep == fresh && r.proc != nil && r.proc.made > 0 {
		r.stop()
	}
	if r.proc == nil && !r.start() {
		return nil, nil
	}
	o, f := r.proc.ask(q, noted)
	if f != nil {
		r.drop()
		if f.ended {
			r.err = errInterrupted
		}
	}
	return o, f
}

// start starts a process, and warms it up.
func (r *remote) start() bool {
	p, f, err := r.of.start()
	switch {
	case err != nil:
		r.err = err
	case f != nil && f.ended:
		r.err = errInterrupted
	case f != nil:
		r.err = &goneError{f}
	}
	if r.err != nil {
		return false
	}
	r.proc = p
	r.starts++
	r.stamp = p.hello.Stamp
	if r.keep == warmed {
		if _, f := p.ask(&tests.Request{Test: r.test}, nil); f != nil {
			r.drop()
			r.err = fmt.Errorf("the test %s in its first execution, which had ended well before\n%s", f.how(), f.output)
			return false
		}
	}
	return true
}

// lost is for an execution that was the end of its process. It is made again, with its decisions told as they are made.
func (r *remote) lost(q *tests.Request, f *failure, sc *scenario.Scenario) (*exec.Execution, bool) {
	r.deaths++
	r.passed, r.output = &gone{failure: *f}, f.output
	e := &exec.Execution{Scenario: sc, History: history(sc, false)}
	e.Points = 1
	if f.hung {
		r.hangs++
		return e, true
	}
	if q.Plan.Kind == tests.Replay {
		e.Decisions = q.Plan.Schedule
		r.passed.twice = true
		return e, true
	}
	again := *q
	again.Noted = true
	var decisions []sched.Decision
	_, f = r.ask(&again, func(o *tests.Outcome) { decisions = append(decisions, o.Decisions...) })
	e.Decisions = decisions
	r.passed.twice = f != nil && !f.hung
	return e, r.err == nil
}

// stop ends the process; the next execution starts another one.
func (r *remote) stop() {
	if r.proc != nil {
		r.proc.end()
		r.proc = nil
	}
}

// drop lets go of a process that has ended.
func (r *remote) drop() {
	r.proc.release()
	r.proc = nil
}

// Close implements campaign.Runner.
func (r *remote) Close() { r.stop() }

// errInterrupted is why no more executions are made when everything is to end.
var errInterrupted = errors.New("interrupted")

// goneError says that a process has ended before its first test, which is TestMain's doing, or that of an init function.
type goneError struct{ f *failure }

func (e *goneError) Error() string {
	return fmt.Sprintf("the test binary %s before its first test — its TestMain, or an init function, has ended it", e.f.how())
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
