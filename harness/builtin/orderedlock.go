package builtin

import (
	"context"
	"errors"

	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/mutant"
	prim "github.com/tenter-go/tenter/prims/orderedlock"
	"github.com/tenter-go/tenter/prims/orderedlock/mutants"
)

var orderedLock = &Primitive{
	Name:    "ordered-lock",
	Aliases: []string{"OrderedLock", "lock-hierarchy"},
	About:   "lock with a rank: who holds a higher one is refused before any waiting, and told both places; no deadlocks",
	Mutants: mutantsOf(mutants.All(), "", func(m mutant.Mutant[func() mutants.Subject]) []*models.Subject {
		return one(models.OrderedLock(), func() models.OrderedLockOps { return without(adaptOrderedLock(m.New()), m.Without) })
	}),
	configs: func() []*models.Subject {
		return one(models.OrderedLock(), func() models.OrderedLockOps { return adaptOrderedLock(mutants.Real()) })
	},
}

// adaptOrderedLock says how the methods are called.
func adaptOrderedLock(s mutants.Subject) models.OrderedLockOps {
	named := func(err error) error {
		if errors.Is(err, prim.ErrBusy) {
			return models.ErrBusy
		}
		return err
	}
	return models.OrderedLockOps{
		Acquire: func(ctx context.Context, owner, lock int) error { return named(s.Acquire(ctx, owner, lock)) },
		TryAcquire: func(owner, lock int) (bool, error) {
			ok, err := s.TryAcquire(owner, lock)
			return ok, named(err)
		},
		Release: func(owner, lock int) error { return named(s.Release(owner, lock)) },
	}
}
