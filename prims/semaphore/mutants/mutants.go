// Package mutants holds known-wrong semaphores: each is package semaphore's contract with one real
// mistake in it. They exist to test the tester. A concurrency test harness that does not find them
// is not worth its name, and one that finds them shows what its reports are like.
//
// The mistakes are seductive. Each has been made in real programs, each passes a glance, and most
// pass every test that makes one call at a time. All are free of data races in the sense of the Go
// memory model, so that the race detector is silent and only the interleaving is wrong.
//
// A mutant is of kind [D] if some scenario shows it in the default order, in which a task runs
// until it waits or ends, and is of kind [S] if every scenario needs more: a preemption, or a
// cancellation or time-out that strikes while tasks can run. S mutants pass the sequential contract
// tests of package semaphore, all of them.
//
// Most mutants are an embedded sound semaphore, the type sound, with the wrong methods in place of
// its own: what a file shows is the mistake.
package mutants

import (
	"context"
	"time"
)

// Subject is what can be done with a mutant: the methods of a semaphore that may wait or fail, with
// the errors of package semaphore.
type Subject interface {
	Acquire(ctx context.Context, n int) error
	AcquireTimeout(d time.Duration, n int) error
	TryAcquire(n int) bool
	Release(n int) error
}

// Kind says what it takes to see a mutant's mistake.
type Kind string

const (
	// D is for deterministic: a scenario shows the mistake in the default order.
	D Kind = "D"
	// S is for schedule: no scenario shows the mistake in the default order.
	S Kind = "S"
)

// Minimum is the least that shows a mistake: no counterexample with its verdict has fewer tasks,
// fewer operations or fewer preemptions, and one has exactly these. All calls count as operations,
// also those that set the stage or come last, and a goroutine that makes only such calls counts as a
// task. The initial number of permits is free to choose. The end of a context or of a time-out is an
// event that strikes at any step, and not an operation.
type Minimum struct {
	Tasks       int
	Operations  int
	Preemptions int
	Why         string
}

// Mutant is one row of the table.
type Mutant struct {
	Name    string // lower case, with hyphens
	Mistake string // what was done, in one line
	Verdict string // what a checker must call it
	Kind    Kind
	Bounded bool     // the contract is that of BoundedSemaphore
	Minimum *Minimum // nil where none is claimed
	// Without names methods to leave out of scenarios that look for Verdict. Where a waiter is
	// forgotten, a try that fails because of the forgotten waiter is a wrong result: the same
	// mistake, seen by another verdict.
	Without []string
	// New returns a mutant with the given number of free permits.
	New func(permits int) Subject
}

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) {
	for _, m := range All() {
		if m.Name == name {
			return m, true
		}
	}
	return Mutant{}, false
}
