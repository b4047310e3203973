package thread

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// Scope holds the threads of a program, or of a part of it. It is made by [NewScope].
//
// All methods may be called by any number of goroutines at once.
type Scope struct {
	ctx     context.Context // of the threads that are not daemons
	daemons context.Context
	cancel  context.CancelFunc // of daemons
	main    *Thread

	// One lock guards the scope and all its threads, so that a thread ends, is counted off, and lets
	// go those who wait, in one step.
	mu      sync.Mutex
	alive   []*Thread // in the order of their starts, the main thread first
	keeping int       // how many of them keep the scope from ending: all but the main thread and daemons
	made    int
	waiting int // how many calls of Wait would end the scope
	ended   bool
	gone    chan struct{} // closed once the scope has ended and no thread is alive
}

// NewScope returns a scope whose only thread is the main thread, which is alive. The contexts of its
// threads are made from ctx.
func NewScope(ctx context.Context) *Scope {
	s := &Scope{gone: make(chan struct{})}
	s.main = &Thread{scope: s, name: "MainThread", state: Alive, done: make(chan struct{})}
	s.ctx = context.WithValue(ctx, current{}, s.main)
	s.daemons, s.cancel = context.WithCancel(s.ctx)
	s.alive = []*Thread{s.main}
	return s
}

// Context returns the context of the main thread.
func (s *Scope) Context() context.Context { return s.ctx }

// Main returns the main thread. It ends when the scope ends.
func (s *Scope) Main() *Thread { return s.main }

// New returns a new thread of the scope that will run r. Without a name it gets one with a number. It
// is a daemon if the thread whose context ctx is is one. It panics if r is nil.
func (s *Scope) New(ctx context.Context, name string, r Runner) *Thread {
	if r == nil {
		panic("thread: New with nothing to run")
	}
	creator := Current(ctx)
	daemon := creator != nil && creator.Daemon()
	defer s.lock()()
	s.made++
	if name == "" {
		name = fmt.Sprintf("Thread-%d", s.made)
	}
	return &Thread{scope: s, runner: r, name: name, daemon: daemon, state: New, done: make(chan struct{})}
}

// Go makes a thread and starts it. It returns [ErrEnded] if the scope has ended.
func (s *Scope) Go(ctx context.Context, name string, f func(ctx context.Context) error) (*Thread, error) {
	t := s.New(ctx, name, Func(f))
	return t, t.Start()
}

// Threads returns the threads that are alive at some moment during the call, the main thread first and
// the others in the order of their starts.
func (s *Scope) Threads() []*Thread {
	defer s.lock()()
	return slices.Clone(s.alive)
}

// Count returns how many threads are alive at some moment during the call, the main thread included.
func (s *Scope) Count() int {
	defer s.lock()()
	return len(s.alive)
}

// Wait waits until no thread but daemons is alive, and ends the scope in the same step: the main
// thread ends, no thread starts any more, and the contexts of the daemons are done. It returns
// ctx.Err(), and the scope goes on, if ctx was done on entry or becomes done while the call waits, and
// [ErrSelf] if ctx is that of a thread that it would wait for. If the scope has ended already, it
// returns nil at once.
func (s *Scope) Wait(ctx context.Context) error {
	if t := Current(ctx); t != nil && t.scope == s && t != s.main && !t.Daemon() {
		return ErrSelf
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !s.join() {
		select {
		case <-s.main.done:
		case <-ctx.Done():
			if !s.leave() {
				return ctx.Err()
			}
		}
	}
	s.main.locals.End()
	return nil
}

// join ends the scope if it can, and reports whether it has ended; else a Wait begins.
func (s *Scope) join() bool {
	defer s.lock()()
	if !s.ended && s.keeping == 0 {
		s.finish()
	}
	if !s.ended {
		s.waiting++
	}
	return s.ended
}

// leave ends a Wait whose context is done. It reports whether the scope has ended before that.
func (s *Scope) leave() bool {
	defer s.lock()()
	s.waiting--
	return s.ended
}

// WaitAll is Wait, and then waits until the daemons have returned as well.
func (s *Scope) WaitAll(ctx context.Context) error {
	if err := s.Wait(ctx); err != nil {
		return err
	}
	select {
	case <-s.gone:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// end ends a thread.
func (s *Scope) end(t *Thread, err error) {
	defer s.lock()()
	if err != nil {
		t.failure = &Failure{t.name, err}
	}
	t.state = Ended
	s.alive = slices.DeleteFunc(s.alive, func(other *Thread) bool { return other == t })
	close(t.done)
	if !t.daemon {
		s.keeping--
	}
	switch {
	case s.ended && len(s.alive) == 0:
		close(s.gone)
	case !s.ended && s.keeping == 0 && s.waiting > 0:
		s.finish()
	}
}

// finish ends the scope. It is called with mu held.
func (s *Scope) finish() {
	s.ended = true
	s.alive = slices.DeleteFunc(s.alive, func(t *Thread) bool { return t == s.main })
	s.main.state = Ended
	close(s.main.done)
	s.cancel()
	if len(s.alive) == 0 {
		close(s.gone)
	}
}

// lock locks the scope and returns what unlocks it.
func (s *Scope) lock() func() {
	s.mu.Lock()
	return s.mu.Unlock
}
