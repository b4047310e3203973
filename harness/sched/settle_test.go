package sched_test

import (
	"slices"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
)

// TestPollerGivesTheLockBack has a task do nothing but take and give back a lock, as long as it finds something unchanged, while another one
// wants the lock to change it: whoever polls must not be set aside with the lock in its hands.
func TestPollerGivesTheLockBack(t *testing.T) {
	for phase := range 4 { // of its loop, in which patience with it ends
		body := func() {
			var l lock
			var w word
			over := false
			sched.Current().Go(func() {
				for range phase {
					w.load()
				}
				for more := true; more; {
					l.lock()
					more = !over
					l.unlock()
					l.lock()
					l.unlock()
				}
			})
			w.load()
			l.lock()
			over = true
			l.unlock()
		}
		n := explore(t, &sched.Bounded{Preemptions: 1}, body, func(r sched.Result) {
			if r.Ending != sched.EndQuiet || len(r.Stuck) > 0 || r.Steps > 1000 {
				t.Fatalf("phase %d: ended %v with %d stuck after %d steps: %v", phase, r.Ending, len(r.Stuck), r.Steps, r.Decisions)
			}
		})
		if n < 3 {
			t.Errorf("%d executions", n)
		}
	}
}

// TestSettleComesLast has a task settle while others go on, wait for each other, and sleep.
func TestSettleComesLast(t *testing.T) {
	var order []string
	body := func() {
		order = nil
		var w word
		main := sched.Current()
		main.Punctual()
		main.AfterFunc(5, func() { order = append(order, "timer") })
		for range 2 {
			main.Go(func() {
				w.store(w.load() + 1)
				order = append(order, "task")
			})
		}
		main.Settle()
		order = append(order, "settled")
		if main.Unended(1) {
			t.Error("tasks have not ended")
		}
	}
	want := []string{"task", "task", "settled"}
	explore(t, &sched.Bounded{Preemptions: 3}, body, func(r sched.Result) {
		if d := cmp.Diff(want, slices.DeleteFunc(order, func(s string) bool { return s == "timer" })); d != "" || slices.Index(order, "timer") == 0 {
			t.Fatalf("%v: %v\n%s", r.Decisions, order, d)
		}
	})
}

// TestBoundedIsCarriedOn explores with a strategy that is made anew for each execution from where the last one stood.
func TestBoundedIsCarriedOn(t *testing.T) {
	body := func() {
		var w word
		sched.Current().Go(func() { w.store(w.load() + 1) })
		w.store(w.load() + 1)
	}
	var whole, pieces []uint64
	explore(t, &sched.Bounded{Preemptions: 2}, body, func(r sched.Result) { whole = append(whole, r.Sum) })
	s := &sched.Bounded{Preemptions: 2}
	sch := sched.New()
	defer sch.Close()
	for {
		res, ok := sch.Run(0, sched.Config{Strategy: s}, body)
		if !ok {
			break
		}
		pieces = append(pieces, res.Sum)
		path, begun := s.Path()
		s = &sched.Bounded{Preemptions: 2}
		s.Resume(path, begun)
	}
	if d := cmp.Diff(whole, pieces); d != "" || len(whole) < 3 {
		t.Errorf("%d executions in one go, %d carried on:\n%s", len(whole), len(pieces), d)
	}
}

// TestSettleAfterAllThatIsDue has two tasks sleep until the same instant. The one that settles then finds the other one ended: in a bubble, an instant is
// over only when all that was due at it is done.
func TestSettleAfterAllThatIsDue(t *testing.T) {
	body := func() {
		main := sched.Current()
		main.Punctual()
		main.Go(func() { sleep(5) })
		sleep(5)
		if main.Settle(); main.Unended(1) {
			t.Error("the other task has not ended")
		}
	}
	n := explore(t, &sched.Bounded{Preemptions: 2}, body, func(r sched.Result) {
		if r.Ending != sched.EndQuiet || len(r.Stuck) > 0 {
			t.Fatalf("%v: ended %v with %d stuck", r.Decisions, r.Ending, len(r.Stuck))
		}
	})
	if n < 2 {
		t.Errorf("%d executions", n)
	}
}

// sleep blocks the calling task for d.
func sleep(d sched.Duration) {
	t, nap := sched.Current(), unsafe.Pointer(new(int))
	t.AfterFunc(d, func() { t.Run().WakeAll(nap) })
	t.BlockFor(sched.KindSleep, nil, nap)
}
