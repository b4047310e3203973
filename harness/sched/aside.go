package sched

import (
	"sync"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// clerk is the goroutine that does what the runtime would tell the race detector of: to use a map is to be seen to, whatever the using package is
// compiled with. What the clerk does comes after what those who send it have done, and nothing comes after what it does.
var clerk struct {
	once sync.Once
	jobs chan errand
	in   uint64 // where those who send it are known
	out  uint64 // where it is known; see heed
}

// Aside runs do where the race detector connects nothing of it with the caller. do must not meet a yield point, nor call Aside.
func Aside(do func()) {
	if racing {
		aside(do)
	} else {
		do()
	}
}

func aside(do func()) {
	edge.Merge(unsafe.Pointer(&clerk.in))
	edge.Hide()
	defer edge.Show()
	clerk.once.Do(func() {
		clerk.jobs = make(chan errand)
		go work()
	})
	done := make(chan struct{})
	clerk.jobs <- errand{do, done}
	<-done
}

func work() {
	for {
		edge.Hide()
		e := <-clerk.jobs
		edge.Show()
		edge.Acquire(unsafe.Pointer(&clerk.in))
		edge.Hide()
		e.do()
		e.done <- struct{}{}
		edge.Show()
	}
}

// heed has what the caller does come after all that the clerk has done: an execution is over.
func heed() {
	if racing {
		Aside(func() {
			edge.Show()
			edge.Release(unsafe.Pointer(&clerk.out))
			edge.Hide()
		})
		edge.Acquire(unsafe.Pointer(&clerk.out))
	}
}

// away is a Strategy that is asked aside.
type away struct{ Strategy }

func (s away) Next(ready []*Task, current *Task) (next *Task) {
	Aside(func() { next = s.Strategy.Next(ready, current) })
	return next
}

func (s away) Choose(n int) (c int) {
	Aside(func() { c = s.Strategy.Choose(n) })
	return c
}

// trackedAway is a tracker that is told aside.
type trackedAway struct{ tracker }

func (s trackedAway) step(t *Task) (ok bool) {
	Aside(func() { ok = s.tracker.step(t) })
	return ok
}

func (s trackedAway) wrote(t *Task) { Aside(func() { s.tracker.wrote(t) }) }

func (s trackedAway) released(t *Task, obj Pointer) { Aside(func() { s.tracker.released(t, obj) }) }

func (s trackedAway) started(by, t *Task) { Aside(func() { s.tracker.started(by, t) }) }

func (s trackedAway) woke(by, t *Task) { Aside(func() { s.tracker.woke(by, t) }) }

func (s trackedAway) returned(t *Task) { Aside(func() { s.tracker.returned(t) }) }

// keepAside has what is called in the middle of an execution, and may use maps, be called aside.
func (r *Run) keepAside() {
	r.strategy = away{r.strategy}
	if r.tracker != nil {
		r.tracker = trackedAway{r.tracker}
	}
	if f := r.cfg.Decided; f != nil {
		r.cfg.Decided = func(d Decision) { Aside(func() { f(d) }) }
	}
	if f := r.cfg.Stepped; f != nil {
		r.cfg.Stepped = func(task, steps int) { Aside(func() { f(task, steps) }) }
	}
}
