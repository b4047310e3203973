package future

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrCancelled is the error of a future that was cancelled.
	ErrCancelled = errors.New("future: cancelled")
	// ErrState refuses to start a future that is not pending, and to finish one that is finished.
	ErrState = errors.New("future: wrong state")
	// ErrNotDone is returned by TryGet of a future that is not done.
	ErrNotDone = errors.New("future: not done")
	// ErrTimeout is returned by GetTimeout of a future that is not done in time.
	ErrTimeout = errors.New("future: timed out")
)

// State is what has become of a future.
type State uint32

// The states. Those from Finished on are final.
const (
	Pending State = iota
	Running
	Finished
	Cancelled
)

var stateNames = [...]string{"pending", "running", "finished", "cancelled"}

// String returns the state's name.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("state(%d)", uint32(s))
}

// Done reports whether the state is final.
func (s State) Done() bool { return s >= Finished }

// Future is a result that is or is not there yet. It is made by [New] or [Go]. All methods may be
// called by any number of goroutines at once.
type Future[T any] struct {
	// state changes under mu only. It is stored after value and err are, so that who loads a final
	// state may read them without mu.
	state atomic.Uint32
	mu    sync.Mutex
	value T
	err   error

	done      chan struct{} // closed once the state is final; made by the first who waits
	callbacks []func(*Future[T])
	groups    []*group[T] // who collects this future; changed under mu and collecting
	owner     Owner
}

// State returns the future's state at some moment during the call.
func (f *Future[T]) State() State { return State(f.state.Load()) }

// Done returns a channel that is closed once the future is done.
func (f *Future[T]) Done() <-chan struct{} {
	if f.State().Done() {
		return closed
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.State().Done():
		return closed
	case f.done == nil:
		f.done = make(chan struct{})
	}
	return f.done
}

var closed = func() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// Wait waits until the future is done and returns nil, or the context's error if ctx was done on entry
// or is done first.
func (f *Future[T]) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.State().Done() {
		return nil
	}
	select {
	case <-f.Done():
		return nil
	case <-ctx.Done():
		if f.State().Done() {
			return nil // it came too late
		}
		return ctx.Err()
	}
}

// Get waits until the future is done and returns its value or its error, [ErrCancelled] if it was
// cancelled. It returns the context's error if ctx was done on entry or is done first.
func (f *Future[T]) Get(ctx context.Context) (T, error) {
	if err := f.Wait(ctx); err != nil {
		var none T
		return none, err
	}
	return f.value, f.err
}

// GetTimeout is Get with a time-out, after which it returns [ErrTimeout]. With d <= 0 it tries once.
func (f *Future[T]) GetTimeout(d time.Duration) (T, error) {
	if !f.State().Done() && !f.doneWithin(d) {
		var none T
		return none, ErrTimeout
	}
	return f.value, f.err
}

func (f *Future[T]) doneWithin(d time.Duration) bool {
	if d <= 0 {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-f.Done():
		return true
	case <-timer.C:
		return false
	}
}

// TryGet returns the value or the error of a future that is done, and [ErrNotDone] for one that is
// not.
func (f *Future[T]) TryGet() (T, error) {
	if !f.State().Done() {
		var none T
		return none, ErrNotDone
	}
	return f.value, f.err
}

// Cancel cancels the future if it is pending. It reports whether the future is cancelled now.
func (f *Future[T]) Cancel() bool {
	switch f.State() {
	case Finished:
		return false
	case Cancelled:
		return true
	}
	cancelled := false
	if f.owner != nil {
		cancelled = f.owner.Cancel(f.cancel)
	} else {
		cancelled = f.cancel()
	}
	if !cancelled {
		return f.State() == Cancelled
	}
	f.deliver()
	return true
}

// cancel makes a pending future cancelled and reports whether it did.
func (f *Future[T]) cancel() bool {
	var none T
	return f.settle(Cancelled, none, ErrCancelled) == nil
}

// OnDone has fn called once the future is done: by the goroutine that finishes or cancels it, or at
// once if it is done already. It must not be nil.
func (f *Future[T]) OnDone(fn func(*Future[T])) {
	f.mu.Lock()
	if !f.State().Done() {
		f.callbacks = append(f.callbacks, fn)
		f.mu.Unlock()
		return
	}
	f.mu.Unlock()
	fn(f)
}
