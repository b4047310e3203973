package future

import (
	"fmt"
	"runtime/debug"
)

// Promise is the side of a future that computes the result. All methods may be called by any number
// of goroutines at once. It must not be copied after first use; its zero value is the promise of a
// pending future.
type Promise[T any] struct {
	future Future[T]
}

// New returns the promise of a new, pending future.
func New[T any]() *Promise[T] { return new(Promise[T]) }

// Future returns the future that is promised.
func (p *Promise[T]) Future() *Future[T] { return &p.future }

// Start makes a pending future running, which can't be cancelled any more. It returns [ErrCancelled] if
// the future was cancelled, so that there is nothing to compute, and [ErrState] if it is running or
// finished.
func (p *Promise[T]) Start() error {
	f := &p.future
	f.mu.Lock()
	defer f.mu.Unlock()
	switch f.State() {
	case Pending:
		f.state.Store(uint32(Running))
		return nil
	case Cancelled:
		return ErrCancelled
	}
	return fmt.Errorf("%w: start of a %v future", ErrState, f.State())
}

// Resolve finishes the future with a value, and calls what OnDone was given. It returns
// [ErrCancelled] or [ErrState] if the future is done already.
func (p *Promise[T]) Resolve(v T) error {
	err := p.Settle(v, nil)
	if err == nil {
		p.Deliver()
	}
	return err
}

// Reject finishes the future with an error, and is like Resolve otherwise. It panics if err is nil.
func (p *Promise[T]) Reject(err error) error {
	if err == nil {
		panic("future: Reject(nil): a failure needs an error")
	}
	var none T
	refused := p.Settle(none, err)
	if refused == nil {
		p.Deliver()
	}
	return refused
}

// Settle is for executors: it finishes the future with a value and an error as functions return them,
// as Resolve and Reject do, but leaves the functions given to OnDone to Deliver, which must be called
// next. So an executor can settle under a lock of its own, under which no foreign code may run.
func (p *Promise[T]) Settle(v T, err error) error {
	return p.future.settle(Finished, v, err)
}

// Withdraw is for executors: it cancels a pending future as Cancel does, without asking the Owner, and
// leaves the functions given to OnDone to Deliver.
func (p *Promise[T]) Withdraw() bool { return p.future.cancel() }

// Deliver calls the functions that OnDone was given before the future was settled.
func (p *Promise[T]) Deliver() { p.future.deliver() }

// Undelivered reports whether there are functions for Deliver to call.
func (p *Promise[T]) Undelivered() bool {
	p.future.mu.Lock()
	defer p.future.mu.Unlock()
	return len(p.future.callbacks) > 0
}

// Owner is an executor whose pending futures are in a queue of its own.
type Owner interface {
	// Cancel is called by Future.Cancel. It decides under the executor's lock whether the future may be
	// cancelled; if so it calls commit, and reports what that returned. It must call commit at most
	// once, and not keep it.
	Cancel(commit func() bool) bool
}

// Own is for executors: cancellations of the future are put to owner. It is called before anyone
// else has the future.
func (p *Promise[T]) Own(owner Owner) { p.future.owner = owner }

// settle makes the future done. The caller calls deliver next, without locks.
func (f *Future[T]) settle(to State, v T, err error) error {
	f.mu.Lock()
	if len(f.groups) > 0 {
		// Who collects several futures must see all of them become done in one order, the same for
		// everybody, so there is a lock for it. It comes before mu.
		f.mu.Unlock()
		collecting.Lock()
		defer collecting.Unlock()
		f.mu.Lock()
	}
	defer f.mu.Unlock()
	switch now := f.State(); {
	case now == Cancelled:
		return ErrCancelled
	case now == Finished || to == Cancelled && now != Pending:
		return fmt.Errorf("%w: the future is %v", ErrState, now)
	}
	f.value, f.err = v, err
	f.state.Store(uint32(to)) // linearizes here
	if f.done != nil {
		close(f.done)
	}
	for _, g := range f.groups {
		g.add(f)
	}
	f.groups = nil
	return nil
}

// deliver calls the functions that OnDone was given, each one although those before it panicked.
func (f *Future[T]) deliver() {
	f.mu.Lock()
	callbacks := f.callbacks
	f.callbacks = nil
	f.mu.Unlock()
	f.call(callbacks)
}

func (f *Future[T]) call(callbacks []func(*Future[T])) {
	for i, fn := range callbacks {
		returned := false
		func() {
			defer func() {
				if !returned {
					f.call(callbacks[i+1:])
				}
			}()
			fn(f)
			returned = true
		}()
	}
}

// PanicError is the error of a future whose function panicked, or ended its goroutine.
type PanicError struct {
	Value any    // what it panicked with; nil for runtime.Goexit
	Stack []byte // where
}

// NewPanicError returns the error for a function that did not return. It is called by a deferred
// function with what recover returned there.
func NewPanicError(recovered any) *PanicError {
	return &PanicError{Value: recovered, Stack: debug.Stack()}
}

// Error says what the function panicked with.
func (e *PanicError) Error() string {
	if e.Value == nil {
		return "future: the task ended its goroutine"
	}
	return fmt.Sprintf("future: the task panicked: %v", e.Value)
}

// Unwrap returns the error that the function panicked with, if it was one.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Call calls fn and passes what it returned to settle. If fn panicked that is a [PanicError], and if
// it called [runtime.Goexit] too: settle is then called on the goroutine's way out.
func Call[T any](fn func() (T, error), settle func(T, error)) {
	var v T
	var err error
	returned := false
	defer func() {
		if !returned {
			err = NewPanicError(recover())
		}
		settle(v, err)
	}()
	v, err = fn()
	returned = true
}

// Go runs fn on a goroutine of its own and returns the future of its result. The future is running
// from the beginning, so that it can't be cancelled.
func Go[T any](fn func() (T, error)) *Future[T] {
	p := New[T]()
	p.future.state.Store(uint32(Running))
	go Call(fn, func(v T, err error) {
		if p.Settle(v, err) == nil {
			p.Deliver()
		}
	})
	return p.Future()
}
