package time

import (
	"sync/atomic"
	"time"
)

// Timer is time.Timer. One that a task has made is driven by the virtual clock, any other by the real clock until a task resets it.
//
// A goroutine that the scheduler doesn't control can stop a virtual timer but not start it again: it has no virtual clock to
// start it on.
type Timer struct {
	C       <-chan Time
	real    *time.Timer
	virtual atomic.Pointer[virtual]
}

// NewTimer is time.NewTimer.
func NewTimer(d Duration) *Timer {
	if t := current(); t != nil {
		v := newVirtual(t, make(chan Time, 1), d)
		n := &Timer{C: v.c}
		n.virtual.Store(v)
		return n
	}
	n := time.NewTimer(d)
	return &Timer{C: n.C, real: n}
}

// AfterFunc is time.AfterFunc. Under control f is a task of its own, which the clock starts.
func AfterFunc(d Duration, f func()) *Timer {
	if t := current(); t != nil {
		n := &Timer{}
		n.virtual.Store(newCall(t, d, f))
		return n
	}
	return &Timer{real: time.AfterFunc(d, f)}
}

// After is time.After.
func After(d Duration) <-chan Time {
	if t := current(); t != nil {
		return newVirtual(t, make(chan Time, 1), d).c
	}
	return time.After(d)
}

// Stop is time.Timer.Stop: once it has returned, no value from before is received any more.
func (t *Timer) Stop() bool {
	if v := t.virtual.Load(); v != nil {
		return v.stop()
	}
	if t.real == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return t.real.Stop()
}

// Reset is time.Timer.Reset: once it has returned, no value from before is received any more.
func (t *Timer) Reset(d Duration) bool {
	if v := t.virtual.Load(); v != nil {
		return v.reset(d)
	}
	if t.real == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	task := current()
	if task == nil || t.C == nil {
		return t.real.Reset(d) // a function is called by a goroutine of its own, from which tasks hear by themselves
	}
	was := t.real.Stop()
	t.virtual.Store(newVirtual(task, sending(t.C), d))
	return was
}
