package sched

import (
	"time"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// A foreign goroutine is one that the scheduler does not control: it was started by code that is not rewritten, or natively before the
// execution began. It uses the real objects, and where that may let a task go on it says so here.

// Touched is called by goroutines that are no tasks after they have operated on obj. Tasks that wait at obj will try again.
func Touched(obj Pointer) {
	if s := acting.Load(); s != nil {
		s.post(obj)
	}
}

func (s *Scheduler) post(obj Pointer) {
	edge.Hide()
	s.mu.Lock()
	s.notes = append(s.notes, obj)
	s.mu.Unlock()
	edge.Show()
	s.run.posted.Store(true)
}

// takeForeign wakes the tasks that wait at objects which foreign goroutines have touched.
func (r *Run) takeForeign() {
	s := r.s
	edge.Hide()
	s.mu.Lock()
	notes := s.notes
	s.notes = nil
	r.posted.Store(false)
	s.mu.Unlock()
	edge.Show()
	for _, obj := range notes {
		ready := len(r.ready)
		r.wrote()
		r.wakeAll(obj)
		r.met = r.met || len(r.ready) > ready
	}
}

// MetForeign notes that the task has handed something to a foreign goroutine, or got something from one: from now on nobody can tell whether
// another such will let a task go on that is stuck.
func (t *Task) MetForeign() { t.run.met = true }

// How long an execution waits for foreign goroutines before it is given up, and between two looks.
const (
	foreignWaits = 200
	firstPause   = 10 * time.Microsecond
	foreignPause = 5 * time.Millisecond
)

// awaitForeign is called when nobody can run and somebody is stuck. A task that waits for what comes from outside the process proves nothing.
// If there are foreign goroutines that may be about to wake a task, they are waited for, in real time, and tasks that wait at channels look
// again, since code that is not rewritten leaves no note. If that does not help, nothing has been proven, and the execution is given
// up. It reports whether there is somebody to run.
func (r *Run) awaitForeign() bool {
	if r.why = r.outsideWait(); r.why != "" {
		r.giveUp(EndForeign)
		return false
	}
	for r.suspects() {
		crowd.wary, crowd.steady = true, 0
		if r.foreignWaits++; r.foreignWaits > foreignWaits {
			return r.forsake()
		}
		time.Sleep(min(foreignPause, firstPause<<min(r.foreignWaits, 10)))
		if r.posted.Load() {
			r.takeForeign()
		}
		r.lookAgain()
		if len(r.ready) > 0 {
			return true
		}
	}
	if r.s.found && r.looked != r.writes { // one of them may have come to wait since
		r.looked = r.writes
		r.lookAgain()
	}
	return len(r.ready) > 0
}

// suspects reports whether there are foreign goroutines that may be about to wake a task: they were started during the execution, they have dealt
// with a task in it, or they run code of the program in the background and have not been seen to stay away.
func (r *Run) suspects() bool {
	return r.met || r.started() || r.s.background(r.natives)
}

// forsake ends the waiting. Goroutines that have done nothing at all in that time are not waited for again: what is stuck is stuck.
func (r *Run) forsake() bool {
	if !r.met && !r.started() {
		r.s.aloof = r.natives
		return false
	}
	r.why, r.delayed = r.describeForeign(), true
	r.giveUp(EndForeign)
	return false
}

// lookAgain wakes every task that waits at a channel, to try again.
func (r *Run) lookAgain() {
	for _, t := range r.tasks {
		if t.state == stateBlocked && len(t.waits) > 0 && t.waits[0].dir != Any {
			r.release(&t.waits[0], nil, true)
		}
	}
}
