package builtin

import (
	"errors"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/sharedmemory"
	"github.com/tenter-go/tenter/prims/sharedmemory/mutants"
)

var sharedMemory = &Primitive{
	Name:    "shared-memory",
	Aliases: []string{"multiprocessing.Value", "multiprocessing.Array", "multiprocessing.shared_memory"},
	About:   "values, arrays and a lock in memory that processes share (checked in memory of one)",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return memorySubjects(func() models.SharedMemoryOps { return without(adaptMemory(m.New()), m.Without) })()
	}),
	configs: memorySubjects(func() models.SharedMemoryOps { return adaptMemory(mutants.Right()) }),
}

func memorySubjects(construct func() models.SharedMemoryOps) func() []*models.Subject {
	return func() []*models.Subject {
		// Accesses to the word take a step and never wait, so that the lock is also checked by itself.
		lock := func() models.SharedMemoryOps {
			return without(construct(), []string{"Load", "Store", "Add", "TryAcquire"})
		}
		all, alone := models.SharedMemory(), models.SharedMemory(models.Label("lock in shared memory"))
		return []*models.Subject{all.Bind(construct), alone.Bind(lock)}
	}
}

func adaptMemory(s mutants.Subject) models.SharedMemoryOps {
	return models.SharedMemoryOps{
		Load: s.Load, Store: s.Store, Add: s.Add, Acquire: s.Acquire, TryAcquire: s.TryAcquire,
		Release: func() error {
			err := s.Release()
			if errors.Is(err, prim.ErrFree) {
				return models.ErrMemoryLockFree
			}
			return err
		},
	}
}
