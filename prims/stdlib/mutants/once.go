// Package mutants holds what people write by hand in place of the standard library's primitives, and get
// wrong. Package [mutant] says what mutants are for.
package mutants

import (
	"sync"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/stdlib"
)

// Once is one row of the table of things that should run once. Its constructor returns a job that such a
// thing has run.
type Once = mutant.Mutant[func() *stdlib.Job]

// Onces returns the mutants of sync.Once.
func Onces() []Once {
	return []Once{
		{
			Name:    "early-done",
			Mistake: "the first caller is found by a compare-and-swap, and the others go on while its function runs",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a caller that runs the function, and one that comes meanwhile"),
			New:     func() *stdlib.Job { return stdlib.NewJob(earlyDone) },
		},
		{
			Name:    "unlocked-look",
			Mistake: "a flag says that the function has run, and is set after it: two callers find it clear",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two callers that both find the flag clear"),
			New:     func() *stdlib.Job { return stdlib.NewJob(unlockedLook) },
		},
		{
			Name:    "single-check",
			Mistake: "the flag is looked at before the lock is taken, and not again with the lock",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two callers that both find the flag clear, and run the function one after the other"),
			New:     func() *stdlib.Job { return stdlib.NewJob(singleCheck) },
		},
	}
}

// earlyDone is the implementation that the documentation of sync.Once warns of: the one who wins the
// compare-and-swap runs the function, and the others return at once, while it runs.
func earlyDone(run func()) func() {
	var done atomic.Bool
	return func() {
		if done.CompareAndSwap(false, true) {
			run()
		}
	}
}

// unlockedLook knows that, and sets the flag when the function has run. But nothing keeps a second caller
// from running it as well.
func unlockedLook(run func()) func() {
	var done atomic.Bool
	return func() {
		if !done.Load() {
			run()
			done.Store(true)
		}
	}
}

// singleCheck has a lock, so that the function is never run twice at once, and looks at the flag before it
// takes the lock, which is fast. Who waited for the lock does not look again.
func singleCheck(run func()) func() {
	var mu sync.Mutex
	var done atomic.Bool
	return func() {
		if done.Load() {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		run()
		done.Store(true)
	}
}
