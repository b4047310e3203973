package eventloop

import (
	"context"
	"errors"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/threadpool"
)

// Do runs fn as a task of the loop, for a goroutine that is not the loop's, and returns what it came to.
// If ctx is done first the task is cancelled; Do returns when it has ended: the context's error if it
// was cancelled, and what it came to if it was not. It returns [ErrClosed] for a loop that is closed,
// and the context's error if ctx was done on entry. On a loop that does not run it waits for that.
func Do[T any](ctx context.Context, l *Loop, fn func(c *Co) (T, error)) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	result := future.New[T]()
	var task *Future[T] // touched on the loop only
	err := l.CallSoonThreadsafe(func() {
		task = Go(l, fn)
		task.OnDone(func() { _ = result.Settle(task.value, task.err) })
	})
	if err != nil {
		return none, err
	}
	if result.Future().Wait(ctx) == nil {
		return result.Future().TryGet()
	}
	if err := l.CallSoonThreadsafe(func() { task.Cancel() }); err != nil {
		return none, err
	}
	v, err := result.Future().Get(context.Background())
	if errors.Is(err, ErrCancelled) {
		err = ctx.Err()
	}
	return v, err
}

// RunIn runs fn, which may block, on a worker of the pool, or on a goroutine of its own if pool is nil,
// and returns the future of its result. Cancelling that does not stop fn once it runs.
func RunIn[T any](l *Loop, pool *threadpool.Pool, fn func() (T, error)) *Future[T] {
	f := NewFuture[T](l)
	tell := func(v T, err error) {
		// Of a closed loop nobody can await it any more.
		_ = l.CallSoonThreadsafe(func() { _ = f.set(v, err) })
	}
	if pool == nil {
		go future.Call(fn, tell)
		return f
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.OnDone(cancel) // takes it out of the queue, if it is there
	submitted, err := threadpool.TrySubmit(ctx, pool, func(context.Context) (T, error) { return fn() })
	if err != nil {
		_ = f.Fail(err)
		return f
	}
	submitted.OnDone(func(done *future.Future[T]) { tell(done.TryGet()) })
	return f
}
