package gil

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
)

// DefaultInterval is CPython's switch interval.
const DefaultInterval = 5 * time.Millisecond

// ErrFree refuses a call that needs the lock held while it is free. Match it with [errors.Is].
var ErrFree = errors.New("gil: not held")

// GIL is a lock that is handed over after an interval. All methods may be called by any number of
// goroutines at once. It is made by [New], and must not be copied.
//
// Who waits needs no timer: the moment at which a switch will be due is known when the lock changes hands
// and when somebody begins to wait, and the holder compares it with its clock.
type GIL struct {
	interval time.Duration
	origin   time.Time    // what moments are counted from
	due      atomic.Int64 // when the holder is to hand over, since origin; 0 if nobody waits; changed under mu

	mu      sync.Mutex
	held    bool
	changed time.Duration // when the lock changed hands, since origin
	queue   waitlist.List // not empty only while held; Tag is when the waiter came, since origin
}

// New returns a free lock with the given switch interval. It panics if interval is not positive.
func New(interval time.Duration) *GIL {
	if interval <= 0 {
		panic(fmt.Sprintf("gil: switch interval %v: must be positive", interval))
	}
	return &GIL{interval: interval, origin: time.Now()}
}

// Acquire takes the lock, waiting for it if need be, and returns nil; or it returns ctx.Err() if ctx was
// done on entry or became done while the call waited, and has not taken it.
func (g *GIL) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := g.enter()
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		return g.abandon(w, ctx.Err())
	}
}

// TryAcquire takes the lock if it is free, and reports whether it did.
func (g *GIL) TryAcquire() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.held {
		return false
	}
	g.take()
	return true
}

// The methods from here to settle are called with mu held, except enter and abandon.

// now is the time since the origin, which is never 0.
func (g *GIL) now() time.Duration { return time.Since(g.origin) + 1 }

func (g *GIL) take() {
	g.held = true
	g.changed = g.now()
}

// enter takes the lock and returns nil, or it joins the queue and returns the waiter.
func (g *GIL) enter() *waitlist.Waiter {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.held {
		g.take()
		return nil
	}
	w := g.join()
	g.settle()
	return w
}

// join puts a waiter at the end of the queue.
func (g *GIL) join() *waitlist.Waiter {
	w := waitlist.New(uint64(g.now()))
	g.queue.Push(w)
	return w
}

// abandon takes w out of the queue and returns cause, or it returns nil if w was handed the lock before.
func (g *GIL) abandon(w *waitlist.Waiter, cause error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.queue.Remove(w) {
		return nil // the cancellation came too late
	}
	g.settle()
	return cause
}

// settle says when the holder is to hand over: when who waits longest has waited for the interval, and the
// lock has not changed hands since.
func (g *GIL) settle() {
	if head := g.queue.First(); head != nil {
		g.due.Store(int64(max(g.changed, time.Duration(head.Tag)) + g.interval))
	} else {
		g.due.Store(0)
	}
}

// Release frees the lock, or hands it to who waits longest. It refuses with [ErrFree] if the lock is free.
func (g *GIL) Release() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.held {
		return ErrFree
	}
	g.handOver()
	return nil
}

// handOver gives the lock to the head of the queue, or frees it. The caller holds mu.
func (g *GIL) handOver() {
	w := g.queue.Pop()
	g.held = w != nil
	g.changed = g.now()
	g.settle()
	if w != nil {
		close(w.Ready)
	}
}

// Checkpoint is a safe point of the holder. If a switch is due, it hands the lock over, waits until it has
// it again, and reports true. It refuses with [ErrFree] if the lock is free, as far as it looks: where
// nobody waits, it does not.
func (g *GIL) Checkpoint() (switched bool, err error) {
	if due := g.due.Load(); due == 0 || g.now() < time.Duration(due) {
		return false, nil // linearizes at the Load
	}
	g.mu.Lock()
	due := time.Duration(g.due.Load())
	switch {
	case !g.held:
		g.mu.Unlock()
		return false, ErrFree
	case due == 0 || g.now() < due: // they have given up, or had their turn, meanwhile
		g.mu.Unlock()
		return false, nil
	}
	w := g.join() // behind those who wait: it does not get the lock from itself
	g.handOver()
	g.mu.Unlock()
	<-w.Ready
	return true, nil
}

// Blocking gives the lock up, calls f, and takes the lock again, also if f panics. It refuses with
// [ErrFree] if the lock is free, and does not call f.
func (g *GIL) Blocking(f func()) error {
	if err := g.Release(); err != nil {
		return err
	}
	defer func() { _ = g.Acquire(context.Background()) }()
	f()
	return nil
}

// Waiting returns how many calls waited for the lock at some moment during the call.
func (g *GIL) Waiting() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.queue.Len()
}

// Interval returns the switch interval.
func (g *GIL) Interval() time.Duration { return g.interval }
