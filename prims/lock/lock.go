package lock

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrFree refuses to release a lock that nobody holds.
	ErrFree = errors.New("lock: released although it is free")
	// ErrTimeout ends an AcquireTimeout that did not get the lock in time. It took nothing.
	ErrTimeout = errors.New("lock: timed out")
)

// Lock is a mutual exclusion lock. All methods may be called by any number of goroutines at once. The
// zero value is free. A Lock must not be copied after first use.
//
// One word says all that a call needs to know when it does not have to wait, so that such a call is a
// single compare-and-swap:
//
//	bit 0   held
//	bit 1   queued: the queue is not empty; never set without held
//
// Whenever mu is free, the queued bit is set exactly if the queue is not empty. Only the holder of mu
// changes the queue and the queued bit, and while that is set, nobody else changes the word: the
// compare-and-swaps of the others demand a clear bit.
type Lock struct {
	word  atomic.Int32
	mu    sync.Mutex
	queue waitlist.List
}

const (
	held   = 1
	queued = 2
)

var _ sync.Locker = (*Lock)(nil)

// New returns a free lock. The zero value is one as well.
func New() *Lock { return new(Lock) }

// Acquire takes the lock, waiting for it if need be, and returns nil; or it returns ctx.Err() if ctx
// was done on entry or became done while the call waited, and has not taken it.
//
// When ctx becomes done after the lock was handed to the call, Acquire returns nil and the caller
// holds the lock.
func (l *Lock) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if l.TryAcquire() {
		return nil
	}
	w := l.enter()
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		return l.abandon(w, ctx.Err())
	}
}

// AcquireTimeout takes the lock, waiting for it no longer than d, and returns nil; or it returns
// [ErrTimeout] and has not taken it. With d <= 0 it tries once, as TryAcquire does.
func (l *Lock) AcquireTimeout(d time.Duration) error {
	if l.TryAcquire() {
		return nil
	}
	if d <= 0 {
		return ErrTimeout
	}
	w := l.enter()
	if w == nil {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-w.Ready:
		return nil
	case <-timer.C:
		return l.abandon(w, ErrTimeout)
	}
}

// Lock takes the lock, waiting for it for as long as it takes.
func (l *Lock) Lock() {
	if l.TryAcquire() {
		return
	}
	if w := l.enter(); w != nil {
		<-w.Ready
	}
}

// TryAcquire takes the lock if it is free, and reports whether it did. It never waits.
func (l *Lock) TryAcquire() bool {
	// Linearizes here. A free lock has no queue, so that a success overtakes nobody.
	return l.word.CompareAndSwap(0, held)
}

// Release frees the lock, or hands it to the call that waits longest. It refuses with [ErrFree] if the
// lock is free. It never waits for a waiter.
func (l *Lock) Release() error {
	for {
		switch l.word.Load() {
		case 0:
			return ErrFree // linearizes at the Load
		case held:
			if l.word.CompareAndSwap(held, 0) { // linearizes here: nobody was queued
				return nil
			}
		default:
			if l.handOver() {
				return nil
			}
		}
	}
}

// Unlock is Release for a [sync.Locker]. It panics with [ErrFree] if the lock is free.
func (l *Lock) Unlock() {
	if err := l.Release(); err != nil {
		panic(err)
	}
}

// Locked reports whether the lock was held at some moment during the call.
func (l *Lock) Locked() bool { return l.word.Load()&held != 0 }

// enter takes the lock after all and returns nil, or it joins the queue and returns the waiter. The
// look at the word and the joining are one step: a Release that came before it changed the word, which
// makes the compare-and-swap fail, and one that comes after it sees the queued bit and goes for mu,
// which is held until the waiter is in the queue.
func (l *Lock) enter() *waitlist.Waiter {
	w := waitlist.New(0)
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		switch l.word.Load() {
		case 0:
			if l.word.CompareAndSwap(0, held) { // linearizes here
				return nil
			}
		case held:
			if l.word.CompareAndSwap(held, held|queued) { // linearizes here: joined a held lock
				l.queue.Push(w)
				return w
			}
		default:
			l.queue.Push(w) // linearizes at the Load: with the bit set, the word stays until mu is free
			return w
		}
	}
}

// handOver gives the lock to the head of the queue. It does nothing and returns false if the queue has
// become empty meanwhile.
//
// A hand-over leaves the word as it is unless the queue becomes empty; so it takes effect, and the
// waiter's call with it, at the Pop, which nobody can observe before mu is free.
func (l *Lock) handOver() bool {
	l.mu.Lock()
	w := l.queue.Pop()
	if w == nil {
		l.mu.Unlock()
		return false
	}
	l.settle()
	l.mu.Unlock()
	close(w.Ready)
	return true
}

// abandon takes w out of the queue and returns cause, or it returns nil if the lock was handed to it
// before.
func (l *Lock) abandon(w *waitlist.Waiter, cause error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.queue.Remove(w) {
		return nil // the cancellation came too late
	}
	l.settle()
	return cause
}

// settle clears the queued bit if the queue is empty. The caller holds mu, and the bit is set.
func (l *Lock) settle() {
	if l.queue.Empty() {
		l.word.Store(held)
	}
}
