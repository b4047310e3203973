package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Uintptr is atomic.Uintptr.
type Uintptr atomic.Uintptr

// Load is atomic.Uintptr.Load.
func (x *Uintptr) Load() uintptr {
	if sched.Active() {
		return loadUintptr((*uintptr)(unsafe.Pointer(x)))
	}
	return atomic.LoadUintptr((*uintptr)(unsafe.Pointer(x)))
}

// Store is atomic.Uintptr.Store.
func (x *Uintptr) Store(val uintptr) {
	if sched.Active() {
		storeUintptr((*uintptr)(unsafe.Pointer(x)), val)
		return
	}
	atomic.StoreUintptr((*uintptr)(unsafe.Pointer(x)), val)
}

// Swap is atomic.Uintptr.Swap.
func (x *Uintptr) Swap(new uintptr) (old uintptr) {
	if sched.Active() {
		return swapUintptr((*uintptr)(unsafe.Pointer(x)), new)
	}
	return atomic.SwapUintptr((*uintptr)(unsafe.Pointer(x)), new)
}

// CompareAndSwap is atomic.Uintptr.CompareAndSwap.
func (x *Uintptr) CompareAndSwap(old, new uintptr) (swapped bool) {
	if sched.Active() {
		return compareAndSwapUintptr((*uintptr)(unsafe.Pointer(x)), old, new)
	}
	return atomic.CompareAndSwapUintptr((*uintptr)(unsafe.Pointer(x)), old, new)
}

// Add is atomic.Uintptr.Add.
func (x *Uintptr) Add(delta uintptr) (new uintptr) {
	if sched.Active() {
		return addUintptr((*uintptr)(unsafe.Pointer(x)), delta)
	}
	return atomic.AddUintptr((*uintptr)(unsafe.Pointer(x)), delta)
}

// And is atomic.Uintptr.And.
func (x *Uintptr) And(mask uintptr) (old uintptr) {
	if sched.Active() {
		return andUintptr((*uintptr)(unsafe.Pointer(x)), mask)
	}
	return atomic.AndUintptr((*uintptr)(unsafe.Pointer(x)), mask)
}

// Or is atomic.Uintptr.Or.
func (x *Uintptr) Or(mask uintptr) (old uintptr) {
	if sched.Active() {
		return orUintptr((*uintptr)(unsafe.Pointer(x)), mask)
	}
	return atomic.OrUintptr((*uintptr)(unsafe.Pointer(x)), mask)
}

// LoadUintptr is atomic.LoadUintptr.
func LoadUintptr(addr *uintptr) (val uintptr) {
	if sched.Active() {
		return loadUintptr(addr)
	}
	return atomic.LoadUintptr(addr)
}

// StoreUintptr is atomic.StoreUintptr.
func StoreUintptr(addr *uintptr, val uintptr) {
	if sched.Active() {
		storeUintptr(addr, val)
		return
	}
	atomic.StoreUintptr(addr, val)
}

// SwapUintptr is atomic.SwapUintptr.
func SwapUintptr(addr *uintptr, new uintptr) (old uintptr) {
	if sched.Active() {
		return swapUintptr(addr, new)
	}
	return atomic.SwapUintptr(addr, new)
}

// CompareAndSwapUintptr is atomic.CompareAndSwapUintptr.
func CompareAndSwapUintptr(addr *uintptr, old, new uintptr) (swapped bool) {
	if sched.Active() {
		return compareAndSwapUintptr(addr, old, new)
	}
	return atomic.CompareAndSwapUintptr(addr, old, new)
}

// AddUintptr is atomic.AddUintptr.
func AddUintptr(addr *uintptr, delta uintptr) (new uintptr) {
	if sched.Active() {
		return addUintptr(addr, delta)
	}
	return atomic.AddUintptr(addr, delta)
}

// AndUintptr is atomic.AndUintptr.
func AndUintptr(addr *uintptr, mask uintptr) (old uintptr) {
	if sched.Active() {
		return andUintptr(addr, mask)
	}
	return atomic.AndUintptr(addr, mask)
}

// OrUintptr is atomic.OrUintptr.
func OrUintptr(addr *uintptr, mask uintptr) (old uintptr) {
	if sched.Active() {
		return orUintptr(addr, mask)
	}
	return atomic.OrUintptr(addr, mask)
}

//go:noinline
func loadUintptr(p *uintptr) uintptr {
	t := sched.Current()
	if t == nil {
		return atomic.LoadUintptr(p)
	}
	t.Point(sched.KindLoad, unsafe.Pointer(p))
	v := atomic.LoadUintptr(p)
	if t.Tracing() {
		t.Result(v)
	}
	return v
}

//go:noinline
func storeUintptr(p *uintptr, v uintptr) {
	store(p, v, atomic.StoreUintptr)
}

//go:noinline
func swapUintptr(p *uintptr, v uintptr) uintptr {
	return modify(sched.KindSwap, p, v, atomic.SwapUintptr)
}

//go:noinline
func compareAndSwapUintptr(p *uintptr, old, new uintptr) bool {
	t := sched.Current()
	if t == nil {
		return swappedByForeigner(unsafe.Pointer(p), atomic.CompareAndSwapUintptr(p, old, new))
	}
	t.Point(sched.KindCAS, unsafe.Pointer(p))
	return swapped(t, atomic.CompareAndSwapUintptr(p, old, new))
}

//go:noinline
func addUintptr(p *uintptr, v uintptr) uintptr {
	return modify(sched.KindAtomicAdd, p, v, atomic.AddUintptr)
}

//go:noinline
func andUintptr(p *uintptr, v uintptr) uintptr {
	return modify(sched.KindAtomicAdd, p, v, atomic.AndUintptr)
}

//go:noinline
func orUintptr(p *uintptr, v uintptr) uintptr {
	return modify(sched.KindAtomicAdd, p, v, atomic.OrUintptr)
}
