package time_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/harness/shim/time"
)

// strategies are all that choose who is next, with how many executions each makes here.
func strategies() map[string]sched.Strategy {
	return map[string]sched.Strategy{
		"default": &sched.Bounded{}, "one preemption": &sched.Bounded{Preemptions: 1}, "random": &sched.Random{}, "sticky": &sched.Sticky{Stay: 8},
		"pct": &sched.PCT{Depth: 3}, "pos": &sched.POS{}, "urw": &sched.URW{}, "surw": &sched.SURW{}, "reads-from": &sched.ReadsFrom{},
	}
}

// sleepy are tests as people write them: they sleep long enough for others. Each returns what went wrong.
var sleepy = map[string]shimtest.Program{
	"worker": func() func() string {
		done := 0
		jobs := make(chan int, 5)
		shim.Go(func() {
			for range 5 {
				shim.From(jobs).Recv()
				time.Sleep(5 * time.Millisecond)
				done++
			}
		})
		for range 5 {
			shim.To(jobs).Send(1)
		}
		time.Sleep(100 * time.Millisecond)
		return expect(done == 5, "%d of 5 jobs are done", &done)
	},
	"worker beside a ticker": func() func() string {
		done := 0
		shim.Go(func() {
			for range 10 {
				time.Sleep(time.Millisecond)
				done++
			}
		})
		tick := time.NewTicker(3 * time.Millisecond)
		shim.Go(func() {
			for {
				shim.From(tick.C).Recv()
			}
		})
		time.Sleep(50 * time.Millisecond)
		ok := expect(done == 10, "%d of 10 steps are done", &done)
		tick.Stop()
		return ok
	},
	"two sleepers": func() func() string {
		var mu sync.Mutex
		order := 0
		shim.Go(func() { time.Sleep(60 * time.Millisecond); mu.Lock(); order = order*10 + 2; mu.Unlock() })
		shim.Go(func() { time.Sleep(30 * time.Millisecond); mu.Lock(); order = order*10 + 1; mu.Unlock() })
		time.Sleep(100 * time.Millisecond)
		return expect(order == 12, "the order is %d", &order)
	},
	"time-out far off": func() func() string {
		answered := 0
		c := make(chan int)
		shim.Go(func() { time.Sleep(20 * time.Millisecond); shim.To(c).Send(1) })
		timer := time.NewTimer(time.Second)
		r, x := shim.From(c), shim.From(timer.C)
		if shim.Select(func(i int, op shim.Op) shim.Result {
			if i == 0 {
				return r.Do(op)
			}
			return x.Do(op)
		}, false, r.Key(), x.Key()) == 0 {
			answered = 1
		}
		return expect(answered == 1, "answered: %d", &answered)
	},
	"expiry": func() func() string {
		var mu sync.Mutex
		expired := 0
		time.AfterFunc(50*time.Millisecond, func() { mu.Lock(); expired++; mu.Unlock() })
		time.Sleep(30 * time.Millisecond)
		mu.Lock()
		early := expired
		mu.Unlock()
		time.Sleep(50 * time.Millisecond)
		mu.Lock()
		late := expired
		mu.Unlock()
		both := 10*early + late
		return expect(both == 1, "expired early and late: %02d", &both)
	},
	"polling": func() func() string {
		var mu sync.Mutex
		ready, rounds := false, 0
		shim.Go(func() { time.Sleep(10 * time.Millisecond); mu.Lock(); ready = true; mu.Unlock() })
		for deadline := time.Now().Add(100 * time.Millisecond); time.Now().Before(deadline); rounds++ {
			mu.Lock()
			ok := ready
			mu.Unlock()
			if ok {
				return expect(true, "", &rounds)
			}
			time.Sleep(5 * time.Millisecond)
		}
		return expect(false, "not ready after %d rounds", &rounds)
	},
}

func expect(ok bool, format string, n *int) func() string {
	text := fmt.Sprintf(format, *n)
	return func() string {
		if ok {
			return ""
		}
		return text
	}
}

// TestSleepyTests runs tests that sleep long enough: they hold whatever the strategy.
func TestSleepyTests(t *testing.T) {
	for name, program := range sleepy {
		for strategy, s := range strategies() {
			t.Run(name+"/"+strategy, func(t *testing.T) {
				shimtest.Explore(t, s, 500, program, func(outcome string, res sched.Result) {
					if text, _, _ := strings.Cut(outcome, "stuck"); text != "" { // a ticker's goroutine stays
						t.Fatalf("%s, after %v of virtual time", outcome, time.Duration(res.Now))
					}
				})
			})
		}
	}
}

// TestCallbackOvertakesStop finds the callback that runs although the timer is being stopped, under each strategy that leaves the default order.
func TestCallbackOvertakesStop(t *testing.T) {
	program := func() func() string {
		var mu sync.Mutex
		closed, late := false, false
		timer := time.AfterFunc(5*time.Millisecond, func() {
			mu.Lock()
			late = closed
			mu.Unlock()
		})
		time.Sleep(4 * time.Millisecond)
		timer.Stop()
		mu.Lock()
		closed = true
		mu.Unlock()
		return func() string {
			if late {
				return "late"
			}
			return ""
		}
	}
	for name, s := range strategies() {
		if name == "default" {
			continue
		}
		found := 0
		shimtest.Explore(t, s, 1000, program, func(outcome string, _ sched.Result) {
			if outcome == "late" {
				found++
			}
		})
		if found == 0 {
			t.Errorf("%s: not found in 1000 executions", name)
		}
	}
}
