package sched_test

import (
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
)

// TestWhoIsServedByTimersIsAlive ends executions in which tasks are left that timers go on waking, and tasks that nobody will ever wake.
func TestWhoIsServedByTimersIsAlive(t *testing.T) {
	forever := func() {
		sched.Current().Block(sched.KindRecv, unsafe.Pointer(new(int)))
	}
	serve := func(every sched.Duration, tell func()) {
		self, ticks := sched.Current(), unsafe.Pointer(new(int))
		var ticker *sched.Timer
		ticker = self.AfterFunc(every, func() {
			ticker.Reset(every)
			self.Run().WakeAll(ticks)
		}).Feed(ticks)
		for {
			self.Block(sched.KindRecv, ticks)
			tell()
		}
	}
	for name, test := range map[string]struct {
		tasks []func()
		alive []bool
	}{
		"nobody wakes it":            {[]func(){forever}, []bool{false}},
		"a ticker does":              {[]func(){func() { serve(1_000, func() {}) }}, []bool{true}},
		"a slow one and a quick one": {[]func(){func() { serve(1, func() {}) }, func() { serve(1_000_000, func() {}) }, forever}, []bool{true, true, false}},
		"it sleeps again and again": {[]func(){func() {
			for {
				sleep(1_000)
			}
		}}, []bool{true}},
		"one that is served tells another": func() (test struct {
			tasks []func()
			alive []bool
		}) {
			told := unsafe.Pointer(new(int))
			listen := func() {
				for {
					sched.Current().Block(sched.KindRecv, told)
				}
			}
			test.tasks = []func(){listen, func() { serve(1_000, func() { sched.Current().WakeAll(told) }) }}
			test.alive = []bool{true, true}
			return test
		}(),
		"it slept once": {[]func(){func() { sleep(5); forever() }}, []bool{false}},
	} {
		t.Run(name, func(t *testing.T) {
			s := sched.New()
			defer s.Close()
			drained := false
			cfg := sched.Config{Strategy: &sched.Random{}, OnQuiescence: func(r *sched.Run) bool {
				r.Drain()
				first := !drained
				drained = true
				return first
			}}
			res, _ := s.Run(1, cfg, func() {
				for _, f := range test.tasks {
					sched.Current().Go(f)
				}
			})
			var alive []bool
			for _, stuck := range res.Stuck {
				alive = append(alive, stuck.Alive)
			}
			if d := cmp.Diff(test.alive, alive); d != "" || res.Ending != sched.EndQuiet {
				t.Errorf("ended %v, alive (-want +got):\n%s", res.Ending, d)
			}
		})
	}
}

// TestWaitingInVain has one task sleep again and again while the one that matters waits: for ever, which is found out when the time is over, or for a timer
// that is due later than that.
func TestWaitingInVain(t *testing.T) {
	const vain = 5_000_000
	sleeper := func() {
		for {
			sleep(1_000)
		}
	}
	for name, test := range map[string]struct {
		body  func()
		stuck int
	}{
		"for ever":    {func() { sched.Current().Block(sched.KindRecv, unsafe.Pointer(new(int))) }, 2},
		"for a timer": {func() { sleep(3 * vain) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := sched.New()
			defer s.Close()
			cfg := sched.Config{Strategy: &sched.Random{}, Vain: vain, OnQuiescence: func(*sched.Run) bool { return false }}
			res, _ := s.Run(1, cfg, func() {
				sched.Current().Go(sleeper)
				test.body()
			})
			if res.Ending != sched.EndQuiet || len(res.Stuck) != test.stuck || res.Now < vain {
				t.Fatalf("ended %v at %d with %d tasks left, want %d", res.Ending, res.Now, len(res.Stuck), test.stuck)
			}
			if last := res.Stuck[len(res.Stuck)-1]; !last.Alive && test.stuck == 2 {
				t.Error("the task that sleeps again and again counts as stuck")
			}
		})
	}
}
