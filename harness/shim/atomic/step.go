package atomic

import (
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// The functions below make one operation while a controlled execution is in progress. A task meets a yield point before it; a foreign goroutine
// says afterwards that it wrote, since a task may do nothing but wait for that.
//
// Loads and compare-and-swaps of words, which is what loops are made of, are spelled out where they are called instead: each frame between
// the caller and the yield point costs a mispredicted return when the task is changed.

func load[P, V any](p *P, native func(*P) V) V {
	t := before(sched.KindLoad, unsafe.Pointer(p))
	v := native(p)
	result(t, v)
	return v
}

func store[P, V any](p *P, v V, native func(*P, V)) {
	t := before(sched.KindStore, unsafe.Pointer(p))
	native(p, v)
	foreign(t, unsafe.Pointer(p))
}

// modify is an operation that reads and writes in one step.
func modify[P, V any](k sched.Kind, p *P, v V, native func(*P, V) V) V {
	t := before(k, unsafe.Pointer(p))
	old := native(p, v)
	if t != nil && k == sched.KindSwap && differ(old, v) {
		t.Wrote()
	}
	foreign(t, unsafe.Pointer(p))
	result(t, old)
	return old
}

// swapped notes the outcome of a compare-and-swap of t: it is a write only where it succeeds, otherwise it tells no more than a load does.
func swapped(t *sched.Task, ok bool) bool {
	if ok {
		t.Wrote()
	}
	if t.Tracing() {
		t.Result(ok)
	}
	return ok
}

// swappedByForeigner is swapped for a goroutine that is no task.
func swappedByForeigner(p unsafe.Pointer, ok bool) bool {
	if ok {
		sched.Touched(p)
	}
	return ok
}

// differ reports whether a swap has changed anything: one that puts in what was there, as a test-and-set lock does while it waits, has
// not. Of values that may not be comparable it says that they differ.
func differ[V any](a, b V) bool {
	switch any(a).(type) {
	case bool, int32, int64, uint32, uint64, uintptr, unsafe.Pointer:
		return any(a) != any(b)
	}
	return true
}

func compareAndSwap[P, V any](p *P, old, new V, native func(*P, V, V) bool) bool {
	t := before(sched.KindCAS, unsafe.Pointer(p))
	ok := native(p, old, new)
	if t == nil {
		return swappedByForeigner(unsafe.Pointer(p), ok)
	}
	return swapped(t, ok)
}

func before(k sched.Kind, p unsafe.Pointer) *sched.Task {
	t := sched.Current()
	if t != nil {
		t.Point(k, p)
	}
	return t
}

func foreign(t *sched.Task, p unsafe.Pointer) {
	if t == nil {
		sched.Touched(p)
	}
}

func result[V any](t *sched.Task, v V) {
	if t != nil && t.Tracing() {
		t.Result(v)
	}
}
