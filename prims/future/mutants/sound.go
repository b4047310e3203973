package mutants

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/future"
)

// sound is the pair of futures that the mutants spoil: plain, with one lock around everything, and
// right. Whoever waits looks again whenever anything has changed.
type sound struct {
	mu        sync.Mutex
	state     [2]future.State
	result    [2]error
	order     []int // those that are done, first done first
	callbacks []func()
	changed   chan struct{} // closed and replaced at each change
}

func newSound() sound { return sound{changed: make(chan struct{})} }

func (s *sound) Start(i int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state[i] != future.Pending {
		return false
	}
	s.state[i] = future.Running
	return true
}

func (s *sound) Settle(i int, err error) bool {
	s.mu.Lock()
	if s.state[i].Done() {
		s.mu.Unlock()
		return false
	}
	callbacks := s.settle(i, future.Finished, err)
	s.mu.Unlock()
	call(callbacks)
	return true
}

func (s *sound) Cancel(i int) bool {
	s.mu.Lock()
	if s.state[i] != future.Pending {
		defer s.mu.Unlock()
		return s.state[i] == future.Cancelled
	}
	callbacks := s.settle(i, future.Cancelled, future.ErrCancelled)
	s.mu.Unlock()
	call(callbacks)
	return true
}

// settle makes future i done and returns the callbacks to call. The caller holds mu.
func (s *sound) settle(i int, to future.State, err error) (callbacks []func()) {
	s.state[i], s.result[i] = to, err
	s.order = append(s.order, i)
	if i == 0 {
		callbacks, s.callbacks = s.callbacks, nil
	}
	s.change()
	return callbacks
}

func (s *sound) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func call(callbacks []func()) {
	for _, fn := range callbacks {
		fn()
	}
}

func (s *sound) OnDone(fn func()) {
	s.mu.Lock()
	if !s.state[0].Done() {
		s.callbacks = append(s.callbacks, fn)
		s.mu.Unlock()
		return
	}
	s.mu.Unlock()
	fn()
}

func (s *sound) TryGet(i int) (result error, done bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.result[i], s.state[i].Done()
}

// until waits until cond holds, and returns with mu held; or it returns the context's error without.
func (s *sound) until(ctx context.Context, cond func() bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		if cond() {
			return nil
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *sound) Get(ctx context.Context, i int) (result, cut error) {
	if err := s.until(ctx, func() bool { return s.state[i].Done() }); err != nil {
		return nil, err
	}
	defer s.mu.Unlock()
	return s.result[i], nil
}

func (s *sound) GetTimeout(d time.Duration, i int) (result error, done bool) { return timed(s, d, i) }

// timed is GetTimeout in terms of the other methods: one try, then a Get with a deadline.
func timed(s interface {
	TryGet(i int) (result error, done bool)
	Get(ctx context.Context, i int) (result, cut error)
}, d time.Duration, i int) (result error, done bool) {
	if result, done = s.TryGet(i); done || d <= 0 {
		return result, done
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	result, cut := s.Get(ctx, i)
	return result, cut == nil
}

func (s *sound) WaitFor(ctx context.Context, n int) ([]int, error) {
	if err := s.until(ctx, func() bool { return len(s.order) >= n }); err != nil {
		return nil, err
	}
	defer s.mu.Unlock()
	return s.done(), nil
}

// done returns the futures that are done. The caller holds mu.
func (s *sound) done() []int { return slices.Sorted(slices.Values(s.order)) }

func (s *sound) AsCompleted(ctx context.Context) ([]int, error) {
	late := false
	err := s.until(ctx, func() bool {
		if len(s.order) < 2 {
			late = true
		}
		return len(s.order) == 2
	})
	if err != nil {
		return nil, err
	}
	defer s.mu.Unlock()
	if !late {
		return []int{0, 1}, nil
	}
	return slices.Clone(s.order), nil
}
