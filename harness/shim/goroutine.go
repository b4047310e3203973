package shim

import (
	"runtime"

	"github.com/tenter-go/tenter/harness/sched"
)

// NumGoroutine is runtime.NumGoroutine. To a task only the tasks of the execution count.
func NumGoroutine() int {
	t := current()
	if t == nil {
		return runtime.NumGoroutine()
	}
	t.Point(sched.KindLoad, nil)
	n := t.Run().Unended()
	if t.Tracing() {
		t.Result(n)
	}
	return n
}

// LockOSThread is runtime.LockOSThread, without effect on a task: tasks share the threads of the scheduler, and one that kept its thread to
// itself would end the process.
func LockOSThread() {
	if current() == nil {
		runtime.LockOSThread()
	}
}

// UnlockOSThread is runtime.UnlockOSThread.
func UnlockOSThread() {
	if current() == nil {
		runtime.UnlockOSThread()
	}
}
