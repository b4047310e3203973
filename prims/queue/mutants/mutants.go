// Package mutants holds known-wrong queues: each is package queue's contract with one real mistake
// in it. Package [mutant] says what mutants are for.
//
// Most mutants are an embedded sound queue, the type sound, with the wrong methods in place of its
// own: what a file shows is the mistake.
package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant: the methods of a queue of ints, with the errors of
// package queue.
type Subject interface {
	Put(ctx context.Context, v int) error
	PutTimeout(d time.Duration, v int) error
	TryPut(v int) error
	Get(ctx context.Context) (int, error)
	GetTimeout(d time.Duration) (int, error)
	TryGet() (int, error)
	Len() int
	TaskDone() error
	Join(ctx context.Context) error
	Shutdown()
	ShutdownNow()
}

// AnyOrder is implemented by mutants whose waiting calls go in any order. That is not their mistake.
type AnyOrder interface{ AnyOrder() }

// Comparing is implemented by mutants whose mistake shows with items that can't be compared.
type Comparing interface{ Comparing() }

// Mutant is one row of the table. Its constructor returns a mutant of the given capacity, where 0 is
// unbounded; less compares items where the mutant is a priority queue. It returns nil for a capacity
// with which the mistake can't show.
type Mutant = mutant.Mutant[func(capacity int, less func(a, b int) bool) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }
