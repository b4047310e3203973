package suite

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/tests"
	"github.com/tenter-go/tenter/harness/verdict"
)

// packageRun runs the tests of one package, one after the other.
type packageRun struct {
	ctx  context.Context
	s    *suite
	p    *Package
	prog *program
	emit func(*Test)
	look *process // makes the first executions of tests, for as long as none of them leaves anything behind
}

func (r *packageRun) close() {
	if r.look != nil {
		r.look.end()
	}
}

// run returns an error if the tests could not be run, or not all of them.
func (r *packageRun) run() error {
	if err := r.open(); err != nil {
		var gone *goneError
		if errors.As(err, &gone) {
			r.p.Output = gone.f.output
			if gone.f.status == "exit status 0" {
				return fmt.Errorf("no test was run: %w", err)
			}
		}
		return err
	}
	names := r.look.hello.Tests
	r.p.Stamp, r.p.NoTests = r.look.hello.Stamp, len(names) == 0
	deadline := time.Now().Add(r.s.o.Total)
	for i, name := range names {
		switch {
		case r.ctx.Err() != nil:
			return errInterrupted
		case r.s.o.Total > 0 && time.Now().After(deadline):
			return fmt.Errorf("the time for the package is spent: %d of %d tests were run", i, len(names))
		}
		t, err := r.test(i, name)
		if err != nil {
			return err
		}
		r.p.Tests++
		r.emit(t)
		if r.s.o.FailFast && t.Verdict.Violation() {
			return nil
		}
	}
	return nil
}

// open makes sure that there is a process in which nothing has been left behind.
func (r *packageRun) open() error {
	if r.look != nil {
		return nil
	}
	p, f, err := r.prog.start()
	switch {
	case err != nil:
		return err
	case f != nil && f.ended:
		return errInterrupted
	case f != nil:
		return &goneError{f}
	}
	r.look = p
	return nil
}

// test makes what there is to be made of one test: a test in which nothing can be chosen has one execution, and the other one shows that it
// ends in the same way; all others are searched.
func (r *packageRun) test(index int, name string) (*Test, error) {
	start := time.Now()
	t := &Test{Package: r.p.Path, Name: name}
	defer func() { t.Elapsed = time.Since(start) }()
	one, err := r.sequential(index, t)
	if err != nil || one {
		return t, err
	}
	x := newExplorer(r, index, t)
	defer func() {
		x.close()
		t.Goroutines = x.remote.goroutines
	}()
	return t, x.explore()
}

// sequential reports whether the test was found to have one schedule only.
func (r *packageRun) sequential(index int, t *Test) (bool, error) {
	if r.s.o.Fresh {
		return false, nil
	}
	if err := r.open(); err != nil {
		return false, err
	}
	for n := range 2 {
		plan := tests.Plan{Kind: tests.Random}
		if n == 0 {
			plan.Kind = tests.Replay
		}
		o, f := r.look.ask(&tests.Request{Test: index, Seed: r.seed(t.Name), Plan: plan}, nil)
		if f != nil {
			r.look.release()
			r.look = nil
			switch {
			case f.ended:
				return false, errInterrupted
			case f.hung:
				t.hung(f)
				return true, nil
			}
			return false, nil
		}
		if o.Failed || !o.Returned || len(o.Stuck) > 0 || o.Ending != sched.EndQuiet {
			r.look.end()
			r.look = nil
			return false, nil
		}
		if o.Branched > 0 && !o.Skipped { // what skips itself in the plainest execution is skipped, as by go test
			return false, nil
		}
		t.Stats.Executions++
		t.Stats.Steps += o.Steps
		t.Goroutines = max(t.Goroutines, o.Tasks-1)
		t.Skipped = o.Skipped
		if n == 0 {
			t.Output = r.look.printed(o.Printed)
		}
		if o.Skipped {
			break
		}
	}
	t.Verdict, t.Sequential = verdict.OK, true
	return true, nil
}

// hung is for a test whose plainest execution does not get on. Others would not get on either, and each costs the same time.
func (t *Test) hung(f *failure) {
	t.Stats.Executions++
	t.Verdict, t.Message, t.Output = verdict.Unknown, "an execution did not get on: "+f.place(), postmortem.Excerpt(f.output)
}

// seed is that of one test: it does not depend on which other tests there are.
func (r *packageRun) seed(name string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%x %s", r.s.o.Seed, name)
	return h.Sum64()
}
