package family

import "github.com/tenter-go/tenter/models"

var keyedLock = stated(Family{
	Name:    "keyed-lock",
	Aliases: []string{"keyed-mutex", "named-lock", "multi-lock", "key-mutex"},
	About:   "a lock for each key; keys have nothing to do with each other",
	Types:   words("Kmutex KeyedMutex KeyMutex KeyLock KeyedLock Locker MultiLock NamedMutex MutexMap LockMap Mutex KeyedLocker"),
	Calls: []Call{
		{Name: "Lock", Args: words("key"), Names: words("Lock LockKey Acquire Enter Obtain")},
		{Name: "Acquire", Args: words("ctx key"), Names: words("Lock LockContext LockWithContext LockCtx Acquire AcquireContext TryLockContext")},
		{Name: "AcquireTimeout", Args: words("d key"), Names: words("LockTimeout LockWithTimeout TryLockTimeout TryLockWithTimeout TryLockFor AcquireTimeout TryLock")},
		{Name: "TryLock", Args: words("key"), Names: words("TryLock TryAcquire TryLockKey Try")},
		{Name: "LockFunc", Args: words("key"), Names: words("Lock LockKey Acquire LockFunc LockAndGetUnlock Locker")},
		{Name: "Unlock", Args: words("key"), Names: words("Unlock UnlockKey Release Leave Free"), Drops: true},
		{Name: "Release", Args: words("key"), Names: words("Unlock UnlockKey Release Leave Free")},
		{Name: "Locked", Args: words("key"), Names: words("Locked IsLocked")},
	},
	Allows: words("late-context"),
	Needs:  [][]string{{"Lock", "Acquire", "AcquireTimeout", "TryLock", "LockFunc"}, {"Unlock", "Release", "LockFunc"}},
}, contract[models.KeyedLockOps]{subject: func(c Choice, _ int, construct func() models.KeyedLockOps) *models.Subject {
	return models.KeyedLock(c.options(models.NoMisuse())...).Bind(construct)
}})
