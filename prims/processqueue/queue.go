package processqueue

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/tenter-go/tenter/prims/sharedmemory"
)

// Errors of this package. Match them with [errors.Is].
var (
	// ErrFull ends a TryPut that found the queue full, and a PutTimeout that found it full for too long.
	ErrFull = errors.New("processqueue: full")
	// ErrEmpty ends a TryGet that found the queue empty, and a GetTimeout that found it empty for too long.
	ErrEmpty = errors.New("processqueue: empty")
	// ErrTaskDone refuses a TaskDone when nothing is unfinished.
	ErrTaskDone = errors.New("processqueue: done more often than put")
	// ErrTooLong refuses a message that is longer than the queue was made for.
	ErrTooLong = errors.New("processqueue: the message is too long")
	// ErrMismatch refuses memory in which there is a queue of another capacity or message length.
	ErrMismatch = errors.New("processqueue: another queue is in this memory")
)

// Queue is a queue in shared memory, as one process sees it. It is made by [Open]. All methods may be
// called by any number of goroutines and processes at once.
type Queue struct {
	state     state
	lock      *sharedmemory.Lock // around the state
	items     signal             // there may be a message to get
	room      signal             // there may be room to put one
	idle      signal             // nothing is unfinished, or was not
	joining   *sharedmemory.Lock // held by the one Join that waits for idle: a signal wakes one only
	maxLength int
}

// Parts are the memory that a queue lies in. State has [Words] words; of the others only their locks are
// used, so that they need none.
type Parts struct{ State, Items, Room, Idle, Joining *sharedmemory.Memory }

// Words returns how many words of memory the state of a queue takes.
func Words(capacity, maxLength int) int { return int(slots) + capacity*slotWords(maxLength) }

// Open returns the queue in the given memory, for up to capacity messages of up to maxLength bytes. Who is the first to
// open zeroed memory makes an empty queue there; all others must give the same numbers, and are refused with
// [ErrMismatch] else. It panics if capacity is less than 1, maxLength is negative, or the memory is too small.
func Open(p Parts, capacity, maxLength int) (*Queue, error) {
	if capacity < 1 || maxLength < 0 || maxLength > math.MaxInt32 {
		panic(fmt.Sprintf("processqueue: capacity %d, messages of %d bytes: want at least 1, and 0 to %d", capacity, maxLength, math.MaxInt32))
	}
	if n := Words(capacity, maxLength); p.State.Len() < n {
		panic(fmt.Sprintf("processqueue: %d words of memory: the queue takes %d", p.State.Len(), n))
	}
	q := &Queue{
		state:     stateIn(p.State, capacity, maxLength),
		lock:      p.State.Lock(),
		items:     signal{p.Items.Lock()},
		room:      signal{p.Room.Lock()},
		idle:      signal{p.Idle.Lock()},
		joining:   p.Joining.Lock(),
		maxLength: maxLength,
	}
	q.enter()
	defer q.leave()
	if c, n := q.state.shape(); c != capacity || n != maxLength {
		return nil, fmt.Errorf("%w: of %d messages of %d bytes, not %d of %d", ErrMismatch, c, n, capacity, maxLength)
	}
	return q, nil
}

// Local returns an empty queue that only this process sees. It panics as Open does.
func Local(capacity, maxLength int) *Queue {
	p := Parts{sharedmemory.Local(Words(capacity, maxLength)), sharedmemory.Local(0), sharedmemory.Local(0), sharedmemory.Local(0), sharedmemory.Local(0)}
	q, err := Open(p, capacity, maxLength)
	if err != nil {
		panic(err) // fresh memory has no queue in it
	}
	return q
}

// Put waits for room and puts the message, or puts nothing and returns the context's error, or [ErrTooLong].
func (q *Queue) Put(ctx context.Context, message []byte) error {
	if err := q.refuse(message); err != nil {
		return err
	}
	return q.until(ctx, q.room, func() bool { return q.store(message) })
}

// TryPut puts the message if there is room, or returns [ErrFull] or [ErrTooLong].
func (q *Queue) TryPut(message []byte) error {
	if err := q.refuse(message); err != nil {
		return err
	}
	q.enter()
	defer q.leave()
	if !q.store(message) {
		return ErrFull
	}
	return nil
}

// PutTimeout waits for room no longer than d and puts the message, or returns [ErrFull] or [ErrTooLong].
func (q *Queue) PutTimeout(d time.Duration, message []byte) error {
	if err := q.TryPut(message); d <= 0 || !errors.Is(err, ErrFull) {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if q.Put(ctx, message) != nil {
		return ErrFull
	}
	return nil
}

// Get waits for a message and takes it, or takes none and returns the context's error.
func (q *Queue) Get(ctx context.Context) (message []byte, err error) {
	err = q.until(ctx, q.items, func() (ok bool) { message, ok = q.take(); return ok })
	return message, err
}

// TryGet takes a message if there is one, or returns [ErrEmpty].
func (q *Queue) TryGet() ([]byte, error) {
	q.enter()
	defer q.leave()
	message, ok := q.take()
	if !ok {
		return nil, ErrEmpty
	}
	return message, nil
}

// GetTimeout waits for a message no longer than d and takes it, or returns [ErrEmpty].
func (q *Queue) GetTimeout(d time.Duration) ([]byte, error) {
	message, err := q.TryGet()
	if d <= 0 || err == nil {
		return message, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if message, err = q.Get(ctx); err != nil {
		return nil, ErrEmpty
	}
	return message, nil
}

// Len returns how many messages there are at some moment during the call.
func (q *Queue) Len() int {
	q.enter()
	defer q.leave()
	return q.state.get(count)
}

// TaskDone says that one message that was put is done with, or returns [ErrTaskDone] if all are.
func (q *Queue) TaskDone() error {
	q.enter()
	defer q.leave()
	switch q.state.get(unfinished) {
	case 0:
		return ErrTaskDone
	case 1:
		q.state.add(epoch, 1)
		q.idle.post()
	}
	q.state.add(unfinished, -1) // linearizes here
	return nil
}

// Join waits until nothing is unfinished, at some moment during the call, or returns the context's error.
func (q *Queue) Join(ctx context.Context) error {
	if err := q.lock.Acquire(ctx); err != nil {
		return err
	}
	before, over := q.state.get(epoch), q.state.get(unfinished) == 0
	q.leave()
	if over {
		return nil
	}
	if err := q.joining.Acquire(ctx); err != nil {
		return err
	}
	defer func() { _ = q.joining.Release() }() // it is held
	return q.until(ctx, q.idle, func() bool { return q.state.get(epoch) != before })
}

// Holder returns the process that has the queue locked at this moment, and 0 if none has. One that stays has died in a call.
func (q *Queue) Holder() int { return q.lock.Holder() }

func (q *Queue) refuse(message []byte) error {
	if len(message) > q.maxLength {
		return fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, len(message), q.maxLength)
	}
	return nil
}

// until has try succeed, at once or after a signal. It is called with the queue locked.
func (q *Queue) until(ctx context.Context, s signal, try func() bool) error {
	if err := q.lock.Acquire(ctx); err != nil {
		return err
	}
	for {
		done := try()
		q.leave()
		if done {
			return nil
		}
		// Whatever makes try succeed from here on posts, and a post stays until somebody waits.
		if err := s.wait(ctx); err != nil {
			return err
		}
		if err := q.lock.Acquire(ctx); err != nil {
			s.post() // that was for somebody, who is not us any more
			return err
		}
	}
}

func (q *Queue) enter() { _ = q.lock.Acquire(context.Background()) } // which never fails
func (q *Queue) leave() { _ = q.lock.Release() }                     // it is held

// store puts a message if there is room. It is called with the queue locked, and so is take.
func (q *Queue) store(message []byte) bool {
	if !q.state.push(message) { // linearizes here
		return false
	}
	q.items.post()
	if !q.state.full() {
		q.room.post() // several posts count as one, so each who goes on wakes the next
	}
	return true
}

// take takes a message if there is one.
func (q *Queue) take() ([]byte, bool) {
	message, ok := q.state.pop() // linearizes here
	if !ok {
		return nil, false
	}
	q.room.post()
	if q.state.get(count) > 0 {
		q.items.post() // see store
	}
	return message, true
}
