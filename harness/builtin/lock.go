package builtin

import (
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/lock"
	"github.com/tenter-go/tenter/prims/lock/mutants"
	"github.com/tenter-go/tenter/prims/mutant"
)

var lock = &Primitive{
	Name:    "lock",
	Aliases: []string{"threading.Lock", "asyncio.Lock", "multiprocessing.Lock", "mutex"},
	About:   "mutual exclusion with contexts and time-outs, first come, first served; anyone may release",
	Mutants: mutantsOf(mutants.All(), "", func(m mutant.Mutant[func() mutants.Subject]) []*models.Subject {
		return one(models.Lock(models.FIFO()), func() models.LockOps { return without(adaptLock(m.New()), m.Without) })
	}),
	configs: func() []*models.Subject {
		return one(models.Lock(models.FIFO()), func() models.LockOps {
			l := prim.New()
			ops := adaptLock(l)
			ops.Lock, ops.Unlock = l.Lock, l.Unlock
			return ops
		})
	},
}

// adaptLock says how the methods are called.
func adaptLock(l mutants.Subject) models.LockOps {
	return models.LockOps{
		Acquire:        l.Acquire,
		AcquireTimeout: func(d time.Duration) bool { return l.AcquireTimeout(d) == nil },
		TryAcquire:     l.TryAcquire,
		Release:        l.Release,
		Locked:         l.Locked,
	}
}

// one is what is checked in one configuration only.
func one[X any](model *models.Model[X], construct func() X) []*models.Subject {
	return []*models.Subject{model.Bind(construct)}
}
