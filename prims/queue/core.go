package queue

import (
	"context"
	"sync"
	"time"
)

// store holds the items of a queue in some order. It is used under the queue's lock.
type store[T any] interface {
	push(v T) // if it panics, it has changed nothing
	pop() T   // the item whose turn it is, of a store that has one; if it panics, it has changed nothing
	len() int
	clear()
}

// core is what the queues are made of. One lock guards everything, and each operation takes effect
// at one moment while it holds the lock; operations therefore linearize in the order of their
// critical sections, and what is said below of one such section can't be seen half done.
//
// Whenever mu is free,
//
//  1. getters wait only if the store is empty and the queue is not down,
//  2. putters wait only if the store is full and the queue is not down,
//  3. idle is not nil only if unfinished > 0.
//
// So there are never both getters and putters, and a newcomer that finds something for itself can't
// overtake: if others waited for it, it would not be there.
type core[T any] struct {
	mu         sync.Mutex
	items      store[T]
	capacity   int // 0: none
	down       bool
	unfinished int
	getters    line[T]
	putters    line[T]
	idle       chan struct{} // closed when nothing is unfinished any more; nil while nobody joins
}

func (c *core[T]) full() bool { return c.capacity > 0 && c.items.len() >= c.capacity }

// offer puts v, or says why it can't. Where that is for lack of room and patient is true, it lets the
// call join the putters instead, and returns the waiter.
//
// To find the queue full and to join is one step. Seductive and wrong is to let go of the lock in
// between: the get that makes room then finds nobody waiting, and the put waits beside a free place.
func (c *core[T]) offer(v T, patient bool) (*waiter[T], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.down:
		return nil, ErrShutDown
	case !c.getters.empty():
		w := c.getters.pop()
		w.item = v
		c.unfinished++
		w.serve(nil)
	case !c.full():
		c.items.push(v) // may panic
		c.unfinished++
	case !patient:
		return nil, ErrFull
	default:
		w := newWaiter[T]()
		w.item = v
		c.putters.push(w)
		return w, nil
	}
	return nil, nil
}

// take takes the next item, or says why it can't. Where that is for lack of items and patient is
// true, it lets the call join the getters instead, and returns the waiter.
func (c *core[T]) take(patient bool) (v T, w *waiter[T], err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.items.len() > 0:
		v = c.items.pop() // may panic
		c.admit()
		return v, nil, nil
	case c.down:
		return v, nil, ErrShutDown
	case !patient:
		return v, nil, ErrEmpty
	}
	w = newWaiter[T]()
	c.getters.push(w)
	return v, w, nil
}

// admit stores the items of waiting puts as long as there is room. A panic of the comparison belongs
// to the put whose item it is about.
func (c *core[T]) admit() {
	for !c.putters.empty() && !c.full() {
		w := c.putters.pop()
		func() {
			defer func() {
				if w.panicked {
					w.panic = recover()
				}
			}()
			w.panicked = true
			c.items.push(w.item)
			w.panicked = false
			c.unfinished++
		}()
		w.serve(nil)
	}
}

// wait waits until w is served, or until stop; then w leaves its line, and the call ends with cause,
// unless it was served before it could leave.
func (c *core[T]) wait(l *line[T], w *waiter[T], stop <-chan struct{}, cause func() error) error {
	select {
	case <-w.ready:
	case <-stop:
		c.mu.Lock()
		if !w.served { // nobody else is affected: all who wait in a line wait for the same
			l.remove(w)
			c.mu.Unlock()
			return cause()
		}
		c.mu.Unlock()
	}
	return w.result()
}

// waitTimeout is wait with a time-out.
func (c *core[T]) waitTimeout(l *line[T], w *waiter[T], d time.Duration, cause error) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-w.ready:
	case <-timer.C:
		c.mu.Lock()
		if !w.served {
			l.remove(w)
			c.mu.Unlock()
			return cause
		}
		c.mu.Unlock()
	}
	return w.result()
}

func (c *core[T]) put(ctx context.Context, v T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, err := c.offer(v, true)
	if w == nil {
		return err
	}
	return c.wait(&c.putters, w, ctx.Done(), ctx.Err)
}

func (c *core[T]) putTimeout(d time.Duration, v T) error {
	w, err := c.offer(v, d > 0)
	if w == nil {
		return err
	}
	return c.waitTimeout(&c.putters, w, d, ErrFull)
}

func (c *core[T]) get(ctx context.Context) (T, error) {
	if err := ctx.Err(); err != nil {
		var none T
		return none, err
	}
	v, w, err := c.take(true)
	if w == nil {
		return v, err
	}
	if err := c.wait(&c.getters, w, ctx.Done(), ctx.Err); err != nil {
		return v, err
	}
	return w.item, nil
}

func (c *core[T]) getTimeout(d time.Duration) (T, error) {
	v, w, err := c.take(d > 0)
	if w == nil {
		return v, err
	}
	if err := c.waitTimeout(&c.getters, w, d, ErrEmpty); err != nil {
		return v, err
	}
	return w.item, nil
}

func (c *core[T]) tryGet() (T, error) {
	v, _, err := c.take(false)
	return v, err
}

func (c *core[T]) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.items.len()
}
