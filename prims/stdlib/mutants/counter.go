package mutants

import (
	"runtime"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/mutant"
)

// Counting is what can be asked of a counter.
type Counting interface {
	Inc()
	IncRet() int
	Load() int
}

// Counter is one row of the table of counters.
type Counter = mutant.Mutant[func() Counting]

// Counters returns the mutants of an atomic counter.
func Counters() []Counter {
	return []Counter{
		{
			Name:    "racy",
			Mistake: "counter++ without a lock: a data race, in which updates are lost as well",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two callers that both read 0"),
			New:     func() Counting { return new(racyCounter) },
		},
		{
			Name:    "load-then-store",
			Mistake: "the value is read and written atomically, each, so that there is no data race, and updates are lost all the same",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two callers that both read 0"),
			New:     func() Counting { return new(tornCounter) },
		},
	}
}

// racyCounter is the counter of the tutorials: a read, a pause as any program makes between two steps, and a
// write. It is the one mutant with data races, there to show what is said of them.
type racyCounter struct{ n int }

func (c *racyCounter) Inc() { c.IncRet() }

func (c *racyCounter) IncRet() int {
	n := c.n
	runtime.Gosched()
	c.n = n + 1
	return n + 1
}

func (c *racyCounter) Load() int { return c.n }

// tornCounter keeps the race detector quiet.
type tornCounter struct{ n atomic.Int64 }

func (c *tornCounter) Inc() { c.IncRet() }

func (c *tornCounter) IncRet() int {
	n := c.n.Load()
	c.n.Store(n + 1)
	return int(n + 1)
}

func (c *tornCounter) Load() int { return int(c.n.Load()) }
