package queue

import (
	"context"
	"time"
)

// Simple is an unbounded first in, first out queue with nothing but put, get and the number of items.
//
// All methods may be called by any number of goroutines at once. No code of the user runs under its
// lock, so that they may also be called from a cleanup or a finalizer. A Simple is made by
// [NewSimple], and must not be copied.
type Simple[T any] struct{ c core[T] }

// NewSimple returns an empty queue.
func NewSimple[T any]() *Simple[T] { return &Simple[T]{core[T]{items: new(ring[T])}} }

// Put puts v. It never waits.
func (q *Simple[T]) Put(v T) {
	_, _ = q.c.offer(v, false) // an error would be for lack of room, or for a shutdown
}

// Get takes the oldest item, waiting for one if need be; or it returns ctx.Err() if ctx was done on
// entry or became done while the call waited, and has taken nothing.
func (q *Simple[T]) Get(ctx context.Context) (T, error) { return q.c.get(ctx) }

// GetTimeout takes the oldest item, waiting for one no longer than d, or it returns [ErrEmpty]. With
// d <= 0 it tries once, as TryGet does.
func (q *Simple[T]) GetTimeout(d time.Duration) (T, error) { return q.c.getTimeout(d) }

// TryGet takes the oldest item, or it returns [ErrEmpty].
func (q *Simple[T]) TryGet() (T, error) { return q.c.tryGet() }

// Len returns the number of items at some moment during the call.
func (q *Simple[T]) Len() int { return q.c.size() }
