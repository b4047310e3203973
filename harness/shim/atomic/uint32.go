package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Uint32 is atomic.Uint32.
type Uint32 atomic.Uint32

// Load is atomic.Uint32.Load.
func (x *Uint32) Load() uint32 {
	if sched.Active() {
		return loadUint32((*uint32)(unsafe.Pointer(x)))
	}
	return atomic.LoadUint32((*uint32)(unsafe.Pointer(x)))
}

// Store is atomic.Uint32.Store.
func (x *Uint32) Store(val uint32) {
	if sched.Active() {
		storeUint32((*uint32)(unsafe.Pointer(x)), val)
		return
	}
	atomic.StoreUint32((*uint32)(unsafe.Pointer(x)), val)
}

// Swap is atomic.Uint32.Swap.
func (x *Uint32) Swap(new uint32) (old uint32) {
	if sched.Active() {
		return swapUint32((*uint32)(unsafe.Pointer(x)), new)
	}
	return atomic.SwapUint32((*uint32)(unsafe.Pointer(x)), new)
}

// CompareAndSwap is atomic.Uint32.CompareAndSwap.
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool) {
	if sched.Active() {
		return compareAndSwapUint32((*uint32)(unsafe.Pointer(x)), old, new)
	}
	return atomic.CompareAndSwapUint32((*uint32)(unsafe.Pointer(x)), old, new)
}

// Add is atomic.Uint32.Add.
func (x *Uint32) Add(delta uint32) (new uint32) {
	if sched.Active() {
		return addUint32((*uint32)(unsafe.Pointer(x)), delta)
	}
	return atomic.AddUint32((*uint32)(unsafe.Pointer(x)), delta)
}

// And is atomic.Uint32.And.
func (x *Uint32) And(mask uint32) (old uint32) {
	if sched.Active() {
		return andUint32((*uint32)(unsafe.Pointer(x)), mask)
	}
	return atomic.AndUint32((*uint32)(unsafe.Pointer(x)), mask)
}

// Or is atomic.Uint32.Or.
func (x *Uint32) Or(mask uint32) (old uint32) {
	if sched.Active() {
		return orUint32((*uint32)(unsafe.Pointer(x)), mask)
	}
	return atomic.OrUint32((*uint32)(unsafe.Pointer(x)), mask)
}

// LoadUint32 is atomic.LoadUint32.
func LoadUint32(addr *uint32) (val uint32) {
	if sched.Active() {
		return loadUint32(addr)
	}
	return atomic.LoadUint32(addr)
}

// StoreUint32 is atomic.StoreUint32.
func StoreUint32(addr *uint32, val uint32) {
	if sched.Active() {
		storeUint32(addr, val)
		return
	}
	atomic.StoreUint32(addr, val)
}

// SwapUint32 is atomic.SwapUint32.
func SwapUint32(addr *uint32, new uint32) (old uint32) {
	if sched.Active() {
		return swapUint32(addr, new)
	}
	return atomic.SwapUint32(addr, new)
}

// CompareAndSwapUint32 is atomic.CompareAndSwapUint32.
func CompareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool) {
	if sched.Active() {
		return compareAndSwapUint32(addr, old, new)
	}
	return atomic.CompareAndSwapUint32(addr, old, new)
}

// AddUint32 is atomic.AddUint32.
func AddUint32(addr *uint32, delta uint32) (new uint32) {
	if sched.Active() {
		return addUint32(addr, delta)
	}
	return atomic.AddUint32(addr, delta)
}

// AndUint32 is atomic.AndUint32.
func AndUint32(addr *uint32, mask uint32) (old uint32) {
	if sched.Active() {
		return andUint32(addr, mask)
	}
	return atomic.AndUint32(addr, mask)
}

// OrUint32 is atomic.OrUint32.
func OrUint32(addr *uint32, mask uint32) (old uint32) {
	if sched.Active() {
		return orUint32(addr, mask)
	}
	return atomic.OrUint32(addr, mask)
}

//go:noinline
func loadUint32(p *uint32) uint32 {
	t := sched.Current()
	if t == nil {
		return atomic.LoadUint32(p)
	}
	t.Point(sched.KindLoad, unsafe.Pointer(p))
	v := atomic.LoadUint32(p)
	if t.Tracing() {
		t.Result(v)
	}
	return v
}

//go:noinline
func storeUint32(p *uint32, v uint32) {
	store(p, v, atomic.StoreUint32)
}

//go:noinline
func swapUint32(p *uint32, v uint32) uint32 {
	return modify(sched.KindSwap, p, v, atomic.SwapUint32)
}

//go:noinline
func compareAndSwapUint32(p *uint32, old, new uint32) bool {
	t := sched.Current()
	if t == nil {
		return swappedByForeigner(unsafe.Pointer(p), atomic.CompareAndSwapUint32(p, old, new))
	}
	t.Point(sched.KindCAS, unsafe.Pointer(p))
	return swapped(t, atomic.CompareAndSwapUint32(p, old, new))
}

//go:noinline
func addUint32(p *uint32, v uint32) uint32 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AddUint32)
}

//go:noinline
func andUint32(p *uint32, v uint32) uint32 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AndUint32)
}

//go:noinline
func orUint32(p *uint32, v uint32) uint32 {
	return modify(sched.KindAtomicAdd, p, v, atomic.OrUint32)
}
