package shimtest

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
)

// patience is how often one looks whether a foreign goroutine has ended.
const patience = 5_000_000

// WithForeign runs body in the default order. start starts a goroutine that the scheduler doesn't control; the execution is not over as
// long as one of them runs.
func WithForeign(t testing.TB, body func(start func(f func()))) sched.Result {
	t.Helper()
	var running atomic.Int32
	start := func(f func()) {
		running.Add(1)
		go func() {
			defer running.Add(-1)
			f()
		}()
	}
	asked, last := 0, false
	sch := sched.New()
	defer sch.Close()
	known := false
	res, _ := sch.Run(0, sched.Config{Strategy: &sched.Replay{}, OnQuiescence: func(*sched.Run) bool {
		if asked++; asked > patience {
			t.Error("a foreign goroutine doesn't end")
			return false
		}
		if running.Load() > 0 {
			runtime.Gosched()
			return true
		}
		over := last
		last = true // once more, since what they did last is still to be noticed
		return !over
	}}, func() {
		if known = KnowsForeign(); known {
			body(start)
		}
	})
	if !known {
		t.Skip("on this platform a goroutine that a task starts natively passes for the task")
	}
	return res
}

// Park waits until the goroutine that runs f, the name of a function, is blocked in the runtime for the given reason.
func Park(t testing.TB, f, reason string) {
	t.Helper()
	buf := make([]byte, 1<<16)
	for range 1_000_000 {
		if parked(string(buf[:runtime.Stack(buf, true)]), f, reason) {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("no goroutine in %s is blocked in %q", f, reason)
}

// KnowsForeign reports whether goroutines that the task which calls it starts natively are told from the task. Where package sched has no
// assembly they are not.
func KnowsForeign() bool {
	foreign := make(chan bool)
	go func() { foreign <- sched.Current() == nil }()
	return <-foreign
}
