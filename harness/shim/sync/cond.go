package sync

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/edge"
)

// Cond is sync.Cond. Waiting has two steps, as in the runtime: a task takes a ticket, then it unlocks c.L, and only then it waits. A Signal
// between the two is not lost, even where c.L is a Locker of the program's own, in whose Unlock other tasks run.
// Signal calls the oldest ticket.
type Cond sync.Cond

// NewCond is sync.NewCond.
func NewCond(l Locker) *Cond { return (*Cond)(sync.NewCond(l)) }

func (c *Cond) real() *sync.Cond { return (*sync.Cond)(c) }

// Wait is sync.Cond.Wait.
func (c *Cond) Wait() {
	if sched.Active() {
		c.wait()
		return
	}
	c.real().Wait()
}

// Signal is sync.Cond.Signal.
func (c *Cond) Signal() {
	if sched.Active() {
		c.signal()
		return
	}
	c.real().Signal()
}

// Broadcast is sync.Cond.Broadcast.
func (c *Cond) Broadcast() {
	if sched.Active() {
		c.broadcast()
		return
	}
	c.real().Broadcast()
}

// ticket is one task's place in the queue of a condition.
type ticket struct{ called atomic.Bool }

// tickets holds those that have not been called, oldest first. It is locked because foreign goroutines call tickets too; a task
// gives its ticket back when it ends, so that nothing is left when an execution is over.
var tickets struct {
	sync.Mutex
	of map[*Cond][]*ticket
}

// enqueue takes a ticket.
//
//go:norace
func (c *Cond) enqueue() *ticket {
	k := new(ticket)
	sched.Aside(func() {
		tickets.Lock()
		defer tickets.Unlock()
		if tickets.of == nil {
			tickets.of = make(map[*Cond][]*ticket)
		}
		tickets.of[c] = append(tickets.of[c], k)
	})
	return k
}

// call calls the n oldest tickets and returns them.
//
//go:norace
func (c *Cond) call(n int) (called []*ticket) {
	sched.Aside(func() {
		tickets.Lock()
		defer tickets.Unlock()
		queue := tickets.of[c]
		n = min(n, len(queue))
		called = queue[:n]
		for _, k := range called {
			k.called.Store(true)
		}
		c.keep(queue[n:])
	})
	for _, k := range called {
		edge.Release(unsafe.Pointer(k))
	}
	return called
}

// giveBack takes k out of the queue of a task that will not wait any longer although nobody has called it.
//
//go:norace
func (c *Cond) giveBack(k *ticket) {
	if k.called.Load() {
		return
	}
	sched.Aside(func() {
		tickets.Lock()
		defer tickets.Unlock()
		var rest []*ticket
		for _, o := range tickets.of[c] {
			if o != k {
				rest = append(rest, o)
			}
		}
		c.keep(rest)
	})
}

//go:norace
func (c *Cond) keep(queue []*ticket) {
	if len(queue) == 0 {
		delete(tickets.of, c)
		return
	}
	tickets.of[c] = queue
}

//go:norace
func (c *Cond) wait() {
	t, p := sched.Current(), unsafe.Pointer(c)
	if t == nil {
		c.real().Wait()
		return
	}
	t.Point(sched.KindCondWait, p)
	k := c.enqueue()
	defer c.giveBack(k)
	c.L.Unlock()
	for !k.called.Load() {
		t.BlockFor(sched.KindCondWait, p, unsafe.Pointer(k))
	}
	edge.Acquire(unsafe.Pointer(k))
	c.L.Lock()
}

func (c *Cond) signal() {
	t := sched.Current()
	if t == nil {
		c.real().Signal()
		c.foreignCall(1)
		return
	}
	t.Point(sched.KindSignal, unsafe.Pointer(c))
	called := c.call(1)
	if len(called) == 0 {
		c.real().Signal() // a foreign goroutine may wait
	}
	wake(t, called)
}

func (c *Cond) broadcast() {
	t := sched.Current()
	if t == nil {
		c.real().Broadcast()
		c.foreignCall(everybody)
		return
	}
	t.Point(sched.KindBroadcast, unsafe.Pointer(c))
	called := c.call(everybody)
	c.real().Broadcast()
	wake(t, called)
}

const everybody = 1 << 30

//go:norace
func wake(t *sched.Task, called []*ticket) {
	for _, k := range called {
		t.Wake(unsafe.Pointer(k), sched.Any, nil)
	}
	if t.Tracing() {
		t.Result(len(called))
	}
}

//go:norace
func (c *Cond) foreignCall(n int) {
	for _, k := range c.call(n) {
		sched.Touched(unsafe.Pointer(k))
	}
}
