package mutants

import "time"

// checkThenTake checks, then acts. Its author made a method of the check, with the lock inside, as
// befits a type that is safe for concurrent use, and wrote TryAcquire with it.
//
// A method that is safe by itself is not safe as a condition: two calls see the one permit, and
// both take it.
type checkThenTake struct{ sound }

func (s *checkThenTake) TryAcquire(n int) bool {
	if !s.available(n) {
		return false
	}
	// What was seen may be gone.
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free -= n
	return true
}

func (s *checkThenTake) available(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fits(n)
}

func (s *checkThenTake) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }
