package atomic

import (
	"sync/atomic"

	"github.com/tenter-go/tenter/harness/sched"
)

// Value is atomic.Value.
type Value atomic.Value

func (v *Value) real() *atomic.Value { return (*atomic.Value)(v) }

// Load is atomic.Value.Load.
func (v *Value) Load() any {
	if sched.Active() {
		return v.load()
	}
	return v.real().Load()
}

// Store is atomic.Value.Store.
func (v *Value) Store(val any) {
	if sched.Active() {
		v.store(val)
		return
	}
	v.real().Store(val)
}

// Swap is atomic.Value.Swap.
func (v *Value) Swap(new any) (old any) {
	if sched.Active() {
		return v.swap(new)
	}
	return v.real().Swap(new)
}

// CompareAndSwap is atomic.Value.CompareAndSwap.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if sched.Active() {
		return v.compareAndSwap(old, new)
	}
	return v.real().CompareAndSwap(old, new)
}

//go:noinline
func (v *Value) load() any {
	return load(v.real(), (*atomic.Value).Load)
}

//go:noinline
func (v *Value) store(val any) {
	store(v.real(), val, (*atomic.Value).Store)
}

//go:noinline
func (v *Value) swap(new any) any {
	return modify(sched.KindSwap, v.real(), new, (*atomic.Value).Swap)
}

//go:noinline
func (v *Value) compareAndSwap(old, new any) bool {
	return compareAndSwap(v.real(), old, new, (*atomic.Value).CompareAndSwap)
}
