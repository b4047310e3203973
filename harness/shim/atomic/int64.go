package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Int64 is atomic.Int64.
type Int64 atomic.Int64

// Load is atomic.Int64.Load.
func (x *Int64) Load() int64 {
	if sched.Active() {
		return loadInt64((*int64)(unsafe.Pointer(x)))
	}
	return atomic.LoadInt64((*int64)(unsafe.Pointer(x)))
}

// Store is atomic.Int64.Store.
func (x *Int64) Store(val int64) {
	if sched.Active() {
		storeInt64((*int64)(unsafe.Pointer(x)), val)
		return
	}
	atomic.StoreInt64((*int64)(unsafe.Pointer(x)), val)
}

// Swap is atomic.Int64.Swap.
func (x *Int64) Swap(new int64) (old int64) {
	if sched.Active() {
		return swapInt64((*int64)(unsafe.Pointer(x)), new)
	}
	return atomic.SwapInt64((*int64)(unsafe.Pointer(x)), new)
}

// CompareAndSwap is atomic.Int64.CompareAndSwap.
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool) {
	if sched.Active() {
		return compareAndSwapInt64((*int64)(unsafe.Pointer(x)), old, new)
	}
	return atomic.CompareAndSwapInt64((*int64)(unsafe.Pointer(x)), old, new)
}

// Add is atomic.Int64.Add.
func (x *Int64) Add(delta int64) (new int64) {
	if sched.Active() {
		return addInt64((*int64)(unsafe.Pointer(x)), delta)
	}
	return atomic.AddInt64((*int64)(unsafe.Pointer(x)), delta)
}

// And is atomic.Int64.And.
func (x *Int64) And(mask int64) (old int64) {
	if sched.Active() {
		return andInt64((*int64)(unsafe.Pointer(x)), mask)
	}
	return atomic.AndInt64((*int64)(unsafe.Pointer(x)), mask)
}

// Or is atomic.Int64.Or.
func (x *Int64) Or(mask int64) (old int64) {
	if sched.Active() {
		return orInt64((*int64)(unsafe.Pointer(x)), mask)
	}
	return atomic.OrInt64((*int64)(unsafe.Pointer(x)), mask)
}

// LoadInt64 is atomic.LoadInt64.
func LoadInt64(addr *int64) (val int64) {
	if sched.Active() {
		return loadInt64(addr)
	}
	return atomic.LoadInt64(addr)
}

// StoreInt64 is atomic.StoreInt64.
func StoreInt64(addr *int64, val int64) {
	if sched.Active() {
		storeInt64(addr, val)
		return
	}
	atomic.StoreInt64(addr, val)
}

// SwapInt64 is atomic.SwapInt64.
func SwapInt64(addr *int64, new int64) (old int64) {
	if sched.Active() {
		return swapInt64(addr, new)
	}
	return atomic.SwapInt64(addr, new)
}

// CompareAndSwapInt64 is atomic.CompareAndSwapInt64.
func CompareAndSwapInt64(addr *int64, old, new int64) (swapped bool) {
	if sched.Active() {
		return compareAndSwapInt64(addr, old, new)
	}
	return atomic.CompareAndSwapInt64(addr, old, new)
}

// AddInt64 is atomic.AddInt64.
func AddInt64(addr *int64, delta int64) (new int64) {
	if sched.Active() {
		return addInt64(addr, delta)
	}
	return atomic.AddInt64(addr, delta)
}

// AndInt64 is atomic.AndInt64.
func AndInt64(addr *int64, mask int64) (old int64) {
	if sched.Active() {
		return andInt64(addr, mask)
	}
	return atomic.AndInt64(addr, mask)
}

// OrInt64 is atomic.OrInt64.
func OrInt64(addr *int64, mask int64) (old int64) {
	if sched.Active() {
		return orInt64(addr, mask)
	}
	return atomic.OrInt64(addr, mask)
}

//go:noinline
func loadInt64(p *int64) int64 {
	t := sched.Current()
	if t == nil {
		return atomic.LoadInt64(p)
	}
	t.Point(sched.KindLoad, unsafe.Pointer(p))
	v := atomic.LoadInt64(p)
	if t.Tracing() {
		t.Result(v)
	}
	return v
}

//go:noinline
func storeInt64(p *int64, v int64) {
	store(p, v, atomic.StoreInt64)
}

//go:noinline
func swapInt64(p *int64, v int64) int64 {
	return modify(sched.KindSwap, p, v, atomic.SwapInt64)
}

//go:noinline
func compareAndSwapInt64(p *int64, old, new int64) bool {
	t := sched.Current()
	if t == nil {
		return swappedByForeigner(unsafe.Pointer(p), atomic.CompareAndSwapInt64(p, old, new))
	}
	t.Point(sched.KindCAS, unsafe.Pointer(p))
	return swapped(t, atomic.CompareAndSwapInt64(p, old, new))
}

//go:noinline
func addInt64(p *int64, v int64) int64 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AddInt64)
}

//go:noinline
func andInt64(p *int64, v int64) int64 {
	return modify(sched.KindAtomicAdd, p, v, atomic.AndInt64)
}

//go:noinline
func orInt64(p *int64, v int64) int64 {
	return modify(sched.KindAtomicAdd, p, v, atomic.OrInt64)
}
