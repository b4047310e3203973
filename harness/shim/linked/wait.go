package linked

import (
	"runtime"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
)

// Semacquire is sync.runtime_Semacquire: it waits until *s is above zero and takes one off.
func Semacquire(native func(*uint32), s *uint32) {
	t, p := task(), unsafe.Pointer(s)
	if t == nil {
		native(s)
		return
	}
	t.Point(sched.KindWait, p)
	for {
		if n := atomic.LoadUint32(s); n > 0 {
			atomic.StoreUint32(s, n-1)
			t.Wrote()
			return
		}
		t.Block(sched.KindWait, p)
	}
}

// Semrelease is sync.runtime_Semrelease: it adds one to *s and lets who waits try again. To whom it goes is the schedule's choice, also where the runtime
// would hand it over.
func Semrelease(native func(*uint32, bool, int), s *uint32, handoff bool, skip int) {
	t, p := task(), unsafe.Pointer(s)
	if t == nil {
		native(s, handoff, skip)
		sched.Touched(p)
		return
	}
	t.Point(sched.KindAdd, p)
	native(s, false, skip) // somebody who is no task may wait as well
	t.Precedes(p)
	t.WakeAll(p)
}

// CanSpin is sync.runtime_canSpin. No task makes progress while another one spins.
func CanSpin(native func(int) bool, i int) bool { return task() == nil && native(i) }

// DoSpin is sync.runtime_doSpin.
func DoSpin(native func()) {
	if task() != nil {
		shim.Gosched()
		return
	}
	native()
}

// processors is how many processors tasks may find themselves on: one would hide what only several show, and more than two show little more.
const processors = 2

// ProcPin is runtime.procPin: it keeps control with the caller, and returns the number of a processor, which is the schedule's choice.
func ProcPin(native func() int) int {
	t := task()
	if t == nil {
		return native()
	}
	t.Pin()
	return t.Choose(min(processors, runtime.GOMAXPROCS(0)))
}

// ProcUnpin is runtime.procUnpin.
func ProcUnpin(native func()) {
	if t := task(); t != nil {
		t.Unpin()
		return
	}
	native()
}
