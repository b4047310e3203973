package mutants

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/queue"
)

// sound is the queue that the mutants spoil: plain, with one lock around everything, and right.
// Every call that waits joins one of three lists, and after each change settle serves those that
// can go on.
type sound struct {
	mu         sync.Mutex
	items      []int // in the order in which they leave
	insert     func(items []int, v int) []int
	insertLate func(items []int, v int) []int // for the item of a put that waited, if that is another
	capacity   int                            // 0: none
	down       bool
	unfinished int
	getters    []*waiter
	putters    []*waiter
	joiners    []*waiter
}

// waiter is a call that waits.
type waiter struct {
	v     int
	err   error
	panic any
	waits bool          // it was not served at once
	ready chan struct{} // closed once the call is served
}

func newWaiter(v int) *waiter { return &waiter{v: v, ready: make(chan struct{})} }

func (w *waiter) serve(v int, err error) {
	w.v, w.err = v, err
	close(w.ready)
}

func (w *waiter) served() bool {
	select {
	case <-w.ready:
		return true
	default:
		return false
	}
}

func (s *sound) full() bool { return s.capacity > 0 && len(s.items) >= s.capacity }

func (s *sound) Put(ctx context.Context, v int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := s.enter(&s.putters, v)
	_, err := s.wait(ctx, &s.putters, w)
	return err
}

func (s *sound) Get(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	w := s.enter(&s.getters, 0)
	return s.wait(ctx, &s.getters, w)
}

func (s *sound) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := s.enter(&s.joiners, 0)
	_, err := s.wait(ctx, &s.joiners, w)
	return err
}

func (s *sound) PutTimeout(d time.Duration, v int) error { return timedPut(s, d, v) }

func (s *sound) GetTimeout(d time.Duration) (int, error) { return timedGet(s, d) }

// timedPut is PutTimeout in terms of the other methods: one try, then a Put with a deadline. timedGet is GetTimeout.
func timedPut(s Subject, d time.Duration, v int) error {
	if err := s.TryPut(v); d <= 0 || !errors.Is(err, queue.ErrFull) {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	return orElse(s.Put(ctx, v), queue.ErrFull)
}

func timedGet(s Subject, d time.Duration) (int, error) {
	if v, err := s.TryGet(); d <= 0 || !errors.Is(err, queue.ErrEmpty) {
		return v, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	v, err := s.Get(ctx)
	return v, orElse(err, queue.ErrEmpty)
}

func orElse(err, late error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return late
	}
	return err
}

func (s *sound) TryPut(v int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.down:
		return queue.ErrShutDown
	case s.full():
		return queue.ErrFull
	}
	s.store(v)
	s.settle()
	return nil
}

func (s *sound) TryGet() (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case len(s.items) > 0:
		v := s.remove()
		s.settle()
		return v, nil
	case s.down:
		return 0, queue.ErrShutDown
	}
	return 0, queue.ErrEmpty
}

func (s *sound) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.items)
}

func (s *sound) TaskDone() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unfinished == 0 {
		return queue.ErrTaskDone
	}
	s.unfinished--
	s.settle()
	return nil
}

func (s *sound) Shutdown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = true
	s.settle()
}

func (s *sound) ShutdownNow() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = true
	s.unfinished -= len(s.items)
	s.items = nil
	s.settle()
}

// enter joins a list, and has left it again already if the call can be served at once.
func (s *sound) enter(list *[]*waiter, v int) *waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := newWaiter(v)
	*list = append(*list, w)
	s.settle()
	w.waits = true
	return w
}

// wait waits until w is served or ctx is done.
func (s *sound) wait(ctx context.Context, list *[]*waiter, w *waiter) (int, error) {
	select {
	case <-w.ready:
	case <-ctx.Done():
		s.mu.Lock()
		defer s.mu.Unlock()
		if !w.served() {
			*list = slices.DeleteFunc(*list, func(other *waiter) bool { return other == w })
			return 0, ctx.Err()
		}
	}
	if w.panic != nil {
		panic(w.panic)
	}
	return w.v, w.err
}

// The methods from here on are called with mu held.

func (s *sound) store(v int) {
	s.items = s.insert(s.items, v) // may panic
	s.unfinished++
}

func (s *sound) remove() int {
	v := s.items[0]
	s.items = s.items[1:]
	return v
}

func pop(list *[]*waiter) *waiter {
	w := (*list)[0]
	*list = (*list)[1:]
	return w
}

// settle serves those who wait as long as it can.
func (s *sound) settle() {
	for {
		switch {
		case len(s.getters) > 0 && len(s.items) > 0:
			pop(&s.getters).serve(s.remove(), nil)
		case len(s.getters) > 0 && s.down:
			pop(&s.getters).serve(0, queue.ErrShutDown)
		case len(s.putters) > 0 && s.down:
			pop(&s.putters).serve(0, queue.ErrShutDown)
		case len(s.putters) > 0 && !s.full():
			s.admit(pop(&s.putters))
		case len(s.joiners) > 0 && s.unfinished == 0:
			pop(&s.joiners).serve(0, nil)
		default:
			return
		}
	}
}

func (s *sound) admit(w *waiter) {
	defer w.serve(0, nil)
	defer func() { w.panic = recover() }()
	if s.insertLate == nil || !w.waits {
		s.store(w.v)
		return
	}
	s.items = s.insertLate(s.items, w.v)
	s.unfinished++
}
