// Package mutants holds known-wrong semaphores: each is package semaphore's contract with one real
// mistake in it. Package [mutant] says what mutants are for. Those of kind S pass the sequential
// contract tests of package semaphore, all of them.
//
// Most mutants are an embedded sound semaphore, the type sound, with the wrong methods in place of
// its own: what a file shows is the mistake.
package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant: the methods of a semaphore that may wait or fail, with
// the errors of package semaphore.
type Subject interface {
	Acquire(ctx context.Context, n int) error
	AcquireTimeout(d time.Duration, n int) error
	TryAcquire(n int) bool
	Release(n int) error
}

// Mutant is one row of the table. Its constructor returns a mutant with the given number of free
// permits.
type Mutant = mutant.Mutant[func(permits int) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }
