package stories

import (
	"context"
	"errors"
)

// Channel is a queue as most Go programs have it.
type Channel chan int

// ErrNow is what a call ends with that would have to wait.
var ErrNow = errors.New("not now")

// Put sends.
func (c Channel) Put(ctx context.Context, v int) error {
	select {
	case c <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Get receives.
func (c Channel) Get(ctx context.Context) (int, error) {
	select {
	case v := <-c:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// TryPut sends if there is room.
func (c Channel) TryPut(v int) error {
	select {
	case c <- v:
		return nil
	default:
		return ErrNow
	}
}

// TryGet receives if there is something.
func (c Channel) TryGet() (int, error) {
	select {
	case v := <-c:
		return v, nil
	default:
		return 0, ErrNow
	}
}

// TryGetByLength looks first, and then receives: what it saw may be gone.
func (c Channel) TryGetByLength() (int, error) {
	if len(c) == 0 {
		return 0, ErrNow
	}
	return <-c, nil
}
