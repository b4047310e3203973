package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Uint64 is atomic.Uint64.
type Uint64 atomic.Uint64

// Load is atomic.Uint64.Load.
func (x *Uint64) Load() uint64 {
	if sched.Active() {
		return loadUint64((*uint64)(unsafe.Pointer(x)))
	}
	return atomic.LoadUint64((*uint64)(unsafe.Pointer(x)))
}

// Store is atomic.Uint64.Store.
func (x *Uint64) Store(val uint64) {
	if sched.Active() {
		storeUint64((*uint64)(unsafe.Pointer(x)), val)
		return
	}
	atomic.StoreUint64((*uint64)(unsafe.Pointer(x)), val)
}

// Swap is atomic.Uint64.Swap.
func (x *Uint64) Swap(new uint64) (old uint64) {
	if sched.Active() {
		return swapUint64((*uint64)(unsafe.Pointer(x)), new)
	}
	return atomic.SwapUint64((*uint64)(unsafe.Pointer(x)), new)
}

// CompareAndSwap is atomic.Uint64.CompareAndSwap.
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool) {
	if sched.Active() {
		return compareAndSwapUint64((*uint64)(unsafe.Pointer(x)), old, new)
	}
	return atomic.CompareAndSwapUint64((*uint64)(unsafe.Pointer(x)), old, new)
}

// Add is atomic.Uint64.Add.
func (x *Uint64) Add(delta uint64) (new uint64) {
	if sched.Active() {
		return addUint64((*uint64)(unsafe.Pointer(x)), delta)
	}
	return atomic.AddUint64((*uint64)(unsafe.Pointer(x)), delta)
}

// And is atomic.Uint64.And.
func (x *Uint64) And(mask uint64) (old uint64) {
	if sched.Active() {
		return andUint64((*uint64)(unsafe.Pointer(x)), mask)
	}
	return atomic.AndUint64((*uint64)(unsafe.Pointer(x)), mask)
}

// Or is atomic.Uint64.Or.
func (x *Uint64) Or(mask uint64) (old uint64) {
	if sched.Active() {
		return orUint64((*uint64)(unsafe.Pointer(x)), mask)
	}
	return atomic.OrUint64((*uint64)(unsafe.Pointer(x)), mask)
}

// LoadUint64 is atomic.LoadUint64.
func LoadUint64(addr *uint64) (val uint64) {
	if sched.Active() {
		return loadUint64(addr)
	}
	return atomic.LoadUint64(addr)
}

// StoreUint64 is atomic.StoreUint64.
func StoreUint64(addr *uint64, val uint64) {
	if sched.Active() {
		storeUint64(addr, val)
		return
	}
	atomic.StoreUint64(addr, val)
}

// SwapUint64 is atomic.SwapUint64.
func SwapUint64(addr *uint64, new uint64) (old uint64) {
	if sched.Active() {
		return swapUint64(addr, new)
	}
	return atomic.SwapUint64(addr, new)
}

// CompareAndSwapUint64 is atomic.CompareAndSwapUint64.
func CompareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool) {
	if sched.Active() {
		return compareAndSwapUint64(addr, old, new)
	}
	return atomic.CompareAndSwapUint64(addr, old, new)
}

// AddUint64 is atomic.AddUint64.
func AddUint64(addr *uint64, delta uint64) (new uint64) {
	if sched.Active() {
		return addUint64(addr, delta)
	}
	return atomic.AddUint64(addr, delta)
}

// AndUint64 is atomic.AndUint64.
func AndUint64(addr *uint64, mask uint64) (old uint64) {
	if sched.Active() {
		return andUint64(addr, mask)
	}
	return atomic.AndUint64(addr, mask)
}

// OrUint64 is atomic.OrUint64.
func OrUint64(addr *uint64, mask uint64) (old uint64) {
	if sched.Active() {
		return orUint64(addr, mask)
	}
	return atomic.OrUint64(addr, mask)
}

//go:noinline
func loadUint64(p *uint64) uint64 {
	t := sched.Current()
	if t == nil {
		return atomic.LoadUint64(p)
	}
	t.Point(sched.KindLoad, unsafe.Pointer(p))
	v := atomic.LoadUint64(p)
	if t.Tracing() {
		t.Result(v)
	}
	return v
}

//go:noinline
func storeUint64(p *uint64, v uint64) {
	store(p, v, atomic.StoreUint64)
}

//go:noinline
func swapUint64(p *uint64, v uint64) uint64 {
	return modify(sched.KindSwap, p, v, atomic.SwapUint64)
}

//go:noinline
func compareAndSwapUint64(p *uint64, old, new uint64) bool {
	t := sched.Current()
	if t == nil {
		return swappedByForeigner(unsafe.Pointer(p), atomic.CompareAndSwapUint64(p, old, new))
	}
	t.Point(sched.KindCAS, unsafe.Pointer(p))
	return swapped(t, atomic.CompareAndSwapUint64(p, old, new))
}

//go:noinline
func addUint64(p *uint64, v uint64) uint64 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AddUint64)
}

//go:noinline
func andUint64(p *uint64, v uint64) uint64 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AndUint64)
}

//go:noinline
func orUint64(p *uint64, v uint64) uint64 {
	return modify(sched.KindAtomicAdd, p, v, atomic.OrUint64)
}
