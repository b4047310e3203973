package mutants

import "slices"

// lostRouse spares the wake-up where the loop is awake: the loop says in a flag that it sleeps, and who
// posts looks at the flag. Each access is under the lock, but the loop looks at the inbox in one critical
// section and says that it sleeps in the next. What is posted in between wakes nobody.
type lostRouse struct {
	*sound
	asleep bool // guarded by mu
}

func newLostRouse() Subject {
	s := &lostRouse{sound: newSound()}
	s.post = s.Post
	go s.run()
	return s
}

func (s *lostRouse) Post(fn func()) {
	s.mu.Lock()
	s.inbox = append(s.inbox, fn)
	asleep := s.asleep
	s.mu.Unlock()
	if asleep {
		s.rouse()
	}
}

func (s *lostRouse) run() {
	for {
		s.mu.Lock()
		s.asleep = false
		s.ready = append(s.ready, s.inbox...)
		s.inbox = nil
		s.mu.Unlock()
		if len(s.ready) > 0 {
			s.turn()
			continue
		}
		s.mu.Lock()
		s.asleep = true
		s.mu.Unlock()
		<-s.wake
	}
}

// newDroppedTurn is a loop whose hand-over takes effect in a later turn, as it does through futures. A
// waiter that is cancelled in between leaves, and nobody passes on what it was handed: the lock is held
// by a call that has returned an error.
func newDroppedTurn() Subject {
	s := newSound()
	s.grant = func(w *call, v int) {
		s.ready = append(s.ready, func() {
			if !w.done {
				w.finish(v, nil)
			}
		})
	}
	return s.started()
}

// newNewestFirst is a loop that takes what was posted from the end of its list, which is the cheap end.
func newNewestFirst() Subject {
	s := newSound()
	s.order = func(ready []func()) { slices.Reverse(ready) }
	return s.started()
}

// newGoneWaiter is a loop whose callers return as soon as their context is done. The loop is not told,
// and hands things over to calls that have returned long ago.
func newGoneWaiter() Subject {
	s := newSound()
	s.leave = func(*call, error) bool { return false }
	return s.started()
}
