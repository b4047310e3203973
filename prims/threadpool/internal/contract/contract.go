// Package contract holds the contract of a pool as scripts, for package threadpool and its mutants.
package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/threadpool"
	"github.com/tenter-go/tenter/prims/threadpool/gated"
)

// Subject is a pool of tasks that return their number, with the errors of package threadpool.
type Subject interface {
	// Submit waits for room where wait is true, and returns threadpool.ErrFull where it is not.
	Submit(ctx context.Context, task func() int, wait bool) (Result, error)
	Close()
	CancelQueued() int
	CloseAndCancel() int
	Wait(ctx context.Context) error
	Figures() (running, queued int)
}

// Result is the future of a task.
type Result interface {
	// Get waits for the result. A task that panicked with an error fails with one that wraps it, one that
	// was cancelled with future.ErrCancelled.
	Get(ctx context.Context) (int, error)
	State() future.State
	Cancel() bool
}

// Pool is a subject whose tasks end when told.
type Pool struct {
	Subject
	*gated.Jobs
}

// NewPool returns the subject with tasks of its own.
func NewPool(s Subject) *Pool { return &Pool{s, gated.New()} }

// Submit submits a job and returns its future.
func (p *Pool) Submit(ctx context.Context, id int, wait bool) (Result, error) {
	job := p.Job(id)
	result, err := p.Subject.Submit(ctx, job.Body, wait)
	if err == nil {
		job.Accepted(func() { _, _ = result.Get(context.Background()) })
	}
	return result, err
}

// Run submits a job and waits for its result, no longer than ctx allows.
func (p *Pool) Run(ctx context.Context, id int) (int, error) {
	result, err := p.Submit(ctx, id, true)
	if err != nil {
		return 0, err
	}
	n, err := result.Get(ctx)
	if err != nil && ctx.Err() != nil {
		// The task's context is done as well, so that a task that is still pending after the step that
		// the pool may be in the middle of will leave the queue and never run.
		p.Figures()
		if result.State() != future.Running {
			return result.Get(context.Background())
		}
	}
	return n, err
}

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	p := NewPool(s)
	time.AfterFunc(100*time.Hour, p.Release) // the script is over by then
	words := script.Words{
		{Err: threadpool.ErrFull, Text: "full"}, {Err: threadpool.ErrClosed, Text: "closed"},
		{Err: future.ErrCancelled, Text: "cancelled"}, {Err: gated.ErrFailed, Text: "failed"},
	}
	results := map[int]Result{}
	submit := func(c script.Call, wait bool) string {
		ctx, stop := untilReturn(c.Ctx)
		defer stop()
		r, err := p.Submit(ctx, c.Int(0), wait)
		if err == nil {
			results[c.Int(0)] = r
		}
		return words.Outcome(err)
	}
	return script.Verbs{
		"run": func(c script.Call) string {
			n, err := p.Run(c.Ctx, c.Int(0))
			if err != nil {
				return words.Outcome(err)
			}
			return fmt.Sprint(n)
		},
		"submit": func(c script.Call) string { return submit(c, true) },
		"try":    func(c script.Call) string { return submit(c, false) },
		"drop":   func(c script.Call) string { return fmt.Sprint(results[c.Int(0)].Cancel()) },
		"finish": func(script.Call) string { p.Finish(); return "ok" },
		"fail":   func(script.Call) string { p.Fail(); return "ok" },
		"close":  func(script.Call) string { p.Close(); return "ok" },
		"clear":  func(script.Call) string { return fmt.Sprint(p.CancelQueued()) },
		"shut":   func(script.Call) string { return fmt.Sprint(p.CloseAndCancel()) },
		"wait":   func(c script.Call) string { return words.Outcome(p.Wait(c.Ctx)) },
		"figures": func(script.Call) string {
			running, queued := p.Figures()
			return fmt.Sprint(running, " ", queued)
		},
	}
}

// untilReturn returns a context that is done with ctx until stop is called, so that a task outlives
// the call that submitted it.
func untilReturn(ctx context.Context) (context.Context, func() bool) {
	own, cancel := context.WithCancel(context.Background())
	if ctx.Err() != nil {
		cancel()
	}
	return own, context.AfterFunc(ctx, cancel)
}
