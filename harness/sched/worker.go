package sched

import (
	"iter"
	"slices"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/internal/g"
)

// worker is a coroutine that runs tasks one after another. Creating one costs more than a short execution, so workers are kept
// from one execution to the next.
type worker struct {
	party
	g      unsafe.Pointer
	number string // what the runtime calls its goroutine
	task   *Task  // the task to run next
	spent  bool   // a task ended by runtime.Goexit on it: it can't be stopped from a goroutine that must live
	quit   bool   // it is to end
}

func (s *Scheduler) newWorker() *worker {
	w := &worker{}
	own := &berth{}
	w.party = party{s: s, own: own, at: own}
	s.live++
	s.all = append(s.all, w)
	own.next, _ = iter.Pull(func(yield func(struct{}) bool) {
		own.yield = yield
		g.Enter()
		w.g, w.number = g.Get(), numberOfGoroutine()
		w.serve()
	})
	return w
}

// serve runs tasks until the worker is stopped. A task that ends by runtime.Goexit leaves through run's deferred call, and the
// worker goes on serving from there: returning would hand the Goexit on to the driver that resumed the coroutine.
//
// The worker rests right here rather than where the task ended: see party.hand for what each frame in between would cost.
func (w *worker) serve() {
	for w.run() {
		if next := w.end(); next != nil && !w.idle(next) {
			return
		}
	}
}

// run runs w.task to its end. It returns false if the worker has to end with it.
func (w *worker) run() (ended bool) {
	t := w.task
	t.g = w.g
	setCurrent(t)
	returned := false
	defer func() {
		if returned {
			return
		}
		if t.unwinding {
			recover() // a deferred call of a task that is over may fail on what it finds; nobody is to hear of it
			return    // and the Goexit goes on to the goroutine that was made for it
		}
		if v := recover(); v != nil {
			t.run.panicked(t, v)
			ended = true
			return
		}
		w.spent = true // runtime.Goexit
		if next := w.end(); next == nil || w.idle(next) {
			w.serve()
		}
	}()
	t.fn()
	returned = true
	return true
}

// end ends w's task and gets w its next one: a fresh one at once, where that is who steps next. Else it returns who is to be given control while w rests.
func (w *worker) end() *party {
	t := w.task
	r := t.run
	r.leftBehind()
	t.worker = nil
	n := r.end(t)
	if n != nil && n.worker == nil {
		n.worker, w.task = w, n
		return nil
	}
	w.s.retire(w)
	return r.whereIs(n)
}

// idle is where a resting worker is parked; its name is what tells a resting coroutine from a stuck one in a stack dump. It returns false when the
// worker is to end.
//
// What it does before it returns is party.hand, spelled out; workers have no batons.
//
//go:noinline
func (w *worker) idle(next *party) bool {
	b := next.at
	w.at = b
	if b.entered = !b.entered; b.entered {
		b.next()
	} else {
		b.yield(struct{}{})
	}
	if w.s.homing {
		w.goHome()
	}
	return !w.quit
}

// whereIs returns who is to be given control for t to run: its worker, a resting one if it has none yet, and the driver if t is nil. It is inlined
// into the yield point.
func (r *Run) whereIs(t *Task) *party {
	if t != nil && t.worker != nil {
		return &t.worker.party
	}
	return r.whoBegins(t)
}

// whoBegins is whereIs for a task that has not begun, or for none.
func (r *Run) whoBegins(t *Task) *party {
	if t == nil {
		return &r.s.driver
	}
	w := r.s.take()
	w.task, t.worker = t, w
	return &w.party
}

// unwind ends tasks that will never go on, each with its deferred calls, and workers that can't be used again. Each dies on a
// goroutine of its own, since iter.Pull hands the Goexit on to whoever takes over.
func (s *Scheduler) unwind(tasks []*Task) {
	if racing {
		s.disperse(tasks)
		return
	}
	s.bringHome()
	for _, t := range tasks {
		w := t.worker
		if w == nil {
			continue
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer setCurrent(idleTask)
			setCurrent(t)
			t.unwinding, w.quit = true, true
			w.own.swap()
		}()
		<-done
		t.worker = nil
		s.live--
	}
	s.dismiss()
}

// dismiss forgets the workers that have ended.
func (s *Scheduler) dismiss() {
	s.all = slices.DeleteFunc(s.all, func(w *worker) bool { return w.quit })
}
