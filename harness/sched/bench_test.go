package sched_test

import (
	"iter"
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
// program. The two take turns, and the fastest turn of each counts, since others may be at work on the machine.
func BenchmarkExhaustive(b *testing.B) {
	for _, bench := range []struct {
		name string
		body func()
	}{{"queue", lockQueue(3, 3)}, {"counter", casCounter(2, 3)}} {
		b.Run(bench.name, func(b *testing.B) {
			explored, walked := time.Duration(1<<62), time.Duration(1<<62)
			executions := 0
			for b.Loop() {
				start := time.Now()
				classes, redundant := exhaust(b, bench.body)
				explored = min(explored, time.Since(start))
				executions = classes + redundant
				start = time.Now()
				walk(b, executions, bench.body)
				walked = min(walked, time.Since(start))
			}
			b.ReportMetric(float64(explored)/float64(walked), "x-of-random-walk")
			b.ReportMetric(float64(explored.Nanoseconds())/float64(executions), "ns/explored")
			b.ReportMetric(float64(walked.Nanoseconds())/float64(executions), "ns/walked")
		})
	}
}

// walk makes executions of a program by a random walk.
func walk(b *testing.B, executions int, body func()) {
	s := sched.New()
	defer s.Close()
	strategy := &sched.Random{}
	for seed := range executions {
		if res, _ := s.Run(uint64(seed), sched.Config{Strategy: strategy}, body); res.Ending != sched.EndQuiet {
			b.Fatal(res.Ending)
		}
	}
}
