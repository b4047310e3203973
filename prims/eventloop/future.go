package eventloop

import "errors"

// Future is a result that is or is not there yet, of a task or made by [NewFuture]. It belongs to one
// loop, and only callbacks and tasks of that loop may touch it while the loop runs.
type Future[T any] struct {
	loop      *Loop
	done      bool
	value     T
	err       error
	callbacks []func()
	task      *Co // that computes it; nil where Set does
}

// NewFuture returns a future that Set, Fail or Cancel makes done.
func NewFuture[T any](l *Loop) *Future[T] { return &Future[T]{loop: l} }

// Done reports whether the future is done.
func (f *Future[T]) Done() bool { return f.done }

// Cancelled reports whether the future was cancelled.
func (f *Future[T]) Cancelled() bool { return f.done && errors.Is(f.err, ErrCancelled) }

// Result returns what the future came to, and [ErrState] if it is not done.
func (f *Future[T]) Result() (T, error) {
	if !f.done {
		var none T
		return none, ErrState
	}
	return f.value, f.err
}

// Set makes the future done with a value, Fail with an error. They return [ErrState] if it is done
// already, or if it is that of a task.
func (f *Future[T]) Set(v T) error { return f.set(v, nil) }

// Fail is Set with an error.
func (f *Future[T]) Fail(err error) error {
	var none T
	return f.set(none, err)
}

func (f *Future[T]) set(v T, err error) error {
	if f.done || f.task != nil {
		return ErrState
	}
	f.settle(v, err)
	return nil
}

func (f *Future[T]) settle(v T, err error) {
	f.done, f.value, f.err = true, v, err
	for _, fn := range f.callbacks {
		f.loop.CallSoon(fn)
	}
	f.callbacks = nil
}

// Cancel cancels the future; of a task it asks the task to end. It reports false if the future is done.
func (f *Future[T]) Cancel() bool {
	switch {
	case f.done:
		return false
	case f.task != nil:
		f.task.cancel()
	default:
		var none T
		f.settle(none, ErrCancelled)
	}
	return true
}

// OnDone has fn called, through CallSoon, once the future is done.
func (f *Future[T]) OnDone(fn func()) {
	if f.done {
		f.loop.CallSoon(fn)
	} else {
		f.callbacks = append(f.callbacks, fn)
	}
}

// Waitable is a future of whatever type.
type Waitable interface {
	Done() bool
	Cancel() bool
	OnDone(fn func())
}
