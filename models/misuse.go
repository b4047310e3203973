package models

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// ErrMisuse is how a call ends that the model NoMisuse keeps from its subject.
var ErrMisuse = errors.New("models: not called: that would be misuse of what is under test")

// NoMisuse keeps misuse from the subject: what nobody holds is not given back,
// a counter is not taken below zero. Such a call is made by random scenarios
// all the same; it then ends at once, with an error, and the subject never hears
// of it. It is for types whose misuse is the end of the process, or leaves them
// broken, as that of sync.Mutex and of golang.org/x/sync/semaphore.
//
// What is held is counted outside of the subject, and the count lags a step
// behind the truth: a call that gives back may be refused although it would
// have been right. So the models of locks, semaphores and wait groups become
// as lenient as with MayRefuse. What it gives up: what the subject does on
// misuse.
func NoMisuse() Option {
	return func(s *settings) { s.noMisuse, s.mayRefuse = true, true }
}

// tokens counts what is held.
type tokens struct{ n atomic.Int64 }

func (t *tokens) add(n int) { t.n.Add(int64(n)) }

// use takes n away, if there are as many.
func (t *tokens) use(n int) bool {
	for {
		have := t.n.Load()
		if have < int64(n) {
			return false
		}
		if t.n.CompareAndSwap(have, have-int64(n)) {
			return true
		}
	}
}

// got adds n if ok.
func (t *tokens) got(n int, ok bool) bool {
	if ok {
		t.add(n)
	}
	return ok
}

// gotNo adds n if err is nil.
func (t *tokens) gotNo(n int, err error) error {
	if err == nil {
		t.add(n)
	}
	return err
}

// held returns the operation that gives n back, or refuses. It is nil if the
// subject has none.
func (t *tokens) held(giveBack func(n int)) func(n int) error {
	if giveBack == nil {
		return nil
	}
	return func(n int) error {
		if !t.use(n) {
			return ErrMisuse
		}
		giveBack(n)
		return nil
	}
}

// heldErr is held for operations that may refuse by themselves.
func (t *tokens) heldErr(giveBack func(n int) error) func(n int) error {
	if giveBack == nil {
		return nil
	}
	return func(n int) error {
		if !t.use(n) {
			return ErrMisuse
		}
		return giveBack(n)
	}
}

// careful returns the semaphore without misuse: Release becomes ReleaseErr.
func (o SemaphoreOps) careful(set *settings) SemaphoreOps {
	if !set.noMisuse {
		return o
	}
	count, raw := new(tokens), o
	if raw.Acquire != nil {
		o.Acquire = func(ctx context.Context, n int) error { return count.gotNo(n, raw.Acquire(ctx, n)) }
	}
	if raw.AcquireTimeout != nil {
		o.AcquireTimeout = func(d time.Duration, n int) bool { return count.got(n, raw.AcquireTimeout(d, n)) }
	}
	if raw.AcquireN != nil {
		o.AcquireN = func(n int) { raw.AcquireN(n); count.add(n) }
	}
	if raw.TryAcquire != nil {
		o.TryAcquire = func(n int) bool { return count.got(n, raw.TryAcquire(n)) }
	}
	o.Release, o.ReleaseErr = nil, count.heldErr(raw.ReleaseErr)
	if o.ReleaseErr == nil {
		o.ReleaseErr = count.held(raw.Release)
	}
	return o
}

// careful returns the lock without misuse: Unlock becomes Release.
func (o LockOps) careful(set *settings) LockOps {
	if !set.noMisuse {
		return o
	}
	count, raw := new(tokens), o
	if raw.Acquire != nil {
		o.Acquire = func(ctx context.Context) error { return count.gotNo(1, raw.Acquire(ctx)) }
	}
	if raw.AcquireTimeout != nil {
		o.AcquireTimeout = func(d time.Duration) bool { return count.got(1, raw.AcquireTimeout(d)) }
	}
	if raw.Lock != nil {
		o.Lock = func() { raw.Lock(); count.add(1) }
	}
	if raw.TryAcquire != nil {
		o.TryAcquire = func() bool { return count.got(1, raw.TryAcquire()) }
	}
	o.Unlock = nil
	switch {
	case raw.Release != nil:
		o.Release = one(count.heldErr(func(int) error { return raw.Release() }))
	case raw.Unlock != nil:
		o.Release = one(count.held(func(int) { raw.Unlock() }))
	}
	return o
}

func one(giveBack func(n int) error) func() error { return func() error { return giveBack(1) } }

// careful returns the lock without misuse.
func (o RWLockOps) careful(set *settings) RWLockOps {
	if !set.noMisuse {
		return o
	}
	reads, writes, raw := new(tokens), new(tokens), o
	o.RLock, o.Lock = counted0(reads, raw.RLock), counted0(writes, raw.Lock)
	o.TryRLock, o.TryLock = countedTry(reads, raw.TryRLock), countedTry(writes, raw.TryLock)
	o.AcquireRead, o.AcquireWrite = countedCtx(reads, raw.AcquireRead), countedCtx(writes, raw.AcquireWrite)
	if raw.RUnlock != nil {
		o.RUnlock = one(reads.heldErr(func(int) error { return raw.RUnlock() }))
	}
	if raw.Unlock != nil {
		o.Unlock = one(writes.heldErr(func(int) error { return raw.Unlock() }))
	}
	return o
}

func counted0(t *tokens, take func()) func() {
	if take == nil {
		return nil
	}
	return func() { take(); t.add(1) }
}

func countedTry(t *tokens, take func() bool) func() bool {
	if take == nil {
		return nil
	}
	return func() bool { return t.got(1, take()) }
}

func countedCtx(t *tokens, take func(context.Context) error) func(context.Context) error {
	if take == nil {
		return nil
	}
	return func(ctx context.Context) error { return t.gotNo(1, take(ctx)) }
}

// careful returns the wait group without misuse: its counter, n at first, does
// not become negative, and is not raised from zero. While an Add is under way
// one is set aside that is still to be done, so that it can't become zero.
func (o WaitGroupOps) careful(n int, set *settings) WaitGroupOps {
	if !set.noMisuse {
		return o
	}
	open, raw := new(tokens), o
	open.add(n)
	if raw.Add != nil {
		o.Add = func(n int) error {
			if !open.use(1) {
				return ErrMisuse
			}
			defer open.add(n + 1)
			return raw.Add(n)
		}
	}
	if raw.Done != nil {
		o.Done = one(open.heldErr(func(int) error { return raw.Done() }))
	}
	return o
}
