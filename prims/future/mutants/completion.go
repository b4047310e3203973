package mutants

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/future"
)

// twoWinners looks whether the future is done, and finishes it in a second critical section: two
// calls that look at the same time both win, and the later result replaces one that was seen.
type twoWinners struct{ sound }

func (s *twoWinners) Settle(i int, err error) bool {
	s.mu.Lock()
	done := s.state[i].Done()
	s.mu.Unlock()
	if done {
		return false
	}
	s.mu.Lock()
	if s.state[i].Done() { // for the callbacks' sake
		s.result[i] = err
		s.mu.Unlock()
		return true
	}
	callbacks := s.settle(i, future.Finished, err)
	s.mu.Unlock()
	call(callbacks)
	return true
}

// flagFirst tells with an atomic flag that the future is done, for readers that do not want the lock,
// and raises the flag before the result is in its place. Each access is atomic or under the lock, and
// a reader that is quick gets the zero value, which looks like success.
type flagFirst struct {
	sound
	done [2]atomic.Bool
}

func (s *flagFirst) Settle(i int, err error) bool {
	if !s.done[i].CompareAndSwap(false, true) {
		return false
	}
	return s.sound.Settle(i, err)
}

func (s *flagFirst) Cancel(i int) bool {
	cancelled := s.sound.Cancel(i)
	if cancelled {
		s.done[i].Store(true)
	}
	return cancelled
}

func (s *flagFirst) TryGet(i int) (result error, done bool) {
	if !s.done[i].Load() {
		return nil, false
	}
	result, _ = s.sound.TryGet(i)
	return result, true
}

func (s *flagFirst) GetTimeout(d time.Duration, i int) (result error, done bool) {
	return timed(s, d, i)
}

// lateWaiter looks whether the future is done, and puts itself down as a waiter in a second critical
// section. A completion in between wakes those who are there, and it is not.
type lateWaiter struct{ sound }

func (s *lateWaiter) Get(ctx context.Context, i int) (result, cut error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for {
		if result, done := s.TryGet(i); done {
			return result, nil
		}
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (s *lateWaiter) GetTimeout(d time.Duration, i int) (result error, done bool) {
	return timed(s, d, i)
}

// lateCallback looks whether the future is done, and adds the function in a second critical section.
// A completion in between has called those that were there, and nobody calls this one.
type lateCallback struct{ sound }

func (s *lateCallback) OnDone(fn func()) {
	if _, done := s.TryGet(0); done {
		fn()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.callbacks = append(s.callbacks, fn)
}

// crossedCollect has a lock for each future. To see both in one step, who collects takes both locks, in
// the order in which it was given the futures; and callers give them in any order.
type crossedCollect struct {
	sound
	locks [2]sync.Mutex // one for each future
}

func (s *crossedCollect) WaitFor(ctx context.Context, n int) (done []int, err error) {
	first, second := 0, 1
	if n == 1 {
		first, second = 1, 0
	}
	s.locks[first].Lock()
	s.locks[second].Lock()
	s.mu.Lock()
	enough := len(s.order) >= n && ctx.Err() == nil
	done = s.done()
	s.mu.Unlock()
	s.locks[second].Unlock()
	s.locks[first].Unlock()
	if enough {
		return done, nil
	}
	return s.sound.WaitFor(ctx, n)
}
