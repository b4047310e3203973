package event

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// ErrTimeout ends a WaitTimeout during which the event was not set. Match it with [errors.Is].
var ErrTimeout = errors.New("event: timed out")

// Event is a flag that goroutines can wait for. All methods may be called by any number of goroutines at
// once. The zero value is not set. An Event must not be copied after first use.
//
// Those who wait share a channel, which the Set that lets them go closes. The flag and the channel are
// changed together under mu; the flag alone is enough for who need not wait.
type Event struct {
	set   atomic.Bool
	mu    sync.Mutex
	ready chan struct{} // guarded by mu; nil while nobody waits, and always nil while set
}

// New returns an event that is not set. The zero value is one as well.
func New() *Event { return new(Event) }

// Set sets the event and lets go all calls that wait.
func (e *Event) Set() {
	if e.set.Load() {
		return // linearizes here: it was set already, and those who wait have been let go
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	// Both under mu: a call that sees the flag clear joins the channel in the same critical section, so
	// either it is in the channel that is closed here, or it sees the flag.
	e.set.Store(true) // linearizes here, with the returns of all that wait
	if e.ready != nil {
		close(e.ready)
		e.ready = nil // those who come after a Clear wait for another one
	}
}

// Clear makes the event not set. It touches no call that was let go.
func (e *Event) Clear() {
	if !e.set.Load() {
		return // linearizes here
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.set.Store(false)
}

// IsSet reports whether the event was set at some moment during the call.
func (e *Event) IsSet() bool { return e.set.Load() }

// Wait waits for the event to be set and returns nil, at once if it is set; or it returns ctx.Err() if
// ctx was done on entry or became done while the call waited.
func (e *Event) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if e.set.Load() {
		return nil
	}
	ready := e.enter()
	if ready == nil {
		return nil
	}
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
		return late(ready, ctx.Err())
	}
}

// WaitTimeout waits for the event to be set, no longer than d, and returns nil; or it returns
// [ErrTimeout]. With d <= 0 it looks once, as IsSet does.
func (e *Event) WaitTimeout(d time.Duration) error {
	if e.set.Load() {
		return nil
	}
	if d <= 0 {
		return ErrTimeout
	}
	ready := e.enter()
	if ready == nil {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ready:
		return nil
	case <-timer.C:
		return late(ready, ErrTimeout)
	}
}

// enter returns the channel to wait for, or nil if the event is set.
func (e *Event) enter() <-chan struct{} {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.set.Load() {
		return nil
	}
	if e.ready == nil {
		e.ready = make(chan struct{})
	}
	return e.ready
}

// late returns nil if the Set was first after all, and cause if it has yet to come.
func late(ready <-chan struct{}, cause error) error {
	select {
	case <-ready:
		return nil
	default:
		return cause
	}
}
