package family

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/models"
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
		{Name: "Release", Names: words("Unlock Release Leave Exit Free Give")},
		{Name: "Unlock", Names: words("Unlock Release Leave Exit Free Give"), Drops: true},
		{Name: "Locked", Names: words("Locked IsLocked IsLock Held")},
	},
	Allows: words("late-context"),
	Needs:  [][]string{{"Acquire", "AcquireTimeout", "Lock", "TryAcquire"}, {"Release", "Unlock"}},
}, contract[models.LockOps]{subject: func(c Choice, _ int, construct func() models.LockOps) *models.Subject {
	return models.Lock(c.options(models.MayRefuse())...).Bind(func() models.LockOps { return ownLock(construct()) })
}})

// ownLock refuses to unlock what is not locked.
func ownLock(o models.LockOps) models.LockOps {
	var held tokens
	with := models.LockOps{Locked: o.Locked}
	if o.Acquire != nil {
		with.Acquire = countedContext(&held, o.Acquire)
	}
	if o.AcquireTimeout != nil {
		with.AcquireTimeout = func(d time.Duration) bool { return counted(&held, 1, o.AcquireTimeout(d)) }
	}
	if o.Lock != nil {
		with.Lock = countedWait(&held, o.Lock)
	}
	if o.TryAcquire != nil {
		with.TryAcquire = func() bool { return counted(&held, 1, o.TryAcquire()) }
	}
	unlock := o.Release
	if unlock == nil {
		unlock = noError(o.Unlock)
	}
	with.Release = countedBack(&held, unlock)
	return with
}

func countedContext(held *tokens, acquire func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		err := acquire(ctx)
		if err == nil {
			held.add(1)
		}
		return err
	}
}

func countedWait(held *tokens, wait func()) func() {
	return func() {
		wait()
		held.add(1)
	}
}

// countedBack passes a call on only while there is something to be given back.
func countedBack(held *tokens, back func() error) func() error {
	return func() error {
		if !held.use(1) {
			return errMisuse
		}
		return back()
	}
}

func noError(f func()) func() error {
	return func() error {
		f()
		return nil
	}
}
