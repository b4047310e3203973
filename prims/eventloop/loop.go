package eventloop

import (
	"container/heap"
	"errors"
	"sync"
	"time"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrCancelled is what an await returns to a task that is cancelled, and the error of a future that
	// was.
	ErrCancelled = errors.New("eventloop: cancelled")
	// ErrTimeout is returned by WaitFor.
	ErrTimeout = errors.New("eventloop: timed out")
	// ErrClosed is returned for a loop that is closed.
	ErrClosed = errors.New("eventloop: the loop is closed")
	// ErrRunning refuses to run a loop that is running.
	ErrRunning = errors.New("eventloop: the loop is running")
	// ErrState refuses to settle a future twice.
	ErrState = errors.New("eventloop: the future is done")
)

// Loop runs callbacks one after the other. It is made by [New]. But for CallSoonThreadsafe and Stop its
// methods are to be called by its own callbacks and tasks, or while it does not run.
type Loop struct {
	ready  []func()
	timers timers
	serial int   // of timers, so that equal ones run in the order in which they were made
	tasks  []*Co // that have not ended, in the order in which they were made
	active *Co   // the task that runs

	mu      sync.Mutex // guards what follows, which other goroutines touch
	inbox   []func()
	running bool
	closed  bool
	stop    bool
	wake    chan struct{} // has room for one: the inbox or stop has changed
}

// New returns a loop that does not run yet.
func New() *Loop { return &Loop{wake: make(chan struct{}, 1)} }

// CallSoon has fn called in a later turn.
func (l *Loop) CallSoon(fn func()) { l.ready = append(l.ready, fn) }

// CallSoonThreadsafe is CallSoon for other goroutines. It returns [ErrClosed] if the loop is closed.
func (l *Loop) CallSoonThreadsafe(fn func()) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return ErrClosed
	}
	l.inbox = append(l.inbox, fn)
	l.rouse()
	return nil
}

// Stop has RunForever return after the turn that is under way. It may be called by any goroutine.
func (l *Loop) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stop = true
	l.rouse()
}

// rouse ends the loop's wait. The caller holds mu. The wake-up stays until the loop looks, so it does
// not matter whether the loop waits already.
func (l *Loop) rouse() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// CallLater has fn called once d has passed, unless the returned function is called before.
func (l *Loop) CallLater(d time.Duration, fn func()) (cancel func()) {
	l.serial++
	t := &timer{at: time.Now().Add(d), serial: l.serial, fn: fn}
	heap.Push(&l.timers, t)
	return func() { t.fn = nil }
}

// RunForever runs the loop until Stop. It returns [ErrRunning] or [ErrClosed] if it can't.
func (l *Loop) RunForever() error {
	return l.run(func() bool { return false })
}

// RunUntilDone runs the loop until the future is done, and returns what that came to; or [ErrRunning]
// or [ErrClosed]. If Stop comes first, it returns [ErrState].
func RunUntilDone[T any](f *Future[T]) (T, error) {
	if err := f.loop.run(f.Done); err != nil {
		var none T
		return none, err
	}
	return f.Result()
}

// Close refuses callbacks from now on. A loop that runs can't be closed: [ErrRunning].
func (l *Loop) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running {
		return ErrRunning
	}
	l.closed = true
	return nil
}

// run makes turns until done or stopped.
func (l *Loop) run(done func() bool) error {
	if err := l.begin(); err != nil {
		return err
	}
	defer l.end()
	for !done() {
		if l.collect() {
			break
		}
		l.turn()
	}
	return nil
}

func (l *Loop) begin() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.closed:
		return ErrClosed
	case l.running:
		return ErrRunning
	}
	l.running = true
	return nil
}

func (l *Loop) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running, l.stop = false, false
}

// collect waits until there is something to do, and makes it ready. It reports whether the loop was
// stopped instead.
func (l *Loop) collect() (stopped bool) {
	for {
		l.mu.Lock()
		l.ready = append(l.ready, l.inbox...)
		clear(l.inbox)
		l.inbox = l.inbox[:0]
		stopped = l.stop
		l.mu.Unlock()
		due := l.due()
		if stopped || len(l.ready) > 0 {
			return stopped
		}
		l.wait(due)
	}
}

// wait waits for the inbox, or for the time of the first timer, if there is one.
func (l *Loop) wait(due *timer) {
	if due == nil {
		<-l.wake
		return
	}
	t := time.NewTimer(time.Until(due.at))
	defer t.Stop()
	select {
	case <-l.wake:
	case <-t.C:
	}
}

// due makes the timers ready whose time has come, and returns the first of the others.
func (l *Loop) due() *timer {
	if len(l.timers) == 0 {
		return nil
	}
	now := time.Now()
	for len(l.timers) > 0 {
		t := l.timers[0]
		if t.fn != nil && t.at.After(now) {
			return t
		}
		heap.Pop(&l.timers)
		if t.fn != nil {
			l.ready = append(l.ready, t.fn)
		}
	}
	return nil
}

// turn runs the callbacks that are ready now; those that they add are for the next turn.
func (l *Loop) turn() {
	ready := l.ready
	l.ready = nil
	for _, fn := range ready {
		fn()
	}
}

// timer is a callback with a time.
type timer struct {
	at     time.Time
	serial int
	fn     func() // nil once cancelled
}

type timers []*timer

func (h timers) Len() int { return len(h) }
func (h timers) Less(i, j int) bool {
	if !h[i].at.Equal(h[j].at) {
		return h[i].at.Before(h[j].at)
	}
	return h[i].serial < h[j].serial
}
func (h timers) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *timers) Push(x any)   { *h = append(*h, x.(*timer)) }
func (h *timers) Pop() any {
	old := *h
	t := old[len(old)-1]
	*h = old[:len(old)-1]
	return t
}
