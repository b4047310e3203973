package sched_test

import (
	"fmt"
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// patient are programs that wait by turning in a loop, and end.
var patient = map[string]func(){
	"spins on an atomic": func() {
		var set atomic.Bool
		shim.Go(func() {
			for !set.Load() {
			}
		})
		shim.Go(func() { set.Store(true) })
	},
	"spins and yields": func() {
		var set atomic.Bool
		shim.Go(func() { set.Store(true) })
		for !set.Load() {
			shim.Gosched()
		}
	},
	"polls under a lock": func() {
		var mu sync.Mutex
		done := false
		shim.Go(func() {
			mu.Lock()
			done = true
			mu.Unlock()
		})
		for {
			mu.Lock()
			d := done
			mu.Unlock()
			if d {
				return
			}
		}
	},
	"takes turns by an atomic": func() {
		var turn atomic.Int64
		for me := range int64(2) {
			shim.Go(func() {
				for range 2 {
					for turn.Load() != me {
					}
					turn.Store(1 - me)
				}
			})
		}
	},
	"fails to swap until it may": func() {
		var held atomic.Bool
		for range 2 {
			shim.Go(func() {
				for !held.CompareAndSwap(false, true) {
				}
				held.Store(false)
			})
		}
	},
}

// everyStrategy returns one of each, fresh.
func everyStrategy() []sched.Strategy {
	return []sched.Strategy{
		&sched.Replay{}, &sched.Random{}, &sched.Sticky{Stay: 3}, &sched.Sticky{Stay: 1 << 30}, &sched.PCT{Depth: 3}, &sched.POS{}, &sched.URW{},
		&sched.SURW{}, &sched.ReadsFrom{}, &sched.Bounded{Preemptions: 1}, &sched.Exhaustive{},
	}
}

// TestWhoWaitsByTurningComesToAnEnd runs each program under each strategy, up to its end for those that have one.
func TestWhoWaitsByTurningComesToAnEnd(t *testing.T) {
	for name, body := range patient {
		for _, s := range everyStrategy() {
			t.Run(fmt.Sprintf("%s/%T", name, s), func(t *testing.T) {
				sch := sched.New()
				defer sch.Close()
				for seed := range uint64(60) {
					res, more := sch.Run(seed, sched.Config{Strategy: s}, body)
					if !more {
						break
					}
					if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
						t.Fatalf("seed %d: ending %v, %d stuck, %d steps", seed, res.Ending, len(res.Stuck), res.Steps)
					}
				}
			})
		}
	}
}

// starving always takes the task with the largest number, whatever the others wait for.
type starving struct{ sched.Random }

func (*starving) Next(ready []*sched.Task, _ *sched.Task) *sched.Task {
	last := ready[0]
	for _, t := range ready {
		if t.ID() > last.ID() {
			last = t
		}
	}
	return last
}

// TestALongExecutionBecomesFair has a task work in a loop, writing in each round, until another one has made a step that the strategy never lets it make: no loop that
// only reads, so nothing but fairness ends it.
func TestALongExecutionBecomesFair(t *testing.T) {
	body := func() {
		var stop atomic.Bool
		var rounds atomic.Int64
		shim.Go(func() { stop.Store(true) })
		shim.Go(func() {
			for !stop.Load() {
				rounds.Add(1)
			}
		})
	}
	for name, s := range map[string]sched.Strategy{"starving": &starving{}, "exhaustive": &sched.Exhaustive{}, "sticky": &sched.Sticky{Stay: 1 << 30}} {
		t.Run(name, func(t *testing.T) {
			sch := sched.New()
			defer sch.Close()
			res, _ := sch.Run(1, sched.Config{Strategy: s, FairAfter: 500}, body)
			if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
				t.Errorf("ending %v, %d stuck, %d steps", res.Ending, len(res.Stuck), res.Steps)
			}
		})
	}
}

// TestAStepBoundIsNoVerdict gives up a healthy run that is longer than allowed, and calls it neither stuck nor a livelock.
func TestAStepBoundIsNoVerdict(t *testing.T) {
	sch := sched.New()
	defer sch.Close()
	var n atomic.Int64
	res, _ := sch.Run(1, sched.Config{Strategy: &sched.URW{}, MaxSteps: 1000}, func() {
		for range 10_000 {
			n.Add(1)
		}
	})
	if res.Ending != sched.EndStepLimit {
		t.Errorf("ending %v", res.Ending)
	}
}
