package sched

import (
	"iter"
	"runtime"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/internal/g"
)

// worker is a coroutine that runs tasks one after another. Creating one costs more than a short execution, so workers are kept
// from one execution to the next.
type worker struct {
	s      *Scheduler
	g      unsafe.Pointer
	resume func() (struct{}, bool)
	stop   func()
	yield  func(struct{}) bool
	task   *Task // the task to run next
	spent  bool  // a task ended by runtime.Goexit on it: it can't be stopped from a goroutine that must live
}

func (s *Scheduler) newWorker() *worker {
	w := &worker{s: s}
	s.live++
	w.resume, w.stop = iter.Pull(func(yield func(struct{}) bool) {
		w.yield = yield
		g.Enter()
		w.g = g.Get()
		w.serve()
	})
	return w
}

// serve runs tasks until the worker is stopped. A task that ends by runtime.Goexit leaves through finish, a deferred call, and the
// worker goes on serving from there: returning would hand the Goexit on to the driver that resumed the coroutine.
func (w *worker) serve() {
	for w.runTask() {
	}
}

// runTask runs w.task to its end and then waits for the next one. It returns false when the worker is to end.
func (w *worker) runTask() (more bool) {
	t := w.task
	t.g = w.g
	current.Store(t)
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
			more = w.next(t)
			return
		}
		w.spent = true // runtime.Goexit
		if w.next(t) {
			w.serve()
		}
	}()
	t.fn()
	returned = true
	return w.next(t)
}

// next ends t and gets the worker its next task: a fresh one at once where that is who steps next, else after a rest.
func (w *worker) next(t *Task) bool {
	r := t.run
	r.leftBehind()
	t.worker = nil
	if n := r.end(t); n != nil && n.worker == nil {
		n.worker, w.task = w, n
		return true
	}
	if !w.s.retire(w) {
		return false
	}
	return w.idle()
}

// idle is where a resting worker is parked; its name is what tells a resting coroutine from a stuck one in a stack dump.
//
//go:noinline
func (w *worker) idle() bool {
	ok := w.yield(struct{}{})
	return ok
}

// park gives control to r.next and returns when it is t's turn again. When the coroutine is stopped instead, the execution is over and the
// task ends.
//
// Whoever is next and rests is resumed from right here, rather than by a return to the driver, which saves one of two switches. Tasks
// thus stand on each other: the driver has resumed one, that one another. A task on which others stand can only be reached by way of
// yielding, one after the other; since each step down has been paid for by one up, a change of tasks costs two switches at most, and
// with few tasks little more than one.
func (w *worker) park(t *Task) {
	r := t.run
	for r.next != t {
		if n := r.next; n != nil && !n.stoodOn {
			t.stoodOn = true
			r.enter(n)
			t.stoodOn = false
			continue
		}
		if !w.yield(struct{}{}) {
			t.unwinding = true
			runtime.Goexit()
		}
	}
	current.Store(t)
}

// enter runs t until control comes back.
func (r *Run) enter(t *Task) {
	w := t.worker
	if w == nil {
		w = r.s.take()
		w.task, t.worker = t, w
	}
	w.resume()
}

// unwind ends tasks that will never go on, each with its deferred calls, and workers that can't be used again. Each dies on a
// goroutine of its own, since iter.Pull hands the Goexit on to whoever stops the coroutine.
func (s *Scheduler) unwind(tasks []*Task) {
	for _, t := range tasks {
		w := t.worker
		if w == nil {
			continue
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			g.Enter()
			defer current.Store(idleTask)
			current.Store(t)
			w.stop()
		}()
		<-done
		t.worker = nil
		s.live--
	}
}
