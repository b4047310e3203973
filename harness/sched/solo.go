package sched

import (
	"runtime"
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/edge"
	"github.com/tenter-go/tenter/harness/sched/internal/g"
)

// Where the race detector is to see what the program under test synchronizes, and nothing else, each task has a goroutine of its own, started at
// the go statement: a coroutine's hand-over would order all that tasks do, and the detector would find it in the hand-over itself. Control
// passes as a baton, which is hidden from the detector.
//
// This package is compiled without calls of the detector then, so that its own state, which all tasks touch, is out of sight. What the
// runtime tells the detector by itself, maps above all, is left to one goroutine: see aside.go.

// errand is what a party at rest is given: control, or something to do for another party without getting it.
type errand struct {
	do   func() // nil for control
	done chan struct{}
}

// pass is hand for a party that has a baton.
func (p *party) pass(to *party) {
	edge.Hide()
	to.baton <- errand{}
	p.rest()
	edge.Show()
}

// rest waits for control and runs errands meanwhile. Its name is what tells a task at rest from one that waits natively in a stack dump.
//
//go:noinline
func (p *party) rest() {
	for {
		e := <-p.baton
		if e.do == nil {
			return
		}
		edge.Show()
		e.do()
		edge.Hide()
		e.done <- struct{}{}
	}
}

// perform has a party at rest do something, on its own goroutine, and returns when it is done.
func (p *party) perform(do func()) {
	edge.Hide()
	defer edge.Show()
	done := make(chan struct{})
	p.baton <- errand{do, done}
	<-done
}

// launch gives t a goroutine, which rests until t is to begin.
func (r *Run) launch(t *Task) {
	w := &worker{party: party{s: r.s, baton: make(chan errand, 1)}, task: t}
	t.worker = w
	r.s.live++
	go w.solo()
}

// solo runs one task on a goroutine of its own.
func (w *worker) solo() {
	edge.Hide()
	w.rest()
	edge.Show()
	t := w.task
	if w.quit {
		w.leave(t, nil)
		return
	}
	g.Enter()
	w.g, w.number = g.Get(), numberOfGoroutine()
	t.g = w.g
	setCurrent(t)
	returned := false
	defer func() {
		if !returned {
			if v := recover(); v != nil && !t.unwinding {
				t.run.panicked(t, v)
			}
		}
		if t.unwinding {
			w.leave(t, nil)
			return
		}
		t.run.leftBehind()
		w.leave(t, t.run.end(t))
	}()
	t.fn()
	returned = true
}

// leave passes control on for good. What the task has done comes before what the driver does when it has control again.
func (w *worker) leave(t *Task, next *Task) {
	r := t.run
	t.worker = nil
	to := r.whereIs(next)
	edge.Merge(unsafe.Pointer(&r.fence))
	edge.Hide()
	r.s.live--
	to.baton <- errand{}
}

// disperse ends tasks that will never go on, each with its deferred calls.
func (s *Scheduler) disperse(tasks []*Task) {
	for _, t := range tasks {
		if w := t.worker; w != nil {
			t.unwinding, w.quit = true, true
			setCurrent(t)
			s.driver.pass(&w.party)
		}
	}
	setCurrent(idleTask)
}

// strike has a timer act, on a goroutine for which nothing has happened but what the driver knows of and what came before the timer was set.
func (r *Run) strike(t *Timer) {
	caller := &r.s.driver
	if current := getCurrent(); current != idleTask {
		caller = &current.worker.party
	}
	start := func() {
		go func() {
			edge.Acquire(unsafe.Pointer(t))
			t.fire()
			edge.Hide()
			r.s.live--
			caller.baton <- errand{}
		}()
	}
	r.s.live++
	if caller == &r.s.driver {
		start()
	} else {
		r.s.driver.perform(start)
	}
	edge.Hide()
	caller.rest() // the timer may have something to do for the very task that has called
	edge.Show()
}

// Racing reports whether the race detector is to see what tasks do to each other, and so what they wait for: see OnWaiter and Meet.
func Racing() bool { return racing }

// OnWaiter has the task that has waited longest at obj in direction dir do something, without waking it: an operation on the real object that
// it is to be seen to make, rather than who calls. It returns what do returns, and false where nobody looks or waits.
func (r *Run) OnWaiter(obj Pointer, dir Direction, do func() bool) (ok bool) {
	if n := r.waiting.first(obj, dir); racing && n != nil {
		n.task.worker.perform(func() { ok = do() })
	}
	return ok
}

// OnWaiter is Run.OnWaiter.
func (t *Task) OnWaiter(obj Pointer, dir Direction, do func() bool) bool {
	return !t.unwinding && t.run.OnWaiter(obj, dir, do)
}

// Offered returns what the task that has waited longest at obj in direction dir has to give.
func (t *Task) Offered(obj Pointer, dir Direction) Pointer { return t.run.waiting.first(obj, dir).cell }

// Peek copies n bytes which other tasks may write, without anybody seeing it.
func Peek(to, from Pointer, n uintptr) {
	copy(unsafe.Slice((*byte)(to), n), unsafe.Slice((*byte)(from), n))
}

// Meet orders what t and the task that has waited longest at obj in direction dir have done before what either does from now on: they meet, as
// at a channel without a buffer.
func (t *Task) Meet(obj Pointer, dir Direction) {
	if !racing || t.unwinding {
		return
	}
	var met struct{ here, there uint64 }
	at := &met
	edge.Release(unsafe.Pointer(&at.here))
	t.OnWaiter(obj, dir, func() bool {
		edge.Acquire(unsafe.Pointer(&at.here))
		edge.Release(unsafe.Pointer(&at.there))
		return true
	})
	edge.Acquire(unsafe.Pointer(&at.there))
}

// natives returns how many goroutines are not the scheduler's. If there seem to be more than usual, the goroutines of tasks that have ended are
// given the time to be gone.
func (s *Scheduler) natives(usual int) int {
	n := runtime.NumGoroutine() - s.live
	for i := 0; racing && n > usual && i < 400; i++ {
		if runtime.Gosched(); i > 300 {
			time.Sleep(20 * time.Microsecond)
		}
		n = runtime.NumGoroutine() - s.live
	}
	return n
}
