package mutants

// singleWake signals where it should broadcast. The author came from condition variables, where
// Signal is the thrifty and Broadcast the wasteful way to wake, and every test released one permit
// at a time, as everyone did before Release had an argument.
//
// Release(2) with two waiters for one permit each lets in the first. The second permit stays free,
// the second waiter stays queued, and unless someone else comes along they stay so for ever.
type singleWake struct{ sound }

func (s *singleWake) Release(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(n); err != nil {
		return err
	}
	s.free += n
	if len(s.waiting) > 0 && s.waiting[0].n <= s.free { // "if" for "for"
		w := s.pop()
		s.free -= w.n
		close(w.ready)
	}
	return nil
}
