package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Int32 is atomic.Int32.
type Int32 atomic.Int32

// Load is atomic.Int32.Load.
func (x *Int32) Load() int32 {
	if sched.Active() {
		return loadInt32((*int32)(unsafe.Pointer(x)))
	}
	return atomic.LoadInt32((*int32)(unsafe.Pointer(x)))
}

// Store is atomic.Int32.Store.
func (x *Int32) Store(val int32) {
	if sched.Active() {
		storeInt32((*int32)(unsafe.Pointer(x)), val)
		return
	}
	atomic.StoreInt32((*int32)(unsafe.Pointer(x)), val)
}

// Swap is atomic.Int32.Swap.
func (x *Int32) Swap(new int32) (old int32) {
	if sched.Active() {
		return swapInt32((*int32)(unsafe.Pointer(x)), new)
	}
	return atomic.SwapInt32((*int32)(unsafe.Pointer(x)), new)
}

// CompareAndSwap is atomic.Int32.CompareAndSwap.
func (x *Int32) CompareAndSwap(old, new int32) (swapped bool) {
	if sched.Active() {
		return compareAndSwapInt32((*int32)(unsafe.Pointer(x)), old, new)
	}
	return atomic.CompareAndSwapInt32((*int32)(unsafe.Pointer(x)), old, new)
}

// Add is atomic.Int32.Add.
func (x *Int32) Add(delta int32) (new int32) {
	if sched.Active() {
		return addInt32((*int32)(unsafe.Pointer(x)), delta)
	}
	return atomic.AddInt32((*int32)(unsafe.Pointer(x)), delta)
}

// And is atomic.Int32.And.
func (x *Int32) And(mask int32) (old int32) {
	if sched.Active() {
		return andInt32((*int32)(unsafe.Pointer(x)), mask)
	}
	return atomic.AndInt32((*int32)(unsafe.Pointer(x)), mask)
}

// Or is atomic.Int32.Or.
func (x *Int32) Or(mask int32) (old int32) {
	if sched.Active() {
		return orInt32((*int32)(unsafe.Pointer(x)), mask)
	}
	return atomic.OrInt32((*int32)(unsafe.Pointer(x)), mask)
}

// LoadInt32 is atomic.LoadInt32.
func LoadInt32(addr *int32) (val int32) {
	if sched.Active() {
		return loadInt32(addr)
	}
	return atomic.LoadInt32(addr)
}

// StoreInt32 is atomic.StoreInt32.
func StoreInt32(addr *int32, val int32) {
	if sched.Active() {
		storeInt32(addr, val)
		return
	}
	atomic.StoreInt32(addr, val)
}

// SwapInt32 is atomic.SwapInt32.
func SwapInt32(addr *int32, new int32) (old int32) {
	if sched.Active() {
		return swapInt32(addr, new)
	}
	return atomic.SwapInt32(addr, new)
}

// CompareAndSwapInt32 is atomic.CompareAndSwapInt32.
func CompareAndSwapInt32(addr *int32, old, new int32) (swapped bool) {
	if sched.Active() {
		return compareAndSwapInt32(addr, old, new)
	}
	return atomic.CompareAndSwapInt32(addr, old, new)
}

// AddInt32 is atomic.AddInt32.
func AddInt32(addr *int32, delta int32) (new int32) {
	if sched.Active() {
		return addInt32(addr, delta)
	}
	return atomic.AddInt32(addr, delta)
}

// AndInt32 is atomic.AndInt32.
func AndInt32(addr *int32, mask int32) (old int32) {
	if sched.Active() {
		return andInt32(addr, mask)
	}
	return atomic.AndInt32(addr, mask)
}

// OrInt32 is atomic.OrInt32.
func OrInt32(addr *int32, mask int32) (old int32) {
	if sched.Active() {
		return orInt32(addr, mask)
	}
	return atomic.OrInt32(addr, mask)
}

//go:noinline
func loadInt32(p *int32) int32 {
	t := sched.Current()
	if t == nil {
		return atomic.LoadInt32(p)
	}
	t.Point(sched.KindLoad, unsafe.Pointer(p))
	v := atomic.LoadInt32(p)
	if t.Tracing() {
		t.Result(v)
	}
	return v
}

//go:noinline
func storeInt32(p *int32, v int32) {
	store(p, v, atomic.StoreInt32)
}

//go:noinline
func swapInt32(p *int32, v int32) int32 {
	return modify(sched.KindSwap, p, v, atomic.SwapInt32)
}

//go:noinline
func compareAndSwapInt32(p *int32, old, new int32) bool {
	t := sched.Current()
	if t == nil {
		return swappedByForeigner(unsafe.Pointer(p), atomic.CompareAndSwapInt32(p, old, new))
	}
	t.Point(sched.KindCAS, unsafe.Pointer(p))
	return swapped(t, atomic.CompareAndSwapInt32(p, old, new))
}

//go:noinline
func addInt32(p *int32, v int32) int32 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AddInt32)
}

//go:noinline
func andInt32(p *int32, v int32) int32 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AndInt32)
}

//go:noinline
func orInt32(p *int32, v int32) int32 {
	return modify(sched.KindAtomicAdd, p, v, atomic.OrInt32)
}
