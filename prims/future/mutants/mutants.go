// Package mutants holds known-wrong futures: each is package future's contract, for two futures, with
// one real mistake in it. Package [mutant] says what mutants are for.
//
// Most mutants are an embedded sound pair of futures, the type sound, with the wrong methods in place
// of its own: what a file shows is the mistake.
package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/mutant"
)

// errTask is what Reject finishes a future with.
const errTask = taskError("the task failed")

type taskError string

func (e taskError) Error() string { return string(e) }

// Subject is a pair of futures, 0 and 1, with their promises. Results are those of package future:
// nil for a value, [future.ErrCancelled] for a future that was cancelled, another error for one that
// failed.
type Subject interface {
	Start(i int) bool
	Settle(i int, err error) bool
	Cancel(i int) bool
	// Get returns what future i came to, or the context's error as its second result.
	Get(ctx context.Context, i int) (result, cut error)
	// GetTimeout reports whether the future was done in time; with d <= 0 it tries once.
	GetTimeout(d time.Duration, i int) (result error, done bool)
	TryGet(i int) (result error, done bool)
	OnDone(fn func())
	// WaitFor waits until n of the two are done, and returns those that are.
	WaitFor(ctx context.Context, n int) ([]int, error)
	AsCompleted(ctx context.Context) ([]int, error)
}

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// Failure is an error to settle a future with that is not its cancellation.
func Failure() error { return errTask }

// Right returns the pair that package future makes.
func Right() Subject {
	return &right{[2]*future.Promise[struct{}]{future.New[struct{}](), future.New[struct{}]()}}
}
