package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/processqueue"
)

// clearedPost takes an old post away before it waits, since that would only wake it for nothing. But the post
// may be a new one: of a put that came just after the look.
type clearedPost struct{ *sound }

func (s *clearedPost) Get(ctx context.Context) (byte, error) {
	for {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		s.mu.Lock()
		v, ok := s.take()
		s.mu.Unlock()
		if ok {
			return v, nil
		}
		select {
		case <-s.items:
		default:
		}
		if err := s.items.wait(ctx); err != nil {
			return 0, err
		}
	}
}

func (s *clearedPost) GetTimeout(d time.Duration) (byte, error) { return timedGet(s, d) }

// quietTry has a TryGet that wakes nobody: it never waits, so it has no part in waiting. But it makes room.
type quietTry struct{ *sound }

func (s *quietTry) TryGet() (byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.messages) == 0 {
		return 0, processqueue.ErrEmpty
	}
	v := s.messages[0]
	s.messages = s.messages[1:]
	return v, nil
}

func (s *quietTry) GetTimeout(d time.Duration) (byte, error) { return timedGet(s, d) }

// tornPut looks for room and puts with the lock given up in between, since encoding the message takes a while.
type tornPut struct{ *sound }

func (s *tornPut) TryPut(v byte) error {
	s.mu.Lock()
	full := len(s.messages) >= s.capacity
	s.mu.Unlock()
	if full {
		return processqueue.ErrFull
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(v)
	return nil
}

func (s *tornPut) PutTimeout(d time.Duration, v byte) error { return timedPut(s, d, v) }

// lateCount stores the message first and counts it as unfinished afterwards, as the thread that feeds a pipe does. Who
// is quick has taken it and is done with it before it counts.
type lateCount struct{ *sound }

func (s *lateCount) TryPut(v byte) error {
	s.mu.Lock()
	ok := s.store(v)
	if ok {
		s.unfinished--
	}
	s.mu.Unlock()
	if !ok {
		return processqueue.ErrFull
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unfinished++
	return nil
}

func (s *lateCount) PutTimeout(d time.Duration, v byte) error { return timedPut(s, d, v) }
