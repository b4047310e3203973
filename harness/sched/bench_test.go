package sched_test

import (
	"iter"
	"slices"
	"testing"
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// BenchmarkYield measures one yield point: "stay" never switches, "switch" always does. "round trip" is what a change of goroutines and back costs by
// itself on the machine, next to nothing being done between: no scheduler that asks a driver who is next can change tasks in less.
func BenchmarkYield(b *testing.B) {
	const points = 1000
	var x int
	obj := unsafe.Pointer(&x)
	body := func() {
		for range 2 {
			sched.Current().Go(func() {
				for range points {
					sched.Current().Point(sched.KindStore, obj)
				}
			})
		}
	}
	for _, bench := range []struct {
		name     string
		strategy sched.Strategy
	}{
		{"stay", &sched.Replay{}},
		{"stay-random", &sched.Sticky{Stay: 1 << 30}},
		{"switch", &alternate{}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			s := sched.New()
			defer s.Close()
			var steps int
			for b.Loop() {
				res, _ := s.Run(1, sched.Config{Strategy: bench.strategy}, body)
				steps += res.Steps
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps), "ns/step")
		})
	}
	b.Run("round trip", func(b *testing.B) {
		next, stop := iter.Pull(func(yield func(struct{}) bool) {
			for yield(struct{}{}) {
			}
		})
		defer stop()
		for b.Loop() {
			next()
		}
	})
}

// alternate leaves the current task at every yield point.
type alternate struct{ sched.Random }

func (*alternate) Next(ready []*sched.Task, current *sched.Task) *sched.Task {
	for _, t := range ready {
		if t != current {
			return t
		}
	}
	return ready[0]
}

// BenchmarkExhaustive measures what the bookkeeping of an exploration costs: an execution of one beside an execution of a random walk of the same
// program. They take turns of a few executions, and the turn in the middle counts: some are slowed by what else goes on in the machine.
func BenchmarkExhaustive(b *testing.B) {
	for _, bench := range []struct {
		name string
		body func()
	}{{"queue", lockQueue(3, 3)}, {"counter", casCounter(2, 3)}} {
		b.Run(bench.name, func(b *testing.B) {
			s := sched.New()
			defer s.Close()
			exhaustive, random := &sched.Exhaustive{}, &sched.Random{}
			var explored, walked []time.Duration // by turn, for one execution
			walks := uint64(0)
			for b.Loop() {
				exhaustive.Forget()
				for more := true; more; {
					n, start := time.Duration(0), time.Now()
					for n < 20 && more {
						if _, more = s.Run(0, sched.Config{Strategy: exhaustive}, bench.body); more {
							n++
						}
					}
					if n == 0 {
						break
					}
					explored = append(explored, time.Since(start)/n)
					start = time.Now()
					for range n {
						walks++
						s.Run(walks, sched.Config{Strategy: random}, bench.body)
					}
					walked = append(walked, time.Since(start)/n)
				}
			}
			slices.Sort(explored)
			slices.Sort(walked)
			e, w := explored[len(explored)/2], walked[len(walked)/2]
			b.ReportMetric(float64(e)/float64(w), "x-of-random-walk")
			b.ReportMetric(float64(e), "ns/explored")
			b.ReportMetric(float64(w), "ns/walked")
		})
	}
}
