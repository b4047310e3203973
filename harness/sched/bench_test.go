package sched_test

import (
	"testing"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// BenchmarkYield measures one yield point: "stay" never switches, "switch" always does.
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
