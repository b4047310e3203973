package mutants

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// openWindow has the permits in an atomic word, with a bit that says that others are queued, and a
// fast path that takes with one compare-and-swap when the bit is clear. A Release with the bit set
// takes the lock, adds its permits, clears the bit, and takes from the word for each waiter, in
// order, as if the waiters did it themselves; if some are left, it sets the bit again. The
// book-keeping is exact: not one permit is lost or made.
//
// From the clearing of the bit to the last waiter's turn, the fast path is open. Whoever comes
// through that window overtakes the queue, and a large waiter at the head goes back to waiting with
// its permits stolen.
type openWindow struct {
	sound              // the queue and its lock; free is not used
	word  atomic.Int64 // free permits<<1 | crowded
}

const crowded = 1

func newOpenWindow(permits int) *openWindow {
	s := &openWindow{sound: sound{limit: semaphore.MaxPermits}}
	s.word.Store(int64(permits) << 1)
	return s
}

func (s *openWindow) TryAcquire(n int) bool {
	for n >= 1 {
		word := s.word.Load()
		if word&crowded != 0 || word>>1 < int64(n) {
			break
		}
		if s.word.CompareAndSwap(word, word-int64(n)<<1) {
			return true
		}
	}
	return false
}

func (s *openWindow) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	if s.TryAcquire(n) {
		return nil
	}
	w := newWaiter(n)
	s.mu.Lock()
	s.waiting = append(s.waiting, w)
	s.drain()
	s.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.remove(w) {
		return nil
	}
	s.word.And(^crowded)
	s.drain()
	return ctx.Err()
}

func (s *openWindow) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }

func (s *openWindow) Release(n int) error {
	for {
		word := s.word.Load()
		if err := admit(n, int(word>>1), s.limit); err != nil {
			return err
		}
		if word&crowded != 0 {
			break
		}
		if s.word.CompareAndSwap(word, word+int64(n)<<1) {
			return nil
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.word.Add(int64(n) << 1)
	s.word.And(^crowded) // opens the window
	s.drain()
	return nil
}

// drain takes permits for the waiters from the head on, and sets the bit when it comes to one that
// must stay.
func (s *openWindow) drain() {
	for len(s.waiting) > 0 {
		n := int64(s.waiting[0].n)
		word := s.word.Load()
		switch {
		case word>>1 < n:
			if s.word.CompareAndSwap(word, word|crowded) { // closes the window
				return
			}
		case s.word.CompareAndSwap(word, word-n<<1):
			close(s.pop().ready)
		}
	}
}
