package sched

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
