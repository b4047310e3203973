package mutants

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/queue"
)

// lateEnqueue tries first, because most calls find something, and joins the waiting calls if it was
// in vain. Each is safe by itself: a put between the two finds nobody waiting and leaves its item
// in the queue, beside a get that waits for one.
type lateEnqueue struct{ sound }

func (s *lateEnqueue) Get(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if v, err := s.TryGet(); err != queue.ErrEmpty {
		return v, err
	}
	// A put that comes here sees no getter.
	s.mu.Lock()
	w := newWaiter(0)
	s.getters = append(s.getters, w)
	s.mu.Unlock()
	return s.wait(ctx, &s.getters, w)
}

func (s *lateEnqueue) GetTimeout(d time.Duration) (int, error) { return timedGet(s, d) }

// latePut is the same mistake at the other end: a get that makes room between the look and the joining
// finds no put to let in, and the put waits beside a free place.
type latePut struct{ sound }

func (s *latePut) Put(ctx context.Context, v int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.TryPut(v); err != queue.ErrFull {
		return err
	}
	// A get that comes here sees no putter.
	s.mu.Lock()
	w := newWaiter(v)
	s.putters = append(s.putters, w)
	s.mu.Unlock()
	_, err := s.wait(ctx, &s.putters, w)
	return err
}

func (s *latePut) PutTimeout(d time.Duration, v int) error { return timedPut(s, d, v) }

// lostItem knows that an item and a time-out can meet, and looks whether the item has come. But
// it looks before it takes the lock: an item that comes in between is handed to a get that is on its
// way out, and nobody ever sees it.
type lostItem struct{ sound }

func (s *lostItem) GetTimeout(d time.Duration) (int, error) {
	if v, err := s.TryGet(); d <= 0 || !errors.Is(err, queue.ErrEmpty) {
		return v, err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	w := s.enter(&s.getters, 0)
	select {
	case <-w.ready:
		return w.v, w.err
	case <-timer.C:
	}
	if w.served() {
		return w.v, w.err
	}
	// An item that comes here is lost.
	s.mu.Lock()
	defer s.mu.Unlock()
	s.getters = slices.DeleteFunc(s.getters, func(other *waiter) bool { return other == w })
	return 0, queue.ErrEmpty
}

// forgetfulWake wakes whoever waits by a send that does not wait: "something is there, come and look".
// A get that has looked in vain and is about to wait is not waiting yet; the send finds nobody, the
// wake-up is not remembered, and the get waits beside its item.
type forgetfulWake struct {
	sound
	wake chan struct{}
}

func newForgetfulWake() *forgetfulWake {
	return &forgetfulWake{fifo(0), make(chan struct{})}
}

// AnyOrder says that whoever comes to look takes what there is.
func (s *forgetfulWake) AnyOrder() {}

func (s *forgetfulWake) TryPut(v int) error {
	err := s.sound.TryPut(v)
	select {
	case s.wake <- struct{}{}:
	default: // nobody waits
	}
	return err
}

func (s *forgetfulWake) Put(_ context.Context, v int) error { return s.TryPut(v) }

func (s *forgetfulWake) Get(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	for {
		if v, err := s.TryGet(); err != queue.ErrEmpty {
			return v, err
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (s *forgetfulWake) GetTimeout(d time.Duration) (int, error) { return timedGet(s, d) }

// crossedLocks has a lock for each end, as the two-lock queue has, so that puts and gets do not
// disturb each other. A put that fills an empty queue also needs the getters' end, and a get that
// makes room also the putters': each takes its own lock first.
type crossedLocks struct {
	sound
	head, tail sync.Mutex
}

func (s *crossedLocks) TryPut(v int) error {
	s.tail.Lock()
	defer s.tail.Unlock()
	if s.Len() == 0 {
		s.head.Lock() // to wake the getters
		defer s.head.Unlock()
	}
	return s.sound.TryPut(v)
}

func (s *crossedLocks) TryGet() (int, error) {
	s.head.Lock()
	defer s.head.Unlock()
	if s.Len() <= 1 {
		s.tail.Lock() // it may become empty
		defer s.tail.Unlock()
	}
	return s.sound.TryGet()
}
