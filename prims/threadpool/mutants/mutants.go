// Package mutants holds known-wrong pools: each is package threadpool's contract, for tasks that
// return a number, with one real mistake in it. Package [mutant] says what mutants are for.
//
// Most mutants are an embedded sound pool, the type sound, with the wrong methods in place of its own:
// what a file shows is the mistake.
package mutants

import (
	"context"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/threadpool"
	"github.com/tenter-go/tenter/prims/threadpool/internal/contract"
)

// Subject is what can be done with a mutant.
type Subject = contract.Subject

// Result is the future of a task.
type Result = contract.Result

// Pool is a subject whose tasks end when told.
type Pool = contract.Pool

// NewPool returns the subject with tasks of its own.
func NewPool(s Subject) *Pool { return contract.NewPool(s) }

// Mutant is one row of the table. Its constructor returns a mutant with so many workers and so much
// room in the queue.
type Mutant = mutant.Mutant[func(workers, room int) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// Right returns a pool of package threadpool, no mutant at all. A negative room is no bound.
func Right(workers, room int) Subject {
	if room < 0 {
		return right{threadpool.New(workers)}
	}
	return right{threadpool.New(workers, threadpool.QueueSize(room))}
}

type right struct{ *threadpool.Pool }

func (p right) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	submit := threadpool.Submit[int]
	if !wait {
		submit = threadpool.TrySubmit[int]
	}
	f, err := submit(ctx, p.Pool, func(context.Context) (int, error) { return task(), nil })
	if err != nil {
		return nil, err // not f, which would be a Result that is not nil
	}
	return f, nil
}

func (p right) Figures() (running, queued int) {
	h := p.Health()
	return h.Running, h.Queued
}

var _ Result = (*future.Future[int])(nil)
