package processpool

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/process"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrBroken is the error of a pool one of whose children has died.
	ErrBroken = errors.New("processpool: a child died")
	// ErrClosed refuses calls after Close.
	ErrClosed = errors.New("processpool: closed")
	// ErrTerminated is the error of a pool that was terminated.
	ErrTerminated = errors.New("processpool: terminated")
)

// Pool is a number of child processes and the queue in front of them. It is made by [New]. All methods
// and functions may be called by any number of goroutines at once.
type Pool struct {
	// mu orders all that happens to calls. It comes before the locks of futures. Whenever it is free, the
	// queue is empty or no child is idle.
	mu       sync.Mutex
	workers  []*worker
	queue    []*call
	closed   bool
	over     error         // why nothing is accepted and nothing runs any more: ErrBroken, ErrTerminated
	stopping bool          // the children were told to end
	reaped   chan struct{} // closed once all children have been
}

// worker is a child and the call that it has.
type worker struct {
	child process.Child
	call  *call // nil while it is idle
	tasks chan *call
}

// New starts the children and returns their pool. If one can't be started it returns the error, and none
// is left. It panics if workers is less than 1.
func New(t process.Transport, workers int) (*Pool, error) {
	if workers < 1 {
		panic(fmt.Sprintf("processpool: %d workers: must be at least 1", workers))
	}
	p := &Pool{reaped: make(chan struct{})}
	for range workers {
		child, err := t.Start(false)
		if err != nil {
			for _, w := range p.workers {
				w.child.Kill()
				<-w.child.Done()
			}
			return nil, fmt.Errorf("processpool: child %d of %d does not start: %w", len(p.workers)+1, workers, err)
		}
		p.workers = append(p.workers, &worker{child: child, tasks: make(chan *call, 1)})
	}
	var children sync.WaitGroup
	for _, w := range p.workers {
		go p.send(w)
		children.Go(func() { p.receive(w) })
	}
	go func() {
		// Who waits must find the pool broken if it is, so it is not enough that the children have ended.
		children.Wait()
		close(p.reaped)
	}()
	return p, nil
}

// Run is a pool as a scope: it calls body with a new pool, terminates it when body returns or panics,
// waits until no child is left, and returns what body did.
func Run(t process.Transport, workers int, body func(p *Pool) error) error {
	p, err := New(t, workers)
	if err != nil {
		return err
	}
	defer func() {
		p.Terminate()
		<-p.reaped
	}()
	return body(p)
}

// send sends a worker its calls, one after the other.
func (p *Pool) send(w *worker) {
	for c := range w.tasks {
		if c.stop != nil {
			c.stop()
		}
		if err := w.child.Send(context.Background(), c.message); err != nil {
			// The child is dead or about to die. Whoever receives from it learns so, too.
			w.child.Kill()
		}
	}
	_ = w.child.Close() // it ends now
}

// receive settles the calls of a worker with what its child answers.
func (p *Pool) receive(w *worker) {
	for {
		message, err := w.child.Receive(context.Background())
		if err != nil {
			if !p.isStopping() {
				w.child.Kill() // it may have closed its pipe only
			}
			<-w.child.Done()
			p.lost(w, err)
			return
		}
		p.answered(w, message)
	}
}

func (p *Pool) isStopping() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stopping
}

// answered settles the call of w, and gives it the next one, in one step.
func (p *Pool) answered(w *worker, message []byte) {
	p.mu.Lock()
	c := w.call
	if c == nil {
		p.mu.Unlock()
		w.child.Kill() // an answer that nobody asked for: it is not one of ours any more
		return
	}
	c.settle(message)
	w.call = nil
	late := p.assign()
	p.mu.Unlock()
	c.deliver()
	deliver(late)
}

// lost is called once the child of w has ended.
func (p *Pool) lost(w *worker, cause error) {
	p.mu.Lock()
	var failed []*call
	if !p.stopping {
		failed = p.end(fmt.Errorf("%w: exit code %d: %w", ErrBroken, w.child.ExitCode(), cause))
	}
	p.mu.Unlock()
	deliver(failed)
}

// end fails all calls and kills the children. The caller holds mu and delivers the calls that it
// returns.
func (p *Pool) end(why error) (failed []*call) {
	p.over = why
	for _, w := range p.workers {
		if w.call != nil {
			failed = append(failed, w.call)
			w.call = nil
		}
		w.child.Kill()
	}
	failed = append(failed, p.queue...)
	p.queue = nil
	for _, c := range failed {
		c.fail(why)
	}
	p.stop()
	return failed
}

// stop tells the children to end when they have answered. The caller holds mu.
func (p *Pool) stop() {
	if p.stopping {
		return
	}
	p.stopping = true
	for _, w := range p.workers {
		close(w.tasks)
	}
}

// assign gives queued calls to idle children, and ends the children of a closed pool that has no more
// calls. It returns the calls whose contexts are done, which have failed. The caller holds mu.
func (p *Pool) assign() (late []*call) {
	busy := false
	for _, w := range p.workers {
		for w.call == nil && len(p.queue) > 0 {
			c := p.queue[0]
			p.queue = p.queue[1:]
			if err := c.late(); err != nil {
				c.fail(err)
				late = append(late, c)
				continue
			}
			w.call = c
			c.start()
			w.tasks <- c // has room: the child is idle
		}
		busy = busy || w.call != nil
	}
	if p.closed && !busy && p.over == nil {
		p.stop()
	}
	return late
}

// Close refuses calls from now on. Those that are queued still run; then the children end.
func (p *Pool) Close() {
	p.mu.Lock()
	var late []*call
	if p.over == nil && !p.closed {
		p.closed = true
		late = p.assign()
	}
	p.mu.Unlock()
	deliver(late)
}

// Terminate kills the children. What is queued or running fails with [ErrTerminated].
func (p *Pool) Terminate() {
	p.mu.Lock()
	var failed []*call
	if p.over == nil {
		failed = p.end(ErrTerminated)
	}
	p.mu.Unlock()
	deliver(failed)
}

// Wait waits until the pool is closed, terminated or broken and no child is left, and returns nil; or
// the context's error if ctx was done on entry or is done first.
func (p *Pool) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-p.reaped:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Figures returns how many calls are running and how many are queued, at one moment.
func (p *Pool) Figures() (running, queued int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, w := range p.workers {
		if w.call != nil {
			running++
		}
	}
	return running, len(p.queue)
}

var _ future.Owner = (*call)(nil)
