package atomic

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Int64 is atomic.Int64.
type Int64 atomic.Int64

func (x *Int64) real() *atomic.Int64 { return (*atomic.Int64)(x) }

func (x *Int64) word() *int64 { return (*int64)(unsafe.Pointer(x)) }

// Load is atomic.Int64.Load.
func (x *Int64) Load() int64 {
	if sched.Active() {
		return loadInt64(x.word())
	}
	return x.real().Load()
}

// Store is atomic.Int64.Store.
func (x *Int64) Store(val int64) {
	if sched.Active() {
		storeInt64(x.word(), val)
		return
	}
	x.real().Store(val)
}

// Swap is atomic.Int64.Swap.
func (x *Int64) Swap(new int64) (old int64) {
	if sched.Active() {
		return swapInt64(x.word(), new)
	}
	return x.real().Swap(new)
}

// CompareAndSwap is atomic.Int64.CompareAndSwap.
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool) {
	if sched.Active() {
		return compareAndSwapInt64(x.word(), old, new)
	}
	return x.real().CompareAndSwap(old, new)
}

// Add is atomic.Int64.Add.
func (x *Int64) Add(delta int64) (new int64) {
	if sched.Active() {
		return addInt64(x.word(), delta)
	}
	return x.real().Add(delta)
}

// And is atomic.Int64.And.
func (x *Int64) And(mask int64) (old int64) {
	if sched.Active() {
		return andInt64(x.word(), mask)
	}
	return x.real().And(mask)
}

// Or is atomic.Int64.Or.
func (x *Int64) Or(mask int64) (old int64) {
	if sched.Active() {
		return orInt64(x.word(), mask)
	}
	return x.real().Or(mask)
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
	return load(p, atomic.LoadInt64)
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
	return compareAndSwap(p, old, new, atomic.CompareAndSwapInt64)
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
