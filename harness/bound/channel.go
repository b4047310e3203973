package bound

import (
	"context"
	"errors"
)

// errClosed is the error of a receive from a channel that is closed and empty.
var errClosed = errors.New("closed")

// Sender puts into a queue that is used through a channel.
type Sender[T any] struct{ c chan<- T }

// Into returns the sender for a channel.
func Into[T any](c chan<- T) Sender[T] { return Sender[T]{c} }

// Put sends v, and gives up when ctx is done.
func (s Sender[T]) Put(ctx context.Context, v T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.c <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Receiver gets from a queue that is used through a channel.
type Receiver[T any] struct{ c <-chan T }

// OutOf returns the receiver for a channel.
func OutOf[T any](c <-chan T) Receiver[T] { return Receiver[T]{c} }

// Get receives, and gives up when ctx is done. It fails if the channel is closed.
func (r Receiver[T]) Get(ctx context.Context) (v T, err error) {
	if err := ctx.Err(); err != nil {
		return v, err
	}
	select {
	case v, ok := <-r.c:
		if !ok {
			return v, errClosed
		}
		return v, nil
	case <-ctx.Done():
		return v, ctx.Err()
	}
}
