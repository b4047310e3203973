package models

import (
	"context"
	"sync"
	"time"
)

// KeyedLockOps is how a lock with keys is called: one function for each
// operation, nil for one that it does not offer. Keys are 1 and 2.
type KeyedLockOps struct {
	// Lock waits for the lock of the key and takes it.
	Lock func(key int)
	// Acquire is Lock, cut short by a context.
	Acquire func(ctx context.Context, key int) error
	// AcquireTimeout waits at most d, and reports whether it took the lock.
	AcquireTimeout func(d time.Duration, key int) bool
	// TryLock takes the lock of the key if it can have it at once, and reports
	// that.
	TryLock func(key int) bool
	// LockFunc is Lock for implementations that return the function which
	// unlocks; Unlock is not needed then.
	LockFunc func(key int) (unlock func())
	// Unlock frees the lock of the key.
	Unlock func(key int)
	// Release is Unlock for those that return an error and change nothing if the
	// lock of the key is free.
	Release func(key int) error
	// Locked reports whether the lock of the key is held.
	Locked func(key int) bool
}

func (o KeyedLockOps) lock(key int)                                 { o.Lock(key) }
func (o KeyedLockOps) acquire(ctx context.Context, key int) error   { return o.Acquire(ctx, key) }
func (o KeyedLockOps) acquireTimeout(d time.Duration, key int) bool { return o.AcquireTimeout(d, key) }
func (o KeyedLockOps) tryLock(key int) bool                         { return o.TryLock(key) }
func (o KeyedLockOps) unlock(key int)                               { o.Unlock(key) }
func (o KeyedLockOps) release(key int) error                        { return o.Release(key) }
func (o KeyedLockOps) locked(key int) bool                          { return o.Locked(key) }

// latches says of the keys 1 and 2 whether their locks are held.
type latches [3]bool

func (l latches) with(key int, held bool) latches {
	l[key] = held
	return l
}

// KeyedLock is the model of a family of locks, one for each key, all free at
// first: the contract of sync.Mutex for each key, and keys have nothing to do
// with each other.
//
// What it demands: nobody is let in to a key while its lock is held; at a
// quiescence no call is stuck while the lock of its key is free, whatever the
// other key does. What it allows: waiters go in any order and newcomers
// overtake; TryLock may fail while somebody waits; a cancelled call may have had
// the lock for a moment (Prompt). Unlock must panic if the lock is free, and
// Release must fail; with NoMisuse() they are not called then.
func KeyedLock(opts ...Option) *Model[KeyedLockOps] {
	type o = KeyedLockOps
	keys := In(1, 2)
	free := func(l latches, key int) bool { return !l[key] }
	take := func(l latches, key int) latches { return l.with(key, true) }
	giveBack := func(l latches, key, _ any) latches { return l.with(key.(int), false) }
	release := Update("Release", Err1(o.release, keys).If(func(k o) bool { return k.Release != nil }),
		func(l latches, key int) (latches, error) { return l.with(key, false), errorIf(!l[key]) })
	if gather(opts).mayRefuse {
		release = release.Spuriously(ErrAny)
	}
	return New(latches{},
		Wait("Lock", Func1(o.lock, keys).If(func(k o) bool { return k.Lock != nil }), free, take),
		Wait("Acquire", Ctx1(o.acquire, keys).If(func(k o) bool { return k.Acquire != nil }), free, take).GiveBack(giveBack),
		Wait("AcquireTimeout", Within1(o.acquireTimeout, keys).If(func(k o) bool { return k.AcquireTimeout != nil }), free, take).GiveBack(giveBack),
		Update("TryLock", Ret1(o.tryLock, keys).If(func(k o) bool { return k.TryLock != nil }),
			func(l latches, key int) (latches, bool) { return take(l, key), !l[key] }).MayYieldWith(false),
		Change("Unlock", Func1(o.unlock, keys).If(func(k o) bool { return k.Unlock != nil }),
			func(l latches, key int) latches { return l.with(key, false) }).PanicsIf(func(l latches, key any) bool { return !l[key.(int)] }),
		release,
		Ask("Locked", Ret1(o.locked, keys).If(func(k o) bool { return k.Locked != nil }), func(l latches, key int) bool { return l[key] }),
	).equipped(o.careful).With(append([]Option{Name("keyed-lock"), Label("keyed lock"), Describe(describeLatches), Prompt()}, opts...)...)
}

func describeLatches(l latches) string {
	switch {
	case l[1] && l[2]:
		return "the locks of both keys are held"
	case l[1]:
		return "the lock of key 1 is held, that of key 2 is free"
	case l[2]:
		return "the lock of key 2 is held, that of key 1 is free"
	}
	return "the locks of both keys are free"
}

// careful returns the lock in the form in which the model calls it: LockFunc
// becomes Lock and Unlock, and without misuse Unlock becomes Release.
func (o KeyedLockOps) careful(set *settings) KeyedLockOps {
	if o.LockFunc != nil {
		o = o.unfunced()
	}
	if !set.noMisuse {
		return o
	}
	counts, raw := new([3]tokens), o
	if raw.Lock != nil {
		o.Lock = func(key int) { raw.Lock(key); counts[key].add(1) }
	}
	if raw.Acquire != nil {
		o.Acquire = func(ctx context.Context, key int) error { return counts[key].gotNo(1, raw.Acquire(ctx, key)) }
	}
	if raw.AcquireTimeout != nil {
		o.AcquireTimeout = func(d time.Duration, key int) bool { return counts[key].got(1, raw.AcquireTimeout(d, key)) }
	}
	if raw.TryLock != nil {
		o.TryLock = func(key int) bool { return counts[key].got(1, raw.TryLock(key)) }
	}
	o.Unlock, o.Release = nil, nil
	if raw.Unlock != nil || raw.Release != nil {
		o.Release = func(key int) error { return counts[key].heldErr(raw.giveBack(key))(1) }
	}
	return o
}

// giveBack is how the lock of the key is given back.
func (o KeyedLockOps) giveBack(key int) func(int) error {
	return func(int) error {
		if o.Release != nil {
			return o.Release(key)
		}
		o.Unlock(key)
		return nil
	}
}

// unfunced keeps the functions that unlock, and calls them in the place of
// Unlock. It refuses where there is none, which is misuse of the caller's.
func (o KeyedLockOps) unfunced() KeyedLockOps {
	var mu sync.Mutex
	kept, lock := map[int][]func(){}, o.LockFunc
	o.Lock = func(key int) {
		unlock := lock(key)
		mu.Lock()
		defer mu.Unlock()
		kept[key] = append(kept[key], unlock)
	}
	take := func(key int) (unlock func()) {
		mu.Lock()
		defer mu.Unlock()
		if n := len(kept[key]); n > 0 {
			unlock, kept[key] = kept[key][n-1], kept[key][:n-1]
		}
		return unlock
	}
	o.Unlock, o.LockFunc = nil, nil
	o.Release = func(key int) error {
		unlock := take(key)
		if unlock == nil {
			return ErrMisuse
		}
		unlock()
		return nil
	}
	return o
}
