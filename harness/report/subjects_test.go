package report_test

import (
	"context"

	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/harness/shim/time"
)

// The subjects of these tests are written with the shims, as rewritten code is. As rewritten code does, they have the lines of their
// plain sources, which are in testdata/src. Everything behind the first of these line directives is subjects only.

type sem struct {
	free atomic.Int64
	wake chan struct{}
}

type pool struct {
	mu      sync.Mutex
	free    int
	waiters []chan struct{}
}

type latch struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

type counter struct{ n atomic.Int64 }

type register struct {
	mu    sync.Mutex
	taken bool
}

type account struct {
	mu sync.Mutex
	n  int
}

type queue struct {
	closed atomic.Bool
	items  chan int
}

type asker struct{}

type mailbox struct{ c chan struct{} }

type box struct {
	mu   sync.Mutex
	full bool
}

type spinLock struct{ held atomic.Bool }

func newLatch() *latch {
	l := &latch{}
	l.cond = sync.NewCond(&l.mu)
	return l
}

// Acquire is Sem.Acquire.
func (s *sem) Acquire() {
//line testdata/src/sem.go:20
	if s.free.Add(-1) >= 0 {
		return
	}
//line testdata/src/sem.go:23
	shim.From(s.wake).Recv()
}

// Release is Sem.Release.
func (s *sem) Release() {
//line testdata/src/sem.go:28
	if s.free.Add(1) > 0 {
		return
	}
	c0 := shim.To(s.wake).Case(struct{}{})
//line testdata/src/sem.go:31
	shim.Select(func(i int, x shim.Op) shim.Result {
		if i == 0 {
			return c0.Do(x)
		}
		select {
		case c0.Ch <- c0.V:
			return shim.Native(0)
		default:
			return shim.Native(1)
		}
	}, true, c0.Key())
}

// Acquire is Pool.Acquire.
func (p *pool) Acquire(ctx context.Context) error {
//line testdata/src/pool.go:17
	p.mu.Lock()
	if p.free > 0 {
		p.free--
//line testdata/src/pool.go:20
		p.mu.Unlock()
		return nil
	}
	ready := p.enqueue()
//line testdata/src/pool.go:24
	p.mu.Unlock()
	c0, c1 := shim.From(ready), shim.From(ctx.Done())
//line testdata/src/pool.go:25
	switch shim.Select(func(i int, x shim.Op) shim.Result {
		switch i {
		case 0:
			return c0.Do(x)
		case 1:
			return c1.Do(x)
		}
		select {
		case c0.V, c0.Ok = <-c0.Ch:
			return shim.Native(0)
		case c1.V, c1.Ok = <-c1.Ch:
			return shim.Native(1)
		}
	}, false, c0.Key(), c1.Key()) {
	case 0:
		return nil
	default:
//line testdata/src/pool.go:29
		return ctx.Err()
	}
}

func (p *pool) enqueue() chan struct{} {
	ready := make(chan struct{})
	p.waiters = append(p.waiters, ready)
	return ready
}

// Release is Pool.Release.
func (p *pool) Release() {
//line testdata/src/pool.go:41
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.waiters) == 0 {
		p.free++
//line testdata/src/pool.go:45
		return
	}
//line testdata/src/pool.go:47
	p.grant()
//line testdata/src/pool.go:48
}

func (p *pool) grant() {
	ready := p.waiters[0]
	p.waiters = p.waiters[1:]
//line testdata/src/pool.go:54
	shim.Close(ready)
}

// Wait is Latch.Wait.
func (l *latch) Wait() {
//line testdata/src/cond.go:14
	l.mu.Lock()
	defer l.mu.Unlock()
	for !l.open {
//line testdata/src/cond.go:17
		l.cond.Wait()
	}
//line testdata/src/cond.go:19
}

// Open is Latch.Open.
func (l *latch) Open() {
//line testdata/src/cond.go:23
	l.mu.Lock()
	l.open = true
//line testdata/src/cond.go:25
	l.mu.Unlock()
//line testdata/src/cond.go:26
	l.cond.Signal()
}

// Inc is Counter.Inc.
func (c *counter) Inc() int {
//line testdata/src/counter.go:10
	n := c.n.Load()
//line testdata/src/counter.go:11
	c.n.Store(n + 1)
	return int(n + 1)
}

// Get is Counter.Get.
func (c *counter) Get() int {
//line testdata/src/counter.go:16
	return int(c.n.Load())
}

func (r *register) isTaken() bool {
//line testdata/src/once.go:12
	r.mu.Lock()
	defer r.mu.Unlock()
//line testdata/src/once.go:14
	return r.taken
}

// Take is Register.Take.
func (r *register) Take() bool {
//line testdata/src/once.go:19
	if r.isTaken() {
		return false
	}
//line testdata/src/once.go:22
	r.mu.Lock()
	r.taken = true
//line testdata/src/once.go:24
	r.mu.Unlock()
	return true
}

// Transfer moves money.
func Transfer(from, to *account, n int) {
//line testdata/src/bank.go:13
	from.mu.Lock()
	defer from.mu.Unlock()
//line testdata/src/bank.go:15
	to.mu.Lock()
	defer to.mu.Unlock()
	from.n -= n
	to.n += n
}

// Scenario is the body of a test.
func Scenario(a, b *account) {
	var wg sync.WaitGroup
//line testdata/src/bank.go:24
	wg.Go(func() { Transfer(a, b, 10) })
//line testdata/src/bank.go:25
	wg.Go(func() { Transfer(b, a, 20) })
//line testdata/src/bank.go:26
	wg.Wait()
}

// Close is Queue.Close.
func (q *queue) Close() {
//line testdata/src/queue.go:13
	if !q.closed.Load() {
//line testdata/src/queue.go:14
		q.closed.Store(true)
//line testdata/src/queue.go:15
		shim.Close(q.items)
	}
}

// Ask is Asker.Ask.
func (a *asker) Ask(ctx context.Context) error {
	c := make(chan int)
//line testdata/src/ask.go:11
	shim.Go(func() {
//line testdata/src/ask.go:12
		shim.To(c).Send(42)
	})
	c0, c1 := shim.From(c), shim.From(ctx.Done())
//line testdata/src/ask.go:14
	switch shim.Select(func(i int, x shim.Op) shim.Result {
		switch i {
		case 0:
			return c0.Do(x)
		case 1:
			return c1.Do(x)
		}
		select {
		case c0.V, c0.Ok = <-c0.Ch:
			return shim.Native(0)
		case c1.V, c1.Ok = <-c1.Ch:
			return shim.Native(1)
		}
	}, false, c0.Key(), c1.Key()) {
	case 0:
		return nil
	default:
//line testdata/src/ask.go:18
		return ctx.Err()
	}
}

// Lock is Lock.Lock.
func (l *spinLock) Lock() {
//line testdata/src/spin.go:13
	for !l.held.CompareAndSwap(false, true) {
//line testdata/src/spin.go:14
		shim.Gosched()
	}
}

// Unlock is Lock.Unlock.
func (l *spinLock) Unlock() {
//line testdata/src/spin.go:20
	if l.held.Load() {
//line testdata/src/spin.go:21
		l.held.Store(true)
	}
}

// Put is Mailbox.Put.
func (m *mailbox) Put() {
	c0 := shim.To(m.c).Case(struct{}{})
//line testdata/src/mailbox.go:10
	shim.Select(func(i int, x shim.Op) shim.Result {
		if i == 0 {
			return c0.Do(x)
		}
		select {
		case c0.Ch <- c0.V:
			return shim.Native(0)
		default:
			return shim.Native(1)
		}
	}, true, c0.Key())
}

// Get is Mailbox.Get.
func (m *mailbox) Get(d time.Duration) bool {
//line testdata/src/mailbox.go:18
	timer := time.NewTimer(d)
	defer timer.Stop()
	c0, c1 := shim.From(m.c), shim.From(timer.C)
//line testdata/src/mailbox.go:20
	switch shim.Select(func(i int, x shim.Op) shim.Result {
		switch i {
		case 0:
			return c0.Do(x)
		case 1:
			return c1.Do(x)
		}
		select {
		case c0.V, c0.Ok = <-c0.Ch:
			return shim.Native(0)
		case c1.V, c1.Ok = <-c1.Ch:
			return shim.Native(1)
		}
	}, false, c0.Key(), c1.Key()) {
	case 0:
//line testdata/src/mailbox.go:22
		return true
	default:
//line testdata/src/mailbox.go:24
		return false
	}
}

// Put is Box.Put.
func (b *box) Put() bool {
//line testdata/src/box.go:13
	b.mu.Lock()
	if b.full {
		return false
	}
	b.full = true
//line testdata/src/box.go:18
	b.mu.Unlock()
	return true
}

// Full is Box.Full.
func (b *box) Full() bool {
//line testdata/src/box.go:24
	b.mu.Lock()
	defer b.mu.Unlock()
//line testdata/src/box.go:26
	return b.full
}
