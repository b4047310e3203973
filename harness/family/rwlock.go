package family

import (
	"context"

	"github.com/tenter-go/tenter/models"
)

// RWCalls are the functions of a lock for readers and writers.
type RWCalls struct {
	RLock, Lock               func()
	AcquireRead, AcquireWrite func(ctx context.Context) error
	TryRLock, TryLock         func() bool
	RUnlock, Unlock           func()
}

var rwlock = stated(Family{
	Name:    "rwlock",
	Aliases: []string{"rwmutex", "go-rwmutex", "read-write-lock"},
	About:   "lock for many readers or one writer; waiters go in any order, and may hold back those behind them",
	Types:   words("RWMutex RWLock RWLocker RBMutex ReadWriteLock RWTMutex SharedMutex CASMutex"),
	Calls: []Call{
		{Name: "RLock", Names: words("RLock ReadLock LockShared LockRead AcquireRead")},
		{Name: "Lock", Names: words("Lock WriteLock LockExclusive LockWrite AcquireWrite")},
		{Name: "AcquireRead", Args: words("ctx"), Names: words("RLock RLockContext RTryLockWithContext TryRLockContext RLockWithContext RLockCtx")},
		{Name: "AcquireWrite", Args: words("ctx"), Names: words("Lock LockContext TryLockWithContext TryLockContext LockWithContext LockCtx")},
		{Name: "TryRLock", Names: words("TryRLock RTryLock TryReadLock")},
		{Name: "TryLock", Names: words("TryLock TryWriteLock")},
		{Name: "RUnlock", Names: words("RUnlock ReadUnlock UnlockShared UnlockRead")},
		{Name: "Unlock", Names: words("Unlock WriteUnlock UnlockExclusive UnlockWrite")},
	},
	Allows: words("late-context"),
	Needs:  [][]string{{"RLock", "AcquireRead", "TryRLock"}, {"Lock", "AcquireWrite", "TryLock"}},
}, contract[RWCalls]{subject: func(c Choice, _ int, construct func() RWCalls) *models.Subject {
	return models.RWLock(c.options(models.AnyPreference(), models.NoMisuse())...).Bind(func() models.RWLockOps {
		r := construct()
		o := models.RWLockOps{RLock: r.RLock, Lock: r.Lock, AcquireRead: r.AcquireRead, AcquireWrite: r.AcquireWrite, TryRLock: r.TryRLock, TryLock: r.TryLock}
		if r.RUnlock != nil {
			o.RUnlock = noError(r.RUnlock)
		}
		if r.Unlock != nil {
			o.Unlock = noError(r.Unlock)
		}
		return o
	})
}})
