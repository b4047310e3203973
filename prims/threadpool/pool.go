package threadpool

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrFull refuses a TrySubmit that finds no room.
	ErrFull = errors.New("threadpool: the queue is full")
	// ErrClosed refuses tasks after Close.
	ErrClosed = errors.New("threadpool: closed")
	// ErrBroken refuses tasks of a pool whose initializer failed. It wraps what it failed with.
	ErrBroken = errors.New("threadpool: broken by a failed initializer")
)

// Pool is a number of workers and the queue in front of them. It is made by [New]. All methods and
// functions may be called by any number of goroutines at once.
type Pool struct {
	workers int
	room    int // of the queue; negative: no bound
	init    func(worker int) error

	// mu orders all that happens to tasks: being accepted, started, cancelled, settled. It comes
	// before the locks of futures. Whenever it is free:
	//
	//	- the queue is empty or all workers are busy;
	//	- nobody stands in line or the queue is full, all workers being busy.
	mu     sync.Mutex
	queue  list    // accepted, not started
	line   list    // not accepted: their callers wait for room
	busy   list    // running, first started first
	idle   []*slot // workers that have run and run nothing now
	slots  int     // workers that have ever run
	closed bool
	broken error         // why tasks are refused
	over   bool          // closed, and no task is queued or running
	ended  chan struct{} // closed then

	done, failed uint64
}

// slot is a worker. It has a goroutine while it is busy.
type slot struct {
	number int
	ready  bool // initialized
}

// Option is a property of a pool.
type Option func(*Pool)

// QueueSize bounds the queue: no more than n tasks wait for a worker. With 0 a task is accepted only
// by an idle worker. New panics if n is negative.
func QueueSize(n int) Option {
	return func(p *Pool) {
		if n < 0 {
			panic(fmt.Sprintf("threadpool: queue size %d: can't be negative", n))
		}
		p.room = n
	}
}

// Initializer has init called on each worker before its first task, with the number of the worker,
// which counts from 0. If it returns an error or panics the pool is broken.
func Initializer(init func(worker int) error) Option {
	return func(p *Pool) { p.init = init }
}

// New returns a pool of the given number of workers. It panics if that is less than 1.
func New(workers int, opts ...Option) *Pool {
	if workers < 1 {
		panic(fmt.Sprintf("threadpool: %d workers: must be at least 1", workers))
	}
	p := &Pool{workers: workers, room: -1, ended: make(chan struct{})}
	for _, opt := range opts {
		opt(p)
	}
	return p
}

// Run is a pool as a scope: it calls body with a new pool, closes the pool when body returns or
// panics, waits for its tasks, and returns what body did. Queued tasks still run.
func Run(workers int, body func(p *Pool) error, opts ...Option) error {
	p := New(workers, opts...)
	defer func() {
		p.Close()
		<-p.ended
	}()
	return body(p)
}

// Health is a look at a pool.
type Health struct {
	Workers int           // that have a task, or have had one
	Idle    int           // those of them that have none
	Running int           // tasks that run
	Queued  int           // tasks that are accepted and have not started
	Waiting int           // callers that wait for room
	Done    uint64        // tasks that have ended, the failed ones included
	Failed  uint64        // tasks that have returned an error or panicked
	Longest time.Duration // for how long the task that started first is running
}

// Health returns the pool's figures, all of one moment.
func (p *Pool) Health() Health {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := Health{
		Workers: p.slots, Idle: len(p.idle), Running: p.busy.len, Queued: p.queue.len, Waiting: p.line.len,
		Done: p.done, Failed: p.failed,
	}
	if oldest := p.busy.head; oldest != nil {
		h.Longest = time.Since(oldest.since)
	}
	return h
}
