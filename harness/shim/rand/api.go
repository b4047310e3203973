package rand

import (
	"math/rand"

	"github.com/tenter-go/tenter/harness/sched"
)

// The standard types.
type (
	Rand     = rand.Rand
	Source   = rand.Source
	Source64 = rand.Source64
	Zipf     = rand.Zipf
)

// New is math/rand.New.
func New(src Source) *Rand { return rand.New(src) }

// NewSource is math/rand.NewSource.
func NewSource(seed int64) Source { return rand.NewSource(seed) }

// NewZipf is math/rand.NewZipf.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf { return rand.NewZipf(r, s, v, imax) }

// Read is math/rand.Read.
func Read(p []byte) (n int, err error) {
	if r := current(); r != nil {
		return r.Read(p)
	}
	//lint:ignore SA1019 it is what the caller asks for
	return rand.Read(p)
}

// Seed is math/rand.Seed. Called by a task, it gives all tasks of the execution one generator, as it does natively.
func Seed(seed int64) {
	if t := task(); t != nil {
		streamsOf(t).shared = rand.New(newShared(seed))
		return
	}
	//lint:ignore SA1019 it is what the caller asks for
	rand.Seed(seed)
}

func task() *sched.Task {
	if sched.Active() {
		return sched.Current()
	}
	return nil
}
