package family

import "github.com/tenter-go/tenter/models"

const (
	unlocks  = "Unlock Release Leave Exit Free Give"
	runlocks = "RUnlock ReleaseRead ReadUnlock ReadRelease UnlockRead RUnLock UnlockShared"
)

var lock = stated(Family{
	Name:    "lock",
	Aliases: []string{"mutex", "go-mutex", "spin-lock"},
	About:   "mutual exclusion lock; waiters go in any order",
	Types:   words("Mutex Lock Locker SpinLock CASMutex ChanMutex TryMutex"),
	Calls: []Call{
		{Name: "Acquire", Args: words("ctx"), Names: words("Acquire Lock LockContext LockWithContext LockCtx ContextLock TryLockWithContext TryLockContext TryLockCtx CLock AcquireContext Wait")},
		{Name: "AcquireTimeout", Args: words("d"), Names: words("AcquireTimeout LockTimeout LockWithTimeout TryLockTimeout TryLockWithTimeout TimedLock TryLockFor LockFor TryLock LockWithin")},
		{Name: "Lock", Names: words("Lock Acquire Enter Take Wait")},
		{Name: "TryAcquire", Names: words("TryLock TryAcquire Try TryEnter TryTake")},
		{Name: "Release", Names: words(unlocks), Shown: "Release"},
		{Name: "Unlock", Names: words(unlocks), Drops: true, Shown: "Release"},
		{Name: "Locked", Names: words("Locked IsLocked IsLock Held")},
	},
	Needs:  [][]string{{"Acquire", "AcquireTimeout", "Lock", "TryAcquire"}, {"Release", "Unlock"}},
	Allows: words("late-context"), Demands: words("exact-timeout"),
}, contract[models.LockOps]{model: "models.Lock", make: of(models.Lock), own: []option{noMisuse, lateTimeout}})

var rwlock = stated(Family{
	Name:    "rwlock",
	Aliases: []string{"rw-lock", "rwmutex", "go-rwmutex", "reader-writer-lock"},
	About:   "lock for many readers or one writer; who comes first is open",
	Types:   words("RWMutex RWLock RWLocker RWSpinLock CASMutex SharedMutex"),
	Calls: []Call{
		{Name: "RLock", Names: words("RLock ReadLock AcquireRead LockRead LockShared")},
		{Name: "Lock", Names: words("Lock WriteLock AcquireWrite LockWrite")},
		{Name: "AcquireRead", Args: words("ctx"), Names: words("RLock RLockContext RLockWithContext RLockCtx RTryLockWithContext TryRLockWithContext TryRLockContext AcquireRead ReadLock")},
		{Name: "AcquireWrite", Args: words("ctx"), Names: words("Lock LockContext LockWithContext LockCtx TryLockWithContext TryLockContext AcquireWrite WriteLock")},
		{Name: "TryRLock", Names: words("TryRLock RTryLock TryReadLock TryLockRead TryLockShared")},
		{Name: "TryLock", Names: words("TryLock TryWriteLock TryLockWrite")},
		{Name: "RUnlock", Names: words(runlocks), Plain: true, Drops: true},
		{Name: "Unlock", Names: words(unlocks + " WriteUnlock UnlockWrite"), Plain: true, Drops: true},
	},
	Needs:  [][]string{{"RLock", "AcquireRead", "TryRLock"}, {"Lock", "AcquireWrite", "TryLock"}, {"RUnlock"}, {"Unlock"}},
	Allows: words("late-context"),
}, contract[models.RWLockOps]{model: "models.RWLock", make: of(models.RWLock), own: []option{anyOrder, noMisuse}})

var keyedLock = stated(Family{
	Name:    "keyed-lock",
	Aliases: []string{"keyed-mutex", "kmutex", "lock-map", "named-lock"},
	About:   "a lock for each key; keys have nothing to do with each other",
	Types:   words("KeyedMutex KMutex KeyMutex Kmutex KeyedLock KeyLock MultiLock NamedMutex LockMap MapMutex Locker Mutex Locks"),
	Calls: []Call{
		{Name: "Lock", Args: words("key"), Names: words("Lock LockKey Acquire LockID LockName")},
		{Name: "Acquire", Args: words("ctx key"), Names: words("Acquire Lock LockContext LockWithContext LockCtx AcquireContext LockKey")},
		{Name: "AcquireTimeout", Args: words("d key"), Names: words("LockTimeout LockWithTimeout TryLockTimeout TryLockWithTimeout AcquireTimeout TryLock Lock")},
		{Name: "TryLock", Args: words("key"), Names: words("TryLock TryAcquire TryLockKey")},
		{Name: "LockFunc", Args: words("key"), Names: words("Lock Acquire LockFunc LockKey Locker")},
		{Name: "Unlock", Args: words("key"), Names: words(unlocks + " UnlockKey UnlockID"), Drops: true},
		{Name: "Release", Args: words("key"), Names: words(unlocks + " UnlockKey UnlockID")},
		{Name: "Locked", Args: words("key"), Names: words("Locked IsLocked IsLock Held")},
	},
	Needs:  [][]string{{"Lock", "Acquire", "AcquireTimeout", "TryLock", "LockFunc"}, {"Unlock", "Release", "LockFunc"}},
	Allows: words("late-context"), Demands: words("exact-timeout"),
}, contract[models.KeyedLockOps]{model: "models.KeyedLock", make: of(models.KeyedLock), own: []option{noMisuse, lateTimeout}})
