package mutants

import (
	"fmt"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// oldBound has a check that was right when a release was for one permit: there is room as long as
// the semaphore is not full. Then Release got its argument, and the check was not looked at again.
// Python's threading got the same argument in version 3.9, with the check in reach of the same
// oversight.
//
// With one permit held of two, Release(2) passes, and three permits are free.
type oldBound struct{ sound }

func (s *oldBound) Release(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n < 1 {
		return fmt.Errorf("%w: %d", semaphore.ErrCount, n)
	}
	if s.free >= s.limit { // not free+n > limit
		return fmt.Errorf("%w: %d free of %d", semaphore.ErrOverRelease, s.free, s.limit)
	}
	s.free += n
	s.drain()
	return nil
}
