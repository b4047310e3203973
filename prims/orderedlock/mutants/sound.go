package mutants

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/orderedlock"
)

// sound is the pair of locks that the mutants spoil: plain, with one mutex around everything, and right.
// The number of a lock is its rank.
type sound struct {
	busy   [3]atomic.Bool // by owner
	mu     sync.Mutex
	taken  [3]bool // by lock
	holder [3]int  // by lock; 0 if it is not taken
	queue  [3]waitlist.List
}

func (s *sound) begin(owner int) bool { return s.busy[owner].CompareAndSwap(false, true) }

func (s *sound) end(owner int) { s.busy[owner].Store(false) }

func (s *sound) Acquire(ctx context.Context, owner, lock int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !s.begin(owner) {
		return orderedlock.ErrBusy
	}
	defer s.end(owner)
	s.mu.Lock()
	if s.outOfOrder(owner, lock) {
		s.mu.Unlock()
		return orderedlock.ErrOrder
	}
	if s.take(owner, lock) {
		s.mu.Unlock()
		return nil
	}
	w := s.join(owner, lock)
	s.mu.Unlock()
	return s.wait(ctx, w, lock)
}

// wait waits for w to be handed the lock.
func (s *sound) wait(ctx context.Context, w *waitlist.Waiter, lock int) error {
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		s.mu.Lock()
		defer s.mu.Unlock()
		if !s.queue[lock].Remove(w) {
			return nil
		}
		return ctx.Err()
	}
}

func (s *sound) TryAcquire(owner, lock int) (bool, error) {
	if !s.begin(owner) {
		return false, orderedlock.ErrBusy
	}
	defer s.end(owner)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.take(owner, lock), nil
}

func (s *sound) Release(owner, lock int) error {
	if !s.begin(owner) {
		return orderedlock.ErrBusy
	}
	defer s.end(owner)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.holder[lock] != owner {
		return orderedlock.ErrNotHeld
	}
	s.handOver(lock)
	return nil
}

// The methods from here on are called with mu held.

func (s *sound) outOfOrder(owner, lock int) bool {
	for held := lock; held < len(s.holder); held++ {
		if s.holder[held] == owner {
			return true
		}
	}
	return false
}

func (s *sound) take(owner, lock int) bool {
	if s.taken[lock] {
		return false
	}
	s.taken[lock], s.holder[lock] = true, owner
	return true
}

func (s *sound) join(owner, lock int) *waitlist.Waiter {
	w := waitlist.New(uint64(owner))
	s.queue[lock].Push(w)
	return w
}

func (s *sound) handOver(lock int) {
	w := s.queue[lock].Pop()
	if w == nil {
		s.taken[lock], s.holder[lock] = false, 0
		return
	}
	s.holder[lock] = int(w.Tag)
	close(w.Ready)
}
