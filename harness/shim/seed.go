package shim

import (
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// seedAt stands for the seed of an execution among what is kept about objects.
var seedAt = unsafe.Pointer(new(int))

// seeds is how many seeds there are to choose from.
const seeds = 1 << 16

// Seed returns the number from which everything random in t's execution is derived. It is chosen by the strategy when it is first asked for, so
// that it belongs to the schedule and is repeated with it.
func Seed(t *sched.Task) uint64 {
	if seed, ok := t.Attached(seedAt).(uint64); ok {
		return seed
	}
	seed := uint64(t.Choose(seeds))
	t.Attach(seedAt, seed)
	return seed
}
