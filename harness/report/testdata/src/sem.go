package sem

import "sync/atomic"

// Sem is a semaphore that forgets wake-ups which find nobody.
type Sem struct {
	free atomic.Int64
	wake chan struct{}
}

// New returns a Sem with n permits.
func New(n int) *Sem {
	s := &Sem{wake: make(chan struct{})}
	s.free.Store(int64(n))
	return s
}

// Acquire takes a permit.
func (s *Sem) Acquire() {
	if s.free.Add(-1) >= 0 {
		return
	}
	<-s.wake
}

// Release gives a permit back.
func (s *Sem) Release() {
	if s.free.Add(1) > 0 {
		return
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
