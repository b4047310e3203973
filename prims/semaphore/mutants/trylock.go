package mutants

import "time"

// tryLock takes the word for the thing: a try must not wait, so it tries the lock too. A mutex has
// a method for it, after all.
//
// The internal lock is held for a moment by every call, also by one that takes nothing. A
// TryAcquire that meets it fails with all permits free. Nothing breaks: now and then, under load,
// work is turned away that there was room for.
type tryLock struct{ sound }

func (s *tryLock) TryAcquire(n int) bool {
	if !s.mu.TryLock() {
		return false // says "the lock is busy", is read as "no permit is free"
	}
	defer s.mu.Unlock()
	if !s.fits(n) {
		return false
	}
	s.free -= n
	return true
}

func (s *tryLock) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }
