package condition

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrNotHeld refuses a call without the lock. It changed nothing.
	ErrNotHeld = errors.New("condition: the lock is not held")
	// ErrTimeout ends a call whose time ran out before it was notified, or before its predicate held.
	// The lock is held again.
	ErrTimeout = errors.New("condition: timed out")
)

// waiters is what all conditions are made of: the calls that wait.
//
// mu is held while a call gives up the lock and joins, and while a notification looks whether the lock
// is held and takes waiters out. So the two are one step each for the other, and a notification can't
// come between the giving up and the joining. Who gives up waiting takes itself out under mu: that it is
// still there proves that no notification was spent on it.
type waiters struct {
	mu   sync.Mutex
	list waitlist.List
}

// join gives up the lock and joins those who wait. It returns an error, and has done neither, if unlock
// does.
func (ws *waiters) join(unlock func() error) (*waitlist.Waiter, error) {
	w := waitlist.New(0)
	ws.mu.Lock()
	defer ws.mu.Unlock()
	// Linearizes where the lock is given up. That the waiter is listed a moment later can't be seen: who
	// notifies needs mu.
	if err := unlock(); err != nil {
		return nil, ErrNotHeld
	}
	ws.list.Push(w)
	return w, nil
}

// until waits for a notification of w, or until ctx is done.
func (ws *waiters) until(ctx context.Context, w *waitlist.Waiter) error {
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		return ws.abandon(w, ctx.Err())
	}
}

// within waits for a notification of w, no longer than d.
func (ws *waiters) within(d time.Duration, w *waitlist.Waiter) error {
	if d <= 0 {
		return ws.abandon(w, ErrTimeout)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-w.Ready:
		return nil
	case <-timer.C:
		return ws.abandon(w, ErrTimeout)
	}
}

// abandon takes w out and returns cause, or it returns nil if w has been notified.
func (ws *waiters) abandon(w *waitlist.Waiter, cause error) error {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if !ws.list.Remove(w) {
		return nil // the notification was first, and must not be lost
	}
	return cause
}

// notify reaches the n calls that have waited longest, if the lock is held.
func (ws *waiters) notify(n int, held func() bool) error {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if !held() {
		return ErrNotHeld
	}
	for ; n > 0; n-- {
		w := ws.list.Pop()
		if w == nil {
			break
		}
		close(w.Ready)
	}
	return nil
}

// loop waits until the predicate holds, each time as wait does. The lock must be held, and is held again
// at the end.
func loop(predicate func() bool, wait func() error) error {
	for !predicate() {
		if err := wait(); err != nil {
			if errors.Is(err, ErrNotHeld) {
				return err
			}
			// It gave up, and has the lock again. What it waited for may have come meanwhile.
			if predicate() {
				return nil
			}
			return err
		}
	}
	return nil
}

// loopTimeout is loop with one deadline for the whole call.
func loopTimeout(d time.Duration, predicate func() bool, wait func(d time.Duration) error) error {
	if d <= 0 {
		if predicate() {
			return nil
		}
		return ErrTimeout
	}
	deadline := time.Now().Add(d)
	return loop(predicate, func() error { return wait(time.Until(deadline)) })
}
