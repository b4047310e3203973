package rlock

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
	// ErrNotHeld refuses to release a lock that the owner does not hold.
	ErrNotHeld = errors.New("rlock: released by an owner that does not hold it")
	// ErrOwner refuses every call for an owner that is nil, copied or finished.
	ErrOwner = errors.New("rlock: the owner is nil, copied or finished")
	// ErrDepth refuses to hold a lock more than MaxDepth times.
	ErrDepth = errors.New("rlock: held too many times")
	// ErrTimeout ends an AcquireTimeout that did not get the lock in time. It took nothing.
	ErrTimeout = errors.New("rlock: timed out")
)

// RLock is a reentrant lock. All methods may be called by any number of goroutines at once, also for
// the same owner. The zero value is free. An RLock must not be copied after first use.
//
// One word is the whole state, so that a call that does not have to wait is a single
// compare-and-swap:
//
//	bit 0        queued: the queue is not empty; never set in a free lock
//	bits 23…1    the depth
//	bits 63…24   the owner's number; 0 with depth 0: free
//
// Whenever mu is free, the queued bit is set exactly if the queue is not empty. Only the holder of mu
// changes the queue, the queued bit, and the owner while the bit is set. The depth is changed by the
// owner's calls at any time, so that everybody changes the word by compare-and-swap. Each operation
// linearizes at its last access to the word.
type RLock struct {
	word  atomic.Uint64
	mu    sync.Mutex
	queue waitlist.List // Tag is the owner's number, N the depth asked for
	twins bool          // guarded by mu: some owner may have two calls in the queue
}

// MaxDepth is how many times an owner can hold a lock at once.
const MaxDepth = 1<<23 - 1

const (
	queued    = 1
	oneDeep   = 1 << 1
	idShift   = 24
	maxID     = 1<<40 - 1
	depthBits = idShift - 1
)

func pack(id uint64, depth int) uint64 { return id<<idShift | uint64(depth)<<1 }
func idOf(word uint64) uint64          { return word >> idShift }
func depthOf(word uint64) int          { return int(word >> 1 & (1<<depthBits - 1)) }

// New returns a free lock. The zero value is one as well.
func New() *RLock { return new(RLock) }

// Acquire takes the lock for o once more, waiting for it if another owner has it, and returns nil; or
// it takes nothing and returns an error: ctx.Err() if ctx was done on entry or became done while the
// call waited, [ErrDepth], or [ErrOwner].
func (l *RLock) Acquire(ctx context.Context, o *Owner) error {
	if o.stranger() {
		return ErrOwner
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if done, err := l.try(o, 1); done {
		return err
	}
	w, err := l.enter(o, 1)
	if w == nil {
		return err
	}
	defer o.waiting.Add(-1)
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		return l.abandon(w, ctx.Err())
	}
}

// AcquireTimeout takes the lock for o once more, waiting no longer than d, and returns nil; or it takes
// nothing and returns an error: [ErrTimeout], [ErrDepth] or [ErrOwner]. With d <= 0 it tries once.
func (l *RLock) AcquireTimeout(d time.Duration, o *Owner) error {
	if o.stranger() {
		return ErrOwner
	}
	if done, err := l.try(o, 1); done {
		return err
	}
	if d <= 0 {
		return ErrTimeout
	}
	w, err := l.enter(o, 1)
	if w == nil {
		return err
	}
	defer o.waiting.Add(-1)
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-w.Ready:
		return nil
	case <-timer.C:
		return l.abandon(w, ErrTimeout)
	}
}

// TryAcquire takes the lock for o once more if it is free or the owner's, and reports whether it did.
// It never waits.
func (l *RLock) TryAcquire(o *Owner) bool {
	if o.stranger() {
		return false
	}
	done, err := l.try(o, 1)
	return done && err == nil
}

// Release takes one off the depth at which o holds the lock; at zero it frees the lock or hands it on.
// It refuses with [ErrNotHeld] if o does not hold it, and with [ErrOwner].
func (l *RLock) Release(o *Owner) error {
	if o.stranger() {
		return ErrOwner
	}
	_, err := l.release(o, func(int) int { return 1 })
	return err
}

// Unwind releases the lock as many times as o holds it, in one step, and returns how often that was.
// [RLock.Rewind] is its inverse. It is what waiting on a condition needs.
func (l *RLock) Unwind(o *Owner) (depth int, err error) {
	if o.stranger() {
		return 0, ErrOwner
	}
	return l.release(o, func(depth int) int { return depth })
}

// Rewind takes the lock for o as many times as Unwind said, in one step, waiting for it for as long as
// it takes. It takes it also for an owner that has finished meanwhile: who unwound a lock gets it back.
func (l *RLock) Rewind(o *Owner, depth int) error {
	if done, err := l.try(o, depth); done {
		return err
	}
	w, err := l.enter(o, depth)
	if w != nil {
		<-w.Ready
		o.waiting.Add(-1)
	}
	return err
}

// Depth returns how many times o held the lock at some moment during the call; 0 for a stranger.
func (l *RLock) Depth(o *Owner) int {
	if w := l.word.Load(); !o.stranger() && idOf(w) == o.id {
		return depthOf(w)
	}
	return 0
}

// Locked reports whether the lock was held, by whomever, at some moment during the call.
func (l *RLock) Locked() bool { return l.word.Load() != 0 }

// Locker returns a view of the lock for one owner. Its Unlock panics with the error that Release would
// return, and so does its Lock with ErrOwner and ErrDepth.
func (l *RLock) Locker(o *Owner) sync.Locker { return locker{l, o} }

type locker struct {
	l *RLock
	o *Owner
}

func (v locker) Lock() {
	if err := v.l.Acquire(context.Background(), v.o); err != nil {
		panic(err)
	}
}

func (v locker) Unlock() {
	if err := v.l.Release(v.o); err != nil {
		panic(err)
	}
}

// try takes the lock n times more if that needs no wait. It reports whether that settled the call.
func (l *RLock) try(o *Owner, n int) (done bool, err error) {
	for {
		w := l.word.Load()
		switch {
		case w == 0:
			if l.word.CompareAndSwap(0, pack(o.id, n)) {
				return true, nil
			}
		case idOf(w) != o.id:
			return false, nil
		case depthOf(w) > MaxDepth-n:
			return true, ErrDepth
		case l.word.CompareAndSwap(w, w+uint64(n)*oneDeep):
			return true, nil
		}
	}
}
