package mutants

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/processqueue"
)

// signal wakes one of those who wait; several posts that nobody has waited for count as one.
type signal chan struct{}

func newSignal() signal { return make(signal, 1) }

func (s signal) post() {
	select {
	case s <- struct{}{}:
	default:
	}
}

func (s signal) wait(ctx context.Context) error {
	select {
	case <-s:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sound is the queue that the mutants spoil: plain, and right.
type sound struct {
	mu         sync.Mutex
	capacity   int
	messages   []byte
	unfinished int
	epoch      int // how often nothing was unfinished any more
	items      signal
	room       signal
	idle       signal
	joining    signal // holds a token while no Join waits for idle
}

func newSound(capacity int) *sound {
	s := &sound{capacity: capacity, items: newSignal(), room: newSignal(), idle: newSignal(), joining: newSignal()}
	s.joining.post()
	return s
}

func (s *sound) Put(ctx context.Context, v byte) error {
	return s.until(ctx, s.room, func() bool { return s.store(v) })
}

func (s *sound) TryPut(v byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.store(v) {
		return processqueue.ErrFull
	}
	return nil
}

func (s *sound) Get(ctx context.Context) (v byte, err error) {
	err = s.until(ctx, s.items, func() (ok bool) { v, ok = s.take(); return ok })
	return v, err
}

func (s *sound) TryGet() (byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.take()
	if !ok {
		return 0, processqueue.ErrEmpty
	}
	return v, nil
}

func (s *sound) PutTimeout(d time.Duration, v byte) error { return timedPut(s, d, v) }

func (s *sound) GetTimeout(d time.Duration) (byte, error) { return timedGet(s, d) }

// timedPut is PutTimeout in terms of the other methods: one try, then a Put with a deadline. timedGet is GetTimeout.
func timedPut(s Subject, d time.Duration, v byte) error {
	if err := s.TryPut(v); d <= 0 || err == nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	return orElse(s.Put(ctx, v), processqueue.ErrFull)
}

func timedGet(s Subject, d time.Duration) (byte, error) {
	if v, err := s.TryGet(); d <= 0 || err == nil {
		return v, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	v, err := s.Get(ctx)
	return v, orElse(err, processqueue.ErrEmpty)
}

func orElse(err, late error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return late
	}
	return err
}

func (s *sound) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.messages)
}

func (s *sound) TaskDone() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch s.unfinished {
	case 0:
		return processqueue.ErrTaskDone
	case 1:
		s.epoch++
		s.idle.post()
	}
	s.unfinished--
	return nil
}

func (s *sound) Join(ctx context.Context) error {
	s.mu.Lock()
	before := s.epoch
	s.mu.Unlock()
	return s.join(ctx, func() bool { return s.unfinished == 0 || s.epoch != before })
}

// join waits until over, which is called with mu held.
func (s *sound) join(ctx context.Context, over func() bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	done := over()
	s.mu.Unlock()
	if done {
		return nil
	}
	if err := s.joining.wait(ctx); err != nil {
		return err
	}
	defer s.joining.post()
	return s.until(ctx, s.idle, over)
}

func (s *sound) until(ctx context.Context, changed signal, try func() bool) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.mu.Lock()
		done := try()
		s.mu.Unlock()
		if done {
			return nil
		}
		if err := changed.wait(ctx); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			changed.post() // that was for somebody else
			return err
		}
	}
}

// The methods from here on are called with mu held.

func (s *sound) store(v byte) bool {
	if len(s.messages) >= s.capacity {
		return false
	}
	s.push(v)
	if len(s.messages) < s.capacity {
		s.room.post()
	}
	return true
}

func (s *sound) push(v byte) {
	s.messages = append(s.messages, v)
	s.unfinished++
	s.items.post()
}

func (s *sound) take() (byte, bool) {
	if len(s.messages) == 0 {
		return 0, false
	}
	v := s.messages[0]
	s.messages = s.messages[1:]
	s.room.post()
	if len(s.messages) > 0 {
		s.items.post()
	}
	return v, true
}
