package time

import (
	"sync/atomic"
	"time"
)

// Ticker is time.Ticker; which clock drives it is decided as for a Timer.
type Ticker struct {
	C       <-chan Time
	real    *time.Ticker
	virtual atomic.Pointer[virtual]
}

// NewTicker is time.NewTicker.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	if t := current(); t != nil {
		v := newPeriodic(t, make(chan Time, 1), d)
		n := &Ticker{C: v.c}
		n.virtual.Store(v)
		return n
	}
	n := time.NewTicker(d)
	return &Ticker{C: n.C, real: n}
}

// Tick is time.Tick.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	if t := current(); t != nil {
		return newPeriodic(t, make(chan Time, 1), d).c
	}
	return time.Tick(d)
}

// Stop is time.Ticker.Stop.
func (t *Ticker) Stop() {
	if v := t.virtual.Load(); v != nil {
		v.stop()
	} else if t.real != nil {
		t.real.Stop()
	}
}

// Reset is time.Ticker.Reset.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if v := t.virtual.Load(); v != nil {
		v.resetPeriod(d)
		return
	}
	if t.real == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	task := current()
	if task == nil {
		t.real.Reset(d)
		return
	}
	t.real.Stop()
	t.virtual.Store(newPeriodic(task, sending(t.C), d))
}
