package models

import (
	"context"
	"errors"
	"fmt"
)

// ProcessOps is how a process is called that runs until Finish or Terminate ends
// it: one function for each operation, nil for one that it does not offer.
type ProcessOps struct {
	// Start starts it; it returns ErrProcessStarted the second time.
	Start func() error
	// Join waits for the end; it returns ErrProcessNotStarted before Start.
	Join func(ctx context.Context) error
	// Terminate kills it and returns when it has ended; before Start it returns
	// ErrProcessNotStarted.
	Terminate func() error
	// ExitCode returns "none" before the end, then "0", or "-9" if it was killed.
	ExitCode func() string
	// Finish waits until the process runs, has it return, and returns when it has
	// ended.
	Finish func()
	// Release lets the process return; it is called when nothing else is.
	Release func()
}

// What a process answers, for the adapters of ProcessOps.
var (
	ErrProcessStarted    = errors.New("started already")
	ErrProcessNotStarted = errors.New("not started")
)

// child is the state.
type child struct {
	started, ended bool
	code           int
	dying          bool // killed, and a Finish may yet meet it
}

// Process is the model of one process. It is strict: it starts once, has one exit
// code, and nobody who waits for its end waits on. What is being finished when it
// is killed may end either way.
func Process(opts ...Option) *Model[ProcessOps] {
	known := []error{ErrProcessStarted, ErrProcessNotStarted}
	defaults := []Option{Name("process"), Label("process"), Describe(child.describe)}
	return Grants(child{}, nil,
		Update("Start", Err(func(o ProcessOps) error { return o.Start() }, known...).If(func(o ProcessOps) bool { return o.Start != nil }),
			func(s child, _ None) (child, error) {
				if s.started {
					return s, ErrProcessStarted
				}
				s.started = true
				return s, nil
			}),
		Take("Join", Ctx(func(o ProcessOps, ctx context.Context) error { return o.Join(ctx) }, known...).If(func(o ProcessOps) bool { return o.Join != nil }),
			func(s child, _ None) bool { return !s.started || s.ended },
			func(s child, _ None) (child, error) {
				if !s.started {
					return s, ErrProcessNotStarted
				}
				return s, nil
			}),
		Act("Terminate", Err(func(o ProcessOps) error { return o.Terminate() }, known...).If(func(o ProcessOps) bool { return o.Terminate != nil }), terminateChild).NonBlocking(),
		Ask("ExitCode", Ret(func(o ProcessOps) string { return o.ExitCode() }).If(func(o ProcessOps) bool { return o.ExitCode != nil }),
			func(s child, _ None) string {
				if !s.ended {
					return "none"
				}
				return fmt.Sprint(s.code)
			}),
		Act("Finish", Func(func(o ProcessOps) { o.Finish() }).If(func(o ProcessOps) bool { return o.Finish != nil }),
			func(t *Turn[child], _ None) {
				if t.State.dying && t.Choose(2) == 1 {
					t.State.dying = false
					t.Return(nil)
					return
				}
				t.Block()
			}).OnResume(func(t *Turn[child], _ any) {
			if !t.State.started || t.State.ended {
				t.Block()
				return
			}
			t.State.ended = true
			t.Return(nil)
		}),
	).With(append(defaults, opts...)...).Finally(func(o ProcessOps) {
		if o.Release != nil {
			o.Release()
		}
	})
}

// terminateChild kills the process. A Finish that waits may have been about to
// end it.
func terminateChild(t *Turn[child], _ None) {
	switch {
	case !t.State.started:
		t.Return(ErrProcessNotStarted)
		return
	case !t.State.ended:
		t.State.ended, t.State.code, t.State.dying = true, -9, true
		if waiting := t.Waiting("Finish"); len(waiting) > 0 {
			if k := t.Choose(len(waiting) + 1); k > 0 {
				t.State.dying = false
				t.Grant(t.Waiting("Finish")[k-1], nil)
			}
		}
	}
	t.Return(nil)
}

func (s child) describe() string {
	switch {
	case s.ended:
		return fmt.Sprintf("it has ended with exit code %d", s.code)
	case s.started:
		return "it runs"
	}
	return "it was not started"
}
