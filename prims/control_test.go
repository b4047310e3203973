package prims_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/harness/sched"
)

func TestMain(m *testing.M) { harness.Main(m) }

func TestQueueReachesAllLockOrders(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some hundred thousand executions")
	}
	s := sched.New()
	defer s.Close()
	var q queue
	orders := map[string]bool{}
	for seed := uint64(0); len(orders) < 1680 && seed < 1_000_000; seed++ {
		res, _ := s.Run(seed, sched.Config{Strategy: &sched.Random{}}, q.run)
		if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
			t.Fatalf("seed %d: ended %v, stuck %v", seed, res.Ending, res.Stuck)
		}
		orders[string(q.order)] = true
	}
	if len(orders) != 1680 {
		t.Errorf("%d lock orders seen, want 1,680", len(orders))
	}
}

func TestCounterIsExact(t *testing.T) {
	s := sched.New()
	defer s.Close()
	var c counter
	for seed := range uint64(2000) {
		res, _ := s.Run(seed, sched.Config{Strategy: &sched.Random{}}, c.run)
		if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 || c.n.Load() != 9 {
			t.Fatalf("seed %d: ended %v, counted %d", seed, res.Ending, c.n.Load())
		}
	}
}

// BenchmarkControlled measures controlled executions of rewritten code, a uniform random walk on one core, with nothing
// remembered from one execution to the next.
func BenchmarkControlled(b *testing.B) {
	var q queue
	var c counter
	for _, bench := range []struct {
		name string
		body func()
	}{{"queue", q.run}, {"counter", c.run}} {
		b.Run(bench.name, func(b *testing.B) {
			if sched.Stamp() == "" {
				b.Fatal("not under control")
			}
			s := sched.New()
			defer s.Close()
			strategy := &sched.Random{}
			var seed uint64
			steps := 0
			for b.Loop() {
				seed++
				res, _ := s.Run(seed, sched.Config{Strategy: strategy}, bench.body)
				steps += res.Steps
			}
			b.ReportMetric(float64(seed)/b.Elapsed().Seconds(), "executions/s")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps), "ns/step")
		})
	}
}
