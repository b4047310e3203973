package mutants

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// doubleClose has a flag and a channel, and needs no mutex to set them: a flag that is set already means
// that the channel is closed. Two Sets that both find it clear both close the channel.
type doubleClose struct {
	set   atomic.Bool
	ready atomic.Pointer[chan struct{}]
	mu    sync.Mutex // held by Clear, which makes a new channel
}

func newDoubleClose() *doubleClose {
	e := new(doubleClose)
	e.renew()
	return e
}

func (e *doubleClose) renew() {
	ready := make(chan struct{})
	e.ready.Store(&ready)
}

func (e *doubleClose) Set() {
	if e.set.Load() {
		return
	}
	close(*e.ready.Load())
	e.set.Store(true)
}

func (e *doubleClose) Clear() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.set.Load() {
		e.renew()
		e.set.Store(false)
	}
}

func (e *doubleClose) IsSet() bool { return e.set.Load() }

func (e *doubleClose) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return wait(ctx, *e.ready.Load())
}

func (e *doubleClose) WaitTimeout(d time.Duration) error { return timed(e, d) }
