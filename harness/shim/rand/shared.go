package rand

import (
	"math/rand"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// shared is the source of all tasks since Seed was called. Natively it stands behind a lock, so that to the race detector who draws comes after whoever
// drew before.
type shared struct{ rand.Source64 }

func newShared(seed int64) *shared { return &shared{rand.NewSource(seed).(rand.Source64)} }

// Int63 implements math/rand.Source.
func (s *shared) Int63() int64 {
	edge.Acquire(unsafe.Pointer(s))
	defer edge.Merge(unsafe.Pointer(s))
	return s.Source64.Int63()
}

// Uint64 implements math/rand.Source64.
func (s *shared) Uint64() uint64 {
	edge.Acquire(unsafe.Pointer(s))
	defer edge.Merge(unsafe.Pointer(s))
	return s.Source64.Uint64()
}
