package queue

import (
	"context"
	"time"
)

// Queue is a first in, first out queue.
//
// All methods may be called by any number of goroutines at once. A Queue is made by [New], and must
// not be copied.
type Queue[T any] struct{ joinable[T] }

// New returns an empty queue that holds as many items as capacity says, or any number if capacity is
// zero or less.
func New[T any](capacity int) *Queue[T] {
	return &Queue[T]{joinable[T]{core[T]{items: new(ring[T]), capacity: max(0, capacity)}}}
}

// Lifo is a last in, first out queue: a stack. It has the methods of [Queue].
//
// All methods may be called by any number of goroutines at once. A Lifo is made by [NewLifo], and
// must not be copied.
type Lifo[T any] struct{ joinable[T] }

// NewLifo returns an empty queue that holds as many items as capacity says, or any number if
// capacity is zero or less.
func NewLifo[T any](capacity int) *Lifo[T] {
	return &Lifo[T]{joinable[T]{core[T]{items: new(stack[T]), capacity: max(0, capacity)}}}
}

// Priority is a queue from which the least item comes first, and among equals the one that was
// stored first. It has the methods of [Queue].
//
// All methods may be called by any number of goroutines at once. A Priority is made by
// [NewPriority], and must not be copied.
type Priority[T any] struct{ joinable[T] }

// NewPriority returns an empty queue that holds as many items as capacity says, or any number if
// capacity is zero or less. The function less reports whether a comes before b; it must be a strict
// weak ordering. It is called under the queue's lock. NewPriority panics if less is nil.
func NewPriority[T any](capacity int, less func(a, b T) bool) *Priority[T] {
	if less == nil {
		panic("queue: NewPriority without a function that compares")
	}
	return &Priority[T]{joinable[T]{core[T]{items: &heap[T]{less: less}, capacity: max(0, capacity)}}}
}

// joinable has the methods of Queue, Lifo and Priority.
type joinable[T any] struct{ c core[T] }

// Put puts v, waiting for room if need be, and returns nil; or it puts nothing and returns an error:
// ctx.Err() if ctx was done on entry or became done while the call waited, [ErrShutDown] if the
// queue is or was shut down.
func (q *joinable[T]) Put(ctx context.Context, v T) error { return q.c.put(ctx, v) }

// PutTimeout puts v, waiting for room no longer than d, and returns nil; or it puts nothing and
// returns [ErrFull], or [ErrShutDown]. With d <= 0 it tries once, as TryPut does.
func (q *joinable[T]) PutTimeout(d time.Duration, v T) error { return q.c.putTimeout(d, v) }

// TryPut puts v and returns nil; or it puts nothing and returns [ErrFull], or [ErrShutDown]. It never
// waits.
func (q *joinable[T]) TryPut(v T) error {
	_, err := q.c.offer(v, false)
	return err
}

// Get takes the item whose turn it is, waiting for one if need be; or it takes nothing and returns an
// error: ctx.Err() if ctx was done on entry or became done while the call waited, [ErrShutDown] if
// the queue is shut down and nothing is left.
func (q *joinable[T]) Get(ctx context.Context) (T, error) { return q.c.get(ctx) }

// GetTimeout takes the item whose turn it is, waiting for one no longer than d; or it takes nothing
// and returns [ErrEmpty], or [ErrShutDown]. With d <= 0 it tries once, as TryGet does.
func (q *joinable[T]) GetTimeout(d time.Duration) (T, error) { return q.c.getTimeout(d) }

// TryGet takes the item whose turn it is; or it takes nothing and returns [ErrEmpty], or
// [ErrShutDown]. It never waits.
func (q *joinable[T]) TryGet() (T, error) { return q.c.tryGet() }

// Len returns the number of items at some moment during the call.
func (q *joinable[T]) Len() int { return q.c.size() }

// Cap returns the largest number of items that the queue holds, zero if there is none.
func (q *joinable[T]) Cap() int { return q.c.capacity }

// Full reports whether a put would have had to wait at some moment during the call. A queue without
// a capacity is never full.
func (q *joinable[T]) Full() bool {
	q.c.mu.Lock()
	defer q.c.mu.Unlock()
	return q.c.full()
}

// TaskDone says that an item that was put is done with. It returns [ErrTaskDone], and changes
// nothing, if all that were put are done already.
func (q *joinable[T]) TaskDone() error { return q.c.taskDone() }

// Join waits until each item that was put is done with, and returns nil, at once if nothing was put;
// or it returns ctx.Err() if ctx was done on entry or became done while the call waited.
func (q *joinable[T]) Join(ctx context.Context) error { return q.c.join(ctx) }

// Shutdown ends the queue: from now on all puts fail with [ErrShutDown], also those that wait, and
// gets do once nothing is left. It may be called again.
func (q *joinable[T]) Shutdown() { q.c.shutdown(false) }

// ShutdownNow is Shutdown, and drops the items that are left. What is dropped is not unfinished any
// more; what was taken and is not done is. It may follow a Shutdown.
func (q *joinable[T]) ShutdownNow() { q.c.shutdown(true) }
