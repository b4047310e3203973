package thread

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/tenter-go/tenter/prims/local"
)

// Errors of this package. Match them with [errors.Is].
var (
	// ErrStarted refuses to start a thread, or to make it a daemon or not, after its start.
	ErrStarted = errors.New("thread: already started")
	// ErrNotStarted refuses to join a thread that was not started.
	ErrNotStarted = errors.New("thread: not started")
	// ErrSelf refuses a thread that would join itself.
	ErrSelf = errors.New("thread: joins itself")
	// ErrEnded refuses to start a thread in a scope that has ended.
	ErrEnded = errors.New("thread: the scope has ended")
	// ErrTimeout ends a JoinTimeout whose thread is still alive.
	ErrTimeout = errors.New("thread: timed out")
	// ErrGoexit is what a thread failed with that called runtime.Goexit.
	ErrGoexit = errors.New("thread: ended by runtime.Goexit")
)

// Runner is what a thread runs.
type Runner interface {
	// Run is called once, in a goroutine of its own. Its context is that of the thread: it knows which
	// thread that is, and for a daemon it is done when the scope ends.
	Run(ctx context.Context) error
}

// Func is a function as a Runner.
type Func func(ctx context.Context) error

// Run calls f.
func (f Func) Run(ctx context.Context) error { return f(ctx) }

// Failure is how a thread failed.
type Failure struct {
	Thread string // its name
	Err    error  // what Run returned, a *Panic, or ErrGoexit
}

// Error names the thread and says what it failed with.
func (f *Failure) Error() string { return fmt.Sprintf("thread %q: %v", f.Thread, f.Err) }

// Unwrap returns the error that the thread failed with.
func (f *Failure) Unwrap() error { return f.Err }

// Panic is a panic of a thread.
type Panic struct {
	Value any
	Stack []byte
}

// Error gives the value that the thread panicked with, and the stack.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v\n\n%s", p.Value, p.Stack) }

// State is where a thread is in its life.
type State string

// The states of a thread.
const (
	New   State = "new"   // not started
	Alive State = "alive" // started and not ended
	Ended State = "ended"
)

// Thread is a thread. It is made by [Scope.New].
//
// All methods may be called by any number of goroutines at once.
type Thread struct {
	scope  *Scope
	runner Runner
	done   chan struct{} // closed when it has ended
	locals local.Owner

	// Guarded by scope.mu.
	name    string
	daemon  bool
	state   State
	failure *Failure // once it has ended
}

// Name returns the thread's name. Names need not be unique.
func (t *Thread) Name() string {
	defer t.scope.lock()()
	return t.name
}

// SetName changes the thread's name.
func (t *Thread) SetName(name string) {
	defer t.scope.lock()()
	t.name = name
}

// Daemon reports whether the thread is a daemon.
func (t *Thread) Daemon() bool {
	defer t.scope.lock()()
	return t.daemon
}

// SetDaemon makes the thread a daemon, or not. It returns [ErrStarted], and changes nothing, if the
// thread was started.
func (t *Thread) SetDaemon(daemon bool) error {
	defer t.scope.lock()()
	if t.state != New {
		return fmt.Errorf("%w: %q", ErrStarted, t.name)
	}
	t.daemon = daemon
	return nil
}

// State returns where the thread is in its life at some moment during the call.
func (t *Thread) State() State {
	defer t.scope.lock()()
	return t.state
}

// Alive reports whether the thread is alive at some moment during the call.
func (t *Thread) Alive() bool { return t.State() == Alive }

// Locals is the owner of the thread's own values. It ends with the thread.
func (t *Thread) Locals() *local.Owner { return &t.locals }

// Start makes the thread alive: its Run begins in a goroutine of its own. It returns [ErrStarted] for
// a thread that was started before, and [ErrEnded] if the scope has ended.
func (t *Thread) Start() error {
	s := t.scope
	defer s.lock()()
	switch {
	case t.state != New:
		return fmt.Errorf("%w: %q", ErrStarted, t.name)
	case s.ended:
		return fmt.Errorf("%w: %q", ErrEnded, t.name)
	}
	ctx := s.ctx
	if t.daemon {
		ctx = s.daemons
	} else {
		s.keeping++
	}
	t.state = Alive // linearizes here: the goroutine need not have begun
	s.alive = append(s.alive, t)
	go t.run(context.WithValue(ctx, current{}, t))
	return nil
}

// run runs the thread and ends it, whatever it does.
func (t *Thread) run(ctx context.Context) {
	err := ErrGoexit
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{v, debug.Stack()}
		}
		t.locals.End()
		t.scope.end(t, err)
	}()
	err = t.runner.Run(ctx)
}

// Join waits until the thread has ended and returns nil if it went well and a *[Failure] if not. It
// returns [ErrNotStarted] at once if the thread is new, [ErrSelf] if ctx is that of the thread itself,
// and ctx.Err() if ctx was done on entry or became done while the call waited.
func (t *Thread) Join(ctx context.Context) error {
	switch {
	case Current(ctx) == t:
		return ErrSelf
	case ctx.Err() != nil:
		return ctx.Err()
	case t.State() == New:
		return ErrNotStarted
	}
	select {
	case <-t.done:
		return t.result()
	case <-ctx.Done():
	}
	select {
	case <-t.done: // it ended before the context was done, or a moment after
		return t.result()
	default:
		return ctx.Err()
	}
}

// JoinTimeout is Join with a time-out, after which it returns [ErrTimeout]. With d <= 0 it looks once.
// It can't know that a thread joins itself.
func (t *Thread) JoinTimeout(d time.Duration) error {
	if t.State() == New {
		return ErrNotStarted
	}
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-t.done:
			return t.result()
		case <-timer.C:
		}
	}
	select {
	case <-t.done:
		return t.result()
	default:
		return ErrTimeout
	}
}

// result is what an ended thread failed with.
func (t *Thread) result() error {
	defer t.scope.lock()()
	if t.failure == nil {
		return nil
	}
	return t.failure
}

type current struct{}

// Current returns the thread whose context this is, or one that was made from it; nil if it is of no
// thread.
func Current(ctx context.Context) *Thread {
	t, _ := ctx.Value(current{}).(*Thread)
	return t
}
