package mutants

// outerBound is a bounded semaphore made of an unbounded one that was right: a guard in front of
// its Release. The guard takes the lock for its look, as it must.
//
// Two releases of the one permit that is held both pass the guard, and then both add.
type outerBound struct{ sound }

func (s *outerBound) Release(n int) error {
	if err := s.guard(n); err != nil {
		return err
	}
	// The room that was seen may be gone.
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free += n
	s.drain()
	return nil
}

func (s *outerBound) guard(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.admit(n)
}
