package builtin

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/semaphore"
	"github.com/tenter-go/tenter/prims/semaphore/mutants"
)

// Both semaphores promise first come, first served, and are held to it.

var semaphore = &Primitive{
	Name:    "semaphore",
	Aliases: []string{"threading.Semaphore", "asyncio.Semaphore", "multiprocessing.Semaphore", "counting-semaphore"},
	About:   "weighted counting semaphore, first come, first served; anyone may release",
	Mutants: semaphoreMutants("semaphore", freely),
	configs: subjects(freely, func(permits int) models.SemaphoreOps {
		s := prim.New(permits)
		ops := adapt(s)
		ops.Free = s.Free
		return ops
	}),
}

var boundedSemaphore = &Primitive{
	Name:    "bounded-semaphore",
	Aliases: []string{"BoundedSemaphore", "threading.BoundedSemaphore", "asyncio.BoundedSemaphore", "multiprocessing.BoundedSemaphore"},
	About:   "semaphore that refuses to have more permits than it was made with",
	Mutants: semaphoreMutants("bounded-semaphore", bounded),
	configs: subjects(bounded, func(permits int) models.SemaphoreOps {
		s := prim.NewBounded(permits)
		ops := adapt(s)
		ops.Free = s.Free
		return ops
	}),
}

// kind is a kind of semaphore: its model, and the numbers of permits it is checked with.
type kind struct {
	model   func(permits int, opts ...models.Option) *models.Model[models.SemaphoreOps]
	permits []int
}

var (
	freely  = kind{models.Semaphore, []int{0, 1, 2, 3}}
	bounded = kind{models.BoundedSemaphore, []int{1, 2}}
)

// subjects returns the constructor bound to the model, for each number of permits.
func subjects(k kind, construct func(permits int) models.SemaphoreOps) func() []*models.Subject {
	return func() (list []*models.Subject) {
		for _, n := range k.permits {
			list = append(list, k.model(n, models.FIFO()).Bind(func() models.SemaphoreOps { return construct(n) }))
		}
		return list
	}
}

// adapt says how the methods are called.
func adapt(s mutants.Subject) models.SemaphoreOps {
	return models.SemaphoreOps{
		Acquire:        func(ctx context.Context, n int) error { return s.Acquire(ctx, n) },
		AcquireTimeout: func(d time.Duration, n int) bool { return s.AcquireTimeout(d, n) == nil },
		TryAcquire:     s.TryAcquire,
		ReleaseErr:     s.Release,
	}
}

// semaphoreMutants returns the mutants of one of the two semaphores.
func semaphoreMutants(of string, k kind) []Mutant {
	return mutantsOf(mutants.All(), of, func(m mutants.Mutant) []*models.Subject {
		return subjects(k, func(permits int) models.SemaphoreOps { return without(adapt(m.New(permits)), m.Without) })()
	})
}
