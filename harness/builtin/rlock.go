package builtin

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/mutant"
	prim "github.com/tenter-go/tenter/prims/rlock"
	"github.com/tenter-go/tenter/prims/rlock/mutants"
)

var rlock = &Primitive{
	Name:    "rlock",
	Aliases: []string{"threading.RLock", "multiprocessing.RLock", "reentrant-lock", "recursive-mutex"},
	About:   "reentrant lock with explicit owners and contexts, first come, first served; strangers are refused",
	Mutants: mutantsOf(mutants.All(), "", func(m mutant.Mutant[func() mutants.Subject]) []*models.Subject {
		return one(models.RLock(models.FIFO()), func() models.RLockOps { return without(adaptRLock(m.New()), m.Without) })
	}),
	configs: func() []*models.Subject {
		return one(models.RLock(models.FIFO()), func() models.RLockOps {
			l := &ownedRLock{owners: [2]*prim.Owner{prim.NewOwner(), prim.NewOwner()}}
			ops := adaptRLock(l)
			ops.Locked = l.Locked
			return ops
		})
	},
}

// adaptRLock says how the methods are called.
func adaptRLock(l mutants.Subject) models.RLockOps {
	return models.RLockOps{
		Acquire:        l.Acquire,
		AcquireTimeout: func(d time.Duration, owner int) bool { return l.AcquireTimeout(d, owner) == nil },
		TryAcquire:     l.TryAcquire,
		Release:        l.Release,
		Depth:          l.Depth,
	}
}

// ownedRLock is an RLock with owners that are known by number, from 1.
type ownedRLock struct {
	prim.RLock
	owners [2]*prim.Owner
}

func (l *ownedRLock) Acquire(ctx context.Context, owner int) error {
	return l.RLock.Acquire(ctx, l.owners[owner-1])
}

func (l *ownedRLock) AcquireTimeout(d time.Duration, owner int) error {
	return l.RLock.AcquireTimeout(d, l.owners[owner-1])
}

func (l *ownedRLock) TryAcquire(owner int) bool { return l.RLock.TryAcquire(l.owners[owner-1]) }
func (l *ownedRLock) Release(owner int) error   { return l.RLock.Release(l.owners[owner-1]) }
func (l *ownedRLock) Depth(owner int) int       { return l.RLock.Depth(l.owners[owner-1]) }
