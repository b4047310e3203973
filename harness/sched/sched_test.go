package sched_test

import (
	"runtime"
	"slices"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
)

// word is a shared variable whose accesses are yield points.
type word struct{ v int }

func (w *word) load() int {
	sched.Current().Point(sched.KindLoad, unsafe.Pointer(w))
	return w.v
}

func (w *word) store(v int) {
	sched.Current().Point(sched.KindStore, unsafe.Pointer(w))
	w.v = v
}

// lock is a mutex as the shims make it: a real flag, virtual waiting.
type lock struct{ held bool }

func (l *lock) lock() {
	t, p := sched.Current(), unsafe.Pointer(l)
	if l.held {
		t.Block(sched.KindLock, p)
	} else {
		t.Point(sched.KindLock, p)
	}
	for l.held {
		t.Block(sched.KindLock, p)
	}
	l.held = true
	t.Took(p, true)
}

func (l *lock) unlock() {
	t, p := sched.Current(), unsafe.Pointer(l)
	t.Point(sched.KindUnlock, p)
	l.held = false
	t.WakeAll(p)
}

// explore runs body under s until s has nothing left, and hands each execution's result to each.
func explore(t *testing.T, s sched.Strategy, body func(), each func(sched.Result)) int {
	t.Helper()
	sch := sched.New()
	defer sch.Close()
	for n := 0; ; n++ {
		res, ok := sch.Run(uint64(n), sched.Config{Strategy: s}, body)
		if !ok {
			return n
		}
		if n > 1_000_000 {
			t.Fatal("no end to the exploration")
		}
		each(res)
	}
}

func TestBoundedFindsEveryOutcome(t *testing.T) {
	for _, test := range []struct {
		preemptions int
		want        []int
	}{
		{0, []int{2}},
		{1, []int{1, 2}},
		{9, []int{1, 2}},
	} {
		var w word
		body := func() {
			w.v = 0
			for range 2 {
				sched.Current().Go(func() { w.store(w.load() + 1) })
			}
		}
		seen := map[int]bool{}
		explore(t, &sched.Bounded{Preemptions: test.preemptions}, body, func(sched.Result) { seen[w.v] = true })
		var got []int
		for v := range seen {
			got = append(got, v)
		}
		slices.Sort(got)
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("at most %d preemptions (-want +got):\n%s", test.preemptions, d)
		}
	}
}

func TestHeldLockDisables(t *testing.T) {
	// Trying a held lock is no step, so three tasks that lock once have 3! executions and no more.
	var l lock
	var order string
	body := func() {
		l.held, order = false, ""
		for _, name := range []string{"a", "b", "c"} {
			sched.Current().Go(func() { l.lock(); order += name; l.unlock() })
		}
	}
	orders := map[string]bool{}
	n := explore(t, &sched.Bounded{Preemptions: 0}, body, func(r sched.Result) {
		if r.Ending != sched.EndQuiet || len(r.Stuck) != 0 {
			t.Errorf("ending %v, stuck %v", r.Ending, r.Stuck)
		}
		orders[order] = true
	})
	if n != 6 || len(orders) != 6 {
		t.Errorf("%d executions with %d orders, want 6 of each", n, len(orders))
	}
}

// TestBoundedByDecisions has two tasks that offer their turns, which costs no preemption: the schedules with one decision are few all the same. With enough
// of them there is nothing that is left out.
func TestBoundedByDecisions(t *testing.T) {
	body := func() {
		for range 2 {
			sched.Current().Go(func() {
				for range 4 {
					sched.Current().Point(sched.KindGosched, nil)
				}
			})
		}
	}
	all := map[uint64]int{} // how many decisions each execution takes
	explore(t, &sched.Bounded{Preemptions: 99}, body, func(r sched.Result) { all[r.Sum] = len(r.Decisions) })
	for most := 1; most <= 12; most++ {
		want := 0
		for _, n := range all {
			if n <= most {
				want++
			}
		}
		seen := map[uint64]bool{}
		n := explore(t, &sched.Bounded{Preemptions: 99, Decisions: most}, body, func(r sched.Result) {
			seen[r.Sum] = true
			if len(r.Decisions) > most {
				t.Errorf("%d decisions, want at most %d", len(r.Decisions), most)
			}
		})
		if n != want || len(seen) != want {
			t.Errorf("at most %d decisions: %d executions, %d distinct, want %d of %d", most, n, len(seen), want, len(all))
		}
	}
}

func TestDeadlockIsProven(t *testing.T) {
	var a, b lock
	body := func() {
		a.held, b.held = false, false
		sched.Current().Go(func() { a.lock(); b.lock(); b.unlock(); a.unlock() })
		sched.Current().Go(func() { b.lock(); a.lock(); a.unlock(); b.unlock() })
	}
	deadlocks := 0
	n := explore(t, &sched.Bounded{Preemptions: 1}, body, func(r sched.Result) {
		if len(r.Stuck) > 0 {
			deadlocks++
			if len(r.Stuck) != 2 || r.Stuck[0].Kind != sched.KindLock {
				t.Errorf("stuck: %+v", r.Stuck)
			}
		}
	})
	if deadlocks == 0 {
		t.Errorf("no deadlock in %d executions", n)
	}
}

func TestReplayRepeats(t *testing.T) {
	var w word
	var l lock
	body := func() {
		w.v, l.held = 0, false
		for range 3 {
			sched.Current().Go(func() {
				for range 3 {
					l.lock()
					w.store(w.load() + 1)
					l.unlock()
					w.load()
				}
			})
		}
	}
	sch := sched.New()
	defer sch.Close()
	for seed := range uint64(500) {
		for _, s := range []sched.Strategy{&sched.Random{}, &sched.PCT{Depth: 3}, &sched.Sticky{Stay: 10}} {
			res, _ := sch.Run(seed, sched.Config{Strategy: s}, body)
			schedule := slices.Clone(res.Decisions)
			replay := &sched.Replay{Schedule: schedule}
			again, _ := sch.Run(0, sched.Config{Strategy: replay}, body)
			if again.Sum != res.Sum {
				t.Fatalf("seed %d, %T: replay differs", seed, s)
			}
			if d := cmp.Diff(schedule, again.Decisions); d != "" {
				t.Fatalf("seed %d, %T: decisions (-want +got):\n%s", seed, s, d)
			}
			if bad, unmet := replay.Diverged(); len(bad) != 0 || unmet != 0 {
				t.Fatalf("seed %d, %T: diverged: %v, %d unmet", seed, s, bad, unmet)
			}
		}
	}
}

func TestSpinEnds(t *testing.T) {
	var w word
	body := func() {
		w.v = 0
		sched.Current().Go(func() {
			for w.load() == 0 {
			}
		})
		sched.Current().Go(func() { w.store(1) })
	}
	for _, s := range []sched.Strategy{&sched.Random{}, &sched.PCT{Depth: 3}, &sched.Sticky{Stay: 1 << 30}, &sched.Replay{}} {
		sch := sched.New()
		res, _ := sch.Run(3, sched.Config{Strategy: s}, body)
		if res.Ending != sched.EndQuiet || len(res.Stuck) != 0 {
			t.Errorf("%T: ending %v, stuck %v", s, res.Ending, res.Stuck)
		}
		sch.Close()
	}
}

func TestLivelock(t *testing.T) {
	var w word
	sch := sched.New()
	defer sch.Close()
	res, _ := sch.Run(3, sched.Config{Strategy: &sched.Random{}}, func() {
		for w.load() == 0 {
		}
	})
	if res.Ending != sched.EndLivelock {
		t.Errorf("ending %v", res.Ending)
	}
}

// Each of these is healthy and was once accused: a long walk over objects, a ticker beside a long wait, a background loop that sleeps often.
func TestHealthyProgramsAreNotAccused(t *testing.T) {
	words := make([]word, 10_000)
	for name, body := range map[string]func(){
		"walk": func() {
			for i := range words {
				words[i].load()
			}
		},
		"ticker": func() {
			task, done := sched.Current(), new(int)
			var tick *sched.Timer
			tick = task.AfterFunc(1_000_000, func() { tick.Reset(1_000_000) })
			task.AfterFunc(5_000_000_000, func() { task.Run().WakeAll(unsafe.Pointer(done)); tick.Stop() })
			task.Block(sched.KindSleep, unsafe.Pointer(done))
		},
		"sleeper": func() {
			main, done := sched.Current(), new(int)
			main.Go(func() {
				self, nap := sched.Current(), new(int)
				for range 1_500 {
					self.AfterFunc(1_000_000, func() { self.Run().WakeAll(unsafe.Pointer(nap)) })
					self.Block(sched.KindSleep, unsafe.Pointer(nap))
				}
				self.WakeAll(unsafe.Pointer(done))
			})
			main.Block(sched.KindSleep, unsafe.Pointer(done))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := sched.New()
			defer s.Close()
			res, _ := s.Run(1, sched.Config{Strategy: &sched.Replay{}, Heat: 20, Polls: 5}, body)
			if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
				t.Errorf("ending %v, stuck %+v", res.Ending, res.Stuck)
			}
		})
	}
}

func TestPanicAndGoexit(t *testing.T) {
	sch := sched.New()
	defer sch.Close()
	before := runtime.NumGoroutine()
	for range 3 {
		ended := false
		res, _ := sch.Run(1, sched.Config{Strategy: &sched.Random{}}, func() {
			sched.Current().Go(func() { ended = true })
			runtime.Goexit()
		})
		if !ended || len(res.Stuck) != 0 {
			t.Errorf("after Goexit: other task ended %v, stuck %v", ended, res.Stuck)
		}
		res, _ = sch.Run(1, sched.Config{Strategy: &sched.Replay{}}, func() { panic("no") })
		if res.Ending != sched.EndPanic || res.Panic.Value != "no" {
			t.Errorf("ending %v, panic %v", res.Ending, res.Panic)
		}
	}
	sch.Close()
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines left", n-before)
	}
}

func TestStuckTasksAreUnwound(t *testing.T) {
	sch := sched.New()
	var l lock
	l.held = true
	var order []string
	for range 3 {
		order = nil
		res, _ := sch.Run(1, sched.Config{Strategy: &sched.Replay{}}, func() {
			sched.Current().Go(func() {
				defer func() { order = append(order, "first") }()
				defer func() {
					for l.held { // a deferred loop over a call that blocks must end as well
						l.lock()
					}
				}()
				defer func() { panic("nobody is to hear of this") }()
				l.lock()
			})
		})
		if len(res.Stuck) != 1 {
			t.Fatalf("stuck: %v", res.Stuck)
		}
		if d := cmp.Diff([]string{"first"}, order); d != "" {
			t.Error(d)
		}
	}
	sch.Close()
}

func TestTimersFireInOrder(t *testing.T) {
	sch := sched.New()
	defer sch.Close()
	for seed := range uint64(200) {
		var order []int
		res, _ := sch.Run(seed, sched.Config{Strategy: &sched.Random{}}, func() {
			t := sched.Current()
			for _, d := range []int{30, 10, 20, 10} {
				t.AfterFunc(sched.Duration(d), func() { order = append(order, d) })
			}
			stopped := t.AfterFunc(15, func() { order = append(order, -1) })
			stopped.Stop()
			for range 10 {
				t.Point(sched.KindStore, nil)
			}
		})
		if d := cmp.Diff([]int{10, 10, 20, 30}, order); d != "" {
			t.Fatal(d)
		}
		if res.Now != 31 { // a nanosecond past the last
			t.Errorf("now %d", res.Now)
		}
	}
}

func TestTimerKeepsSlack(t *testing.T) {
	// A timer an hour away may not fire beside a ready task; one within the slack may, and does in some executions.
	early := map[sched.Duration]bool{}
	sch := sched.New()
	defer sch.Close()
	for _, d := range []sched.Duration{5_000_000, 3_600_000_000_000} {
		for seed := range uint64(100) {
			done := false
			sch.Run(seed, sched.Config{Strategy: &sched.Random{}}, func() {
				t := sched.Current()
				t.AfterFunc(d, func() { early[d] = early[d] || !done })
				for range 5 {
					t.Point(sched.KindStore, nil)
				}
				done = true
			})
		}
	}
	if !early[5_000_000] || early[3_600_000_000_000] {
		t.Errorf("fired beside a ready task: %v", early)
	}
}

func TestTracesTellObjectsApart(t *testing.T) {
	sch := sched.New()
	defer sch.Close()
	var a, b, c word
	touched := func(words ...*word) uint64 {
		res, _ := sch.Run(1, sched.Config{Strategy: &sched.Replay{}, Trace: true}, func() {
			for _, w := range words {
				w.load()
			}
		})
		return res.Touched
	}
	if touched(&a, &b, &a) == touched(&a, &b, &b) {
		t.Error("a program that touches another object has the same sum")
	}
	if touched(&a, &b, &a) != touched(&c, &a, &c) {
		t.Error("the sum depends on where the objects are")
	}
}

// TestNobodyIsLeftBehind mixes everything that can become of a task, so that workers wait in each other's berths when they are to end.
func TestNobodyIsLeftBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	sch := sched.New()
	ended := 0
	for seed := range uint64(500) {
		var l lock
		var w word
		started := 0
		res, _ := sch.Run(seed, sched.Config{Strategy: &sched.Random{}}, func() {
			for i := range 6 {
				sched.Current().Go(func() {
					started++
					defer func() { ended++ }()
					w.store(w.load() + 1)
					switch (int(seed) + i) % 5 {
					case 0:
						l.lock() // and never gives it back
					case 1:
						runtime.Goexit()
					case 2:
						sched.Current().Block(sched.KindRecv, unsafe.Pointer(&w))
					}
					w.load()
				})
			}
		})
		if started -= ended; res.Ending != sched.EndQuiet || len(res.Stuck) == 0 || started != 0 {
			t.Fatalf("seed %d: ended %v, stuck %d, %d deferred calls were not made", seed, res.Ending, len(res.Stuck), started)
		}
		ended = 0
	}
	sch.Close()
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines before, %d after", before, n)
	}
}

// TestWorkUnderLocksIsNotLate has a task do much under a lock, which nobody can see, while another one waits for a far timer.
func TestWorkUnderLocksIsNotLate(t *testing.T) {
	for _, s := range []sched.Strategy{&sched.Replay{}, &sched.Random{}, &sched.PCT{Depth: 3}} {
		for seed := range uint64(20) {
			sch := sched.New()
			var l lock
			fired, done := false, 0
			sch.Run(seed, sched.Config{Strategy: s}, func() {
				sched.Current().AfterFunc(50_000_000, func() { fired = true })
				for range 2 {
					sched.Current().Go(func() {
						for range 1500 {
							l.lock()
							l.unlock()
						}
						if done++; fired {
							t.Errorf("%T, seed %d: 50 ms have passed during 1,500 turns", s, seed)
						}
					})
				}
			})
			if done != 2 || !fired {
				t.Errorf("%T, seed %d: %d tasks have ended, timer fired: %v", s, seed, done, fired)
			}
			sch.Close()
		}
	}
}
