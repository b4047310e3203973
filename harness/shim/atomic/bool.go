package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Bool is atomic.Bool.
type Bool atomic.Bool

func (x *Bool) real() *atomic.Bool { return (*atomic.Bool)(x) }

// Load is atomic.Bool.Load.
func (x *Bool) Load() bool {
	if sched.Active() {
		return x.load()
	}
	return atomic.LoadUint32((*uint32)(unsafe.Pointer(x))) != 0
}

// Store is atomic.Bool.Store.
func (x *Bool) Store(val bool) {
	if sched.Active() {
		x.store(val)
		return
	}
	x.real().Store(val)
}

// Swap is atomic.Bool.Swap.
func (x *Bool) Swap(new bool) (old bool) {
	if sched.Active() {
		return x.swap(new)
	}
	return x.real().Swap(new)
}

// CompareAndSwap is atomic.Bool.CompareAndSwap.
func (x *Bool) CompareAndSwap(old, new bool) (swapped bool) {
	if sched.Active() {
		return x.compareAndSwap(old, new)
	}
	return x.real().CompareAndSwap(old, new)
}

//go:noinline
func (x *Bool) load() bool {
	return load(x.real(), (*atomic.Bool).Load)
}

//go:noinline
func (x *Bool) store(val bool) {
	store(x.real(), val, (*atomic.Bool).Store)
}

//go:noinline
func (x *Bool) swap(new bool) bool {
	return modify(sched.KindSwap, x.real(), new, (*atomic.Bool).Swap)
}

//go:noinline
func (x *Bool) compareAndSwap(old, new bool) bool {
	return compareAndSwap(x.real(), old, new, (*atomic.Bool).CompareAndSwap)
}
