package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Pointer is atomic.Pointer.
type Pointer[T any] atomic.Pointer[T]

func (x *Pointer[T]) real() *atomic.Pointer[T] { return (*atomic.Pointer[T])(x) }

// Load is atomic.Pointer.Load.
func (x *Pointer[T]) Load() *T {
	if sched.Active() {
		return x.load()
	}
	return (*T)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(x))))
}

// Store is atomic.Pointer.Store.
func (x *Pointer[T]) Store(val *T) {
	if sched.Active() {
		x.store(val)
		return
	}
	x.real().Store(val)
}

// Swap is atomic.Pointer.Swap.
func (x *Pointer[T]) Swap(new *T) (old *T) {
	if sched.Active() {
		return x.swap(new)
	}
	return x.real().Swap(new)
}

// CompareAndSwap is atomic.Pointer.CompareAndSwap.
func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) {
	if sched.Active() {
		return x.compareAndSwap(old, new)
	}
	return x.real().CompareAndSwap(old, new)
}

//go:noinline
func (x *Pointer[T]) load() *T {
	return load(x.real(), (*atomic.Pointer[T]).Load)
}

//go:noinline
func (x *Pointer[T]) store(val *T) {
	store(x.real(), val, (*atomic.Pointer[T]).Store)
}

//go:noinline
func (x *Pointer[T]) swap(new *T) *T {
	return modify(sched.KindSwap, x.real(), new, (*atomic.Pointer[T]).Swap)
}

//go:noinline
func (x *Pointer[T]) compareAndSwap(old, new *T) bool {
	return compareAndSwap(x.real(), old, new, (*atomic.Pointer[T]).CompareAndSwap)
}

// LoadPointer is atomic.LoadPointer.
func LoadPointer(addr *unsafe.Pointer) (val unsafe.Pointer) {
	if sched.Active() {
		return loadPointer(addr)
	}
	return atomic.LoadPointer(addr)
}

// StorePointer is atomic.StorePointer.
func StorePointer(addr *unsafe.Pointer, val unsafe.Pointer) {
	if sched.Active() {
		storePointer(addr, val)
		return
	}
	atomic.StorePointer(addr, val)
}

// SwapPointer is atomic.SwapPointer.
func SwapPointer(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer) {
	if sched.Active() {
		return swapPointer(addr, new)
	}
	return atomic.SwapPointer(addr, new)
}

// CompareAndSwapPointer is atomic.CompareAndSwapPointer.
func CompareAndSwapPointer(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool) {
	if sched.Active() {
		return compareAndSwapPointer(addr, old, new)
	}
	return atomic.CompareAndSwapPointer(addr, old, new)
}

//go:noinline
func loadPointer(p *unsafe.Pointer) unsafe.Pointer {
	t := sched.Current()
	if t == nil {
		return atomic.LoadPointer(p)
	}
	t.Point(sched.KindLoad, unsafe.Pointer(p))
	v := atomic.LoadPointer(p)
	if t.Tracing() {
		t.Result(v)
	}
	return v
}

//go:noinline
func storePointer(p *unsafe.Pointer, v unsafe.Pointer) {
	store(p, v, atomic.StorePointer)
}

//go:noinline
func swapPointer(p *unsafe.Pointer, v unsafe.Pointer) unsafe.Pointer {
	return modify(sched.KindSwap, p, v, atomic.SwapPointer)
}

//go:noinline
func compareAndSwapPointer(p *unsafe.Pointer, old, new unsafe.Pointer) bool {
	t := sched.Current()
	if t == nil {
		return swappedByForeigner(unsafe.Pointer(p), atomic.CompareAndSwapPointer(p, old, new))
	}
	t.Point(sched.KindCAS, unsafe.Pointer(p))
	return swapped(t, atomic.CompareAndSwapPointer(p, old, new))
}
