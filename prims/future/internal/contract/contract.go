// Package contract holds the contract of two futures as scripts, for package future and its mutants.
package contract

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/internal/script"
)

// Subject is a pair of futures, 0 and 1, with their promises. Results are those of package future:
// nil for a value, [future.ErrCancelled] for a future that was cancelled, another error for one that
// failed.
type Subject interface {
	Start(i int) bool
	// Settle finishes future i, with an error or with a value.
	Settle(i int, err error) bool
	Cancel(i int) bool
	// Get returns what future i came to, or the context's error as its second result.
	Get(ctx context.Context, i int) (result, cut error)
	// GetTimeout reports whether the future was done in time; with d <= 0 it tries once.
	GetTimeout(d time.Duration, i int) (result error, done bool)
	TryGet(i int) (result error, done bool)
	// OnDone adds a callback to future 0.
	OnDone(fn func())
	// WaitFor waits until n of the two are done, and returns those that are.
	WaitFor(ctx context.Context, n int) ([]int, error)
	AsCompleted(ctx context.Context) ([]int, error)
}

// Failure is what Reject finishes a future with here.
const Failure = failure("the task failed")

type failure string

func (e failure) Error() string { return string(e) }

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	words := script.Words{{Err: future.ErrCancelled, Text: "cancelled"}, {Err: Failure, Text: "failed"}}
	outcome := func(result error, done bool) string {
		switch {
		case !done:
			return "not done"
		case result == nil:
			return "value"
		}
		return words.Outcome(result)
	}
	listed := func(list []int, err error) string {
		if err != nil {
			return words.Outcome(err)
		}
		return strings.Trim(fmt.Sprint(list), "[]")
	}
	var called []string
	return script.Verbs{
		"start":   func(c script.Call) string { return fmt.Sprint(s.Start(c.Int(0))) },
		"resolve": func(c script.Call) string { return fmt.Sprint(s.Settle(c.Int(0), nil)) },
		"reject":  func(c script.Call) string { return fmt.Sprint(s.Settle(c.Int(0), Failure)) },
		"drop":    func(c script.Call) string { return fmt.Sprint(s.Cancel(c.Int(0))) },
		"get": func(c script.Call) string {
			result, cut := s.Get(c.Ctx, c.Int(0))
			if cut != nil {
				return words.Outcome(cut)
			}
			return outcome(result, true)
		},
		"timeout":   func(c script.Call) string { return outcome(s.GetTimeout(c.Duration(0), c.Int(1))) },
		"try":       func(c script.Call) string { return outcome(s.TryGet(c.Int(0))) },
		"add":       func(c script.Call) string { s.OnDone(func() { called = append(called, c.Args[0]) }); return "ok" },
		"called":    func(script.Call) string { return "[" + strings.Join(called, " ") + "]" },
		"first":     func(c script.Call) string { return listed(s.WaitFor(c.Ctx, 1)) },
		"all":       func(c script.Call) string { return listed(s.WaitFor(c.Ctx, 2)) },
		"completed": func(c script.Call) string { return listed(s.AsCompleted(c.Ctx)) },
	}
}
