package sched

import (
	"runtime"
	"time"
)

// A foreign goroutine is one that the scheduler does not control: it was started by code that is not rewritten. It uses the real
// objects, and where that may let a task go on it says so here.

// Touched is called by goroutines that are no tasks after they have operated on obj. Tasks that wait at obj will try again.
func Touched(obj Pointer) {
	if s := acting.Load(); s != nil {
		s.post(obj)
	}
}

func (s *Scheduler) post(obj Pointer) {
	s.mu.Lock()
	s.notes = append(s.notes, obj)
	s.mu.Unlock()
	s.run.posted.Store(true)
}

// takeForeign wakes the tasks that wait at objects which foreign goroutines have touched.
func (r *Run) takeForeign() {
	s := r.s
	s.mu.Lock()
	notes := s.notes
	s.notes = nil
	r.posted.Store(false)
	s.mu.Unlock()
	for _, obj := range notes {
		r.wrote()
		r.wakeAll(obj)
	}
}

// How long an execution waits for foreign goroutines before it is given up, and between two looks.
const (
	foreignWaits = 200
	foreignPause = 5 * time.Millisecond
)

// awaitForeign is called when nobody can run and somebody is stuck. If goroutines have been started since the execution began that are not
// under control, they may be about to wake him: they are waited for, in real time, and tasks that wait at channels look again, since code that
// is not rewritten leaves no note. If that does not help, nothing has been proven, and the execution is given up. It reports
// whether there is somebody to run.
func (r *Run) awaitForeign() bool {
	for runtime.NumGoroutine()-r.s.live > r.natives {
		if r.foreignWaits++; r.foreignWaits > foreignWaits {
			r.giveUp(EndForeign)
			return false
		}
		time.Sleep(foreignPause)
		if r.posted.Load() {
			r.takeForeign()
		}
		r.lookAgain()
		if len(r.ready) > 0 {
			return true
		}
	}
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
