package models

import (
	"context"
	"time"
)

// LockOps is how a lock is called: one function for each operation, nil for
// one that it does not offer. Method values fit.
type LockOps struct {
	// Acquire waits for the lock and takes it; it returns nil then. If ctx is
	// done first it returns the error of ctx and does not take it.
	Acquire func(ctx context.Context) error
	// AcquireTimeout waits at most d for the lock; it reports whether it took
	// it. With d <= 0 it tries once.
	AcquireTimeout func(d time.Duration) bool
	// Lock waits for the lock for as long as it takes.
	Lock func()
	// TryAcquire takes the lock if it can have it at once, and reports that.
	TryAcquire func() bool
	// Release frees the lock and never waits; it returns an error and changes
	// nothing if the lock is free.
	Release func() error
	// Unlock is Release for locks that panic where it would return an error.
	Unlock func()
	// Locked reports whether the lock is held.
	Locked func() bool
}

func (o LockOps) acquire(ctx context.Context) error   { return o.Acquire(ctx) }
func (o LockOps) acquireTimeout(d time.Duration) bool { return o.AcquireTimeout(d) }
func (o LockOps) lock()                               { o.Lock() }
func (o LockOps) tryAcquire() bool                    { return o.TryAcquire() }
func (o LockOps) release() error                      { return o.Release() }
func (o LockOps) unlock()                             { o.Unlock() }
func (o LockOps) locked() bool                        { return o.Locked() }

// Lock is the model of a mutual exclusion lock that does not know who holds
// it: anyone may release. It is free at first.
//
// What it demands: nobody is let in while the lock is held; a free lock is not
// released; at a quiescence no call is stuck while the lock is free. What it
// allows: waiters go in any order and newcomers overtake; TryAcquire may fail
// while somebody waits; a cancelled call may have had the lock for a moment
// (Prompt).
//
// With FIFO() it is strict: first come, first served, TryAcquire fails exactly
// when the lock is held, and, unless Prompt() is given too, a cancelled call
// never had the lock. Pass it here and not to With, which would leave
// TryAcquire as it is. With MayRefuse() Release may refuse at any time.
func Lock(opts ...Option) *Model[LockOps] {
	set := gather(opts)
	defaults := []Option{Name("lock"), Label("lock"), Describe(describeLock), object(Object{Kind: LockObject, Crowded: !set.fifo})}
	if !set.fifo {
		defaults = append(defaults, Prompt())
	}
	free := func(held bool, _ None) bool { return !held }
	take := func(bool, None) bool { return true }
	giveBack := func(bool, any, any) bool { return false }

	try := Update("TryAcquire", Ret(LockOps.tryAcquire).If(func(o LockOps) bool { return o.TryAcquire != nil }),
		func(held bool, _ None) (bool, bool) { return true, !held })
	release := Update("Release", Err(LockOps.release).If(func(o LockOps) bool { return o.Release != nil }),
		func(held bool, _ None) (bool, error) { return false, errorIf(!held) })
	if !set.fifo {
		try = try.MayYieldWith(false)
	}
	if set.mayRefuse {
		release = release.Spuriously(ErrAny)
	}
	return New(false,
		Wait("Acquire", Ctx(LockOps.acquire).If(func(o LockOps) bool { return o.Acquire != nil }), free, take).GiveBack(giveBack),
		Wait("AcquireTimeout", Within(LockOps.acquireTimeout).If(func(o LockOps) bool { return o.AcquireTimeout != nil }), free, take).GiveBack(giveBack),
		Wait("Lock", Func(LockOps.lock).If(func(o LockOps) bool { return o.Lock != nil }), free, take),
		try,
		release,
		Change("Unlock", Func(LockOps.unlock).If(func(o LockOps) bool { return o.Unlock != nil }),
			func(bool, None) bool { return false }).PanicsIf(func(held bool, _ any) bool { return !held }),
		Ask("Locked", Ret(LockOps.locked).If(func(o LockOps) bool { return o.Locked != nil }), func(held bool, _ None) bool { return held }),
	).equipped(LockOps.careful).With(append(defaults, opts...)...)
}

func describeLock(held bool) string {
	if held {
		return "the lock is held"
	}
	return "the lock is free"
}

// errorIf is ErrAny where something is wrong, and nil elsewhere.
func errorIf(wrong bool) error {
	if wrong {
		return ErrAny
	}
	return nil
}
