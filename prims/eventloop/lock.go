package eventloop

import "errors"

// ErrNotHeld refuses to release a lock that is free, and to use a condition without its lock.
var ErrNotHeld = errors.New("eventloop: the lock is not held")

// waiters are those who wait to be handed something, first come first.
type waiters []*Future[struct{}]

// wait waits to be handed over to. If the task is cancelled first, it leaves the line.
func (ws *waiters) wait(c *Co) error {
	if c.cut() {
		return ErrCancelled
	}
	f := NewFuture[struct{}](c.loop)
	*ws = append(*ws, f)
	return c.granted(f)
}

// next hands over to the first who has not been cancelled, and reports whether there was one.
func (ws *waiters) next() bool {
	for len(*ws) > 0 {
		f := (*ws)[0]
		*ws = (*ws)[1:]
		if f.Set(struct{}{}) == nil {
			return true
		}
	}
	return false
}

// Lock is held by one task at a time, first come, first served. Its zero value is free. Like all of
// this package it is for the tasks of one loop.
type Lock struct {
	held    bool
	waiters waiters
}

// Acquire waits for the lock and takes it; or it returns [ErrCancelled].
func (k *Lock) Acquire(c *Co) error {
	if !k.held {
		k.held = true
		return nil
	}
	return k.waiters.wait(c)
}

// Release hands the lock to the first who waits, or frees it. It returns [ErrNotHeld] if it is free.
func (k *Lock) Release() error {
	if !k.held {
		return ErrNotHeld
	}
	k.held = k.waiters.next()
	return nil
}

// Locked reports whether the lock is held.
func (k *Lock) Locked() bool { return k.held }

// Semaphore has a number of permits, first come, first served.
type Semaphore struct {
	free    int
	waiters waiters
}

// NewSemaphore returns a semaphore with so many free permits. It panics if permits is negative.
func NewSemaphore(permits int) *Semaphore {
	if permits < 0 {
		panic("eventloop: a semaphore of less than no permits")
	}
	return &Semaphore{free: permits}
}

// Acquire waits for a permit and takes it; or it returns [ErrCancelled].
func (s *Semaphore) Acquire(c *Co) error {
	if s.free > 0 {
		s.free--
		return nil
	}
	return s.waiters.wait(c)
}

// Release hands a permit to the first who waits, or frees it.
func (s *Semaphore) Release() {
	if !s.waiters.next() {
		s.free++
	}
}

// Event is set or not. Its zero value is not.
type Event struct {
	set     bool
	waiters waiters
}

// Wait waits until the event is set, or returns [ErrCancelled].
func (e *Event) Wait(c *Co) error {
	if e.set {
		return nil
	}
	return e.waiters.wait(c)
}

// Set sets the event: all who wait go on.
func (e *Event) Set() {
	e.set = true
	for e.waiters.next() {
	}
}

// Clear makes the event not set.
func (e *Event) Clear() { e.set = false }

// IsSet reports whether the event is set.
func (e *Event) IsSet() bool { return e.set }

// Condition is a condition on a lock.
type Condition struct {
	Lock    *Lock
	waiters waiters
}

// Wait releases the lock, waits to be notified, and takes the lock again, whatever happens. It returns
// [ErrNotHeld] if the lock is free, and [ErrCancelled] if the task is cancelled before it was notified.
func (n *Condition) Wait(c *Co) error {
	if err := n.Lock.Release(); err != nil {
		return err
	}
	err := n.waiters.wait(c)
	asked := c.cut()
	for n.Lock.Acquire(c) != nil {
		asked = true // it can't go on without the lock
	}
	c.asked = asked || c.asked
	return err
}

// Notify lets up to n go on that wait. It returns [ErrNotHeld] if the lock is free.
func (n *Condition) Notify(count int) error {
	if !n.Lock.Locked() {
		return ErrNotHeld
	}
	for ; count > 0 && n.waiters.next(); count-- {
	}
	return nil
}
