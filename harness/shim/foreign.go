package shim

import (
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// A foreign goroutine waits in the runtime, where a task that arrives later meets it. A task that waits already has to be told to
// try once more, and not before the foreign goroutine really waits, which nobody can see: so it is told again and again, more and
// more seldom, until the foreign goroutine has gone on.

const firstNudge, lastNudge = 50 * time.Microsecond, 10 * time.Millisecond

// nudge has the tasks that wait at objs try again from time to time, until the returned function is called.
func nudge(objs ...unsafe.Pointer) (stop func()) {
	over := make(chan struct{})
	go func() {
		for d := firstNudge; sched.Active(); d = min(2*d, lastNudge) {
			select {
			case <-over:
				return
			case <-time.After(d):
			}
			for _, p := range objs {
				sched.Touched(p)
			}
		}
	}()
	return func() { close(over) }
}

func foreignSend[T any](ch chan<- T, v T) {
	p := address(ch)
	defer sched.Touched(p)
	select {
	case ch <- v:
		return
	default:
	}
	defer nudge(p)()
	ch <- v
}

func foreignRecv[T any](ch <-chan T) (v T, ok bool) {
	p := address(ch)
	defer sched.Touched(p)
	select {
	case v, ok = <-ch:
		return v, ok
	default:
	}
	defer nudge(p)()
	v, ok = <-ch
	return v, ok
}

func foreignSelect(do func(i int, x Op) Result, hasDefault bool, keys []Key) int {
	if !hasDefault {
		objs := make([]unsafe.Pointer, 0, len(keys))
		for _, k := range keys {
			objs = append(objs, k.obj)
		}
		defer nudge(objs...)()
	}
	i := do(-1, Op{}).index
	if i < len(keys) {
		sched.Touched(keys[i].obj)
	}
	return i
}
