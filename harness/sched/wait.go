package sched

import "unsafe"

// Direction tells which side of an object a task waits at. Tasks that wait at the same object in different directions are apart.
type Direction uint8

// The directions.
const (
	Any  Direction = iota // locks, conditions, wait groups
	Recv                  // a channel's receivers
	Send                  // a channel's senders
)

// waiter is one task's place in the queue of one object.
type waiter struct {
	task       *Task
	key        unsafe.Pointer // kept as a pointer, so that the address is not used again while somebody waits at it
	dir        Direction
	index      int            // which case of a select
	cell       unsafe.Pointer // a sender's value
	next, prev *waiter
}

const waitBuckets = 64

// waitTable holds the queues of all objects at which somebody waits. Queues that share a bucket are told apart by key; within one
// key the order is that of arrival, whatever the addresses are.
type waitTable struct {
	n       int
	buckets [waitBuckets]struct{ head, tail *waiter }
}

func bucket(key unsafe.Pointer) int { return int(uintptr(key)>>4^uintptr(key)>>10) % waitBuckets }

func (w *waitTable) add(n *waiter) {
	b := &w.buckets[bucket(n.key)]
	n.prev, n.next = b.tail, nil
	if b.tail == nil {
		b.head = n
	} else {
		b.tail.next = n
	}
	b.tail = n
	w.n++
}

func (w *waitTable) remove(n *waiter) {
	b := &w.buckets[bucket(n.key)]
	if n.prev == nil {
		b.head = n.next
	} else {
		n.prev.next = n.next
	}
	if n.next == nil {
		b.tail = n.prev
	} else {
		n.next.prev = n.prev
	}
	w.n--
}

// first returns the task that has waited longest at key in direction dir.
func (w *waitTable) first(key unsafe.Pointer, dir Direction) *waiter {
	if w.n == 0 {
		return nil
	}
	for n := w.buckets[bucket(key)].head; n != nil; n = n.next {
		if n.key == key && n.dir == dir {
			return n
		}
	}
	return nil
}

func (w *waitTable) reset() {
	if w.n > 0 {
		*w = waitTable{}
	}
}
