package linked

import (
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/randv2"
)

func task() *sched.Task {
	if sched.Active() {
		return sched.Current()
	}
	return nil
}

// Uint32 is runtime.fastrand or runtime.cheaprand.
func Uint32(native func() uint32) uint32 {
	if task() != nil {
		return rand.Uint32()
	}
	return native()
}

// Uint32n is runtime.fastrandn, runtime.cheaprandn or runtime.randn.
func Uint32n(native func(uint32) uint32, n uint32) uint32 {
	if task() == nil {
		return native(n)
	}
	if n == 0 {
		return 0
	}
	return rand.Uint32N(n)
}

// Uint64 is runtime.rand or runtime.fastrand64.
func Uint64(native func() uint64) uint64 {
	if task() != nil {
		return rand.Uint64()
	}
	return native()
}

// Int64 is runtime.cheaprand64.
func Int64(native func() int64) int64 {
	if task() != nil {
		return int64(rand.Uint64())
	}
	return native()
}
