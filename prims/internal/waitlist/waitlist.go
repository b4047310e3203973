// Package waitlist holds the queue of calls that wait at a primitive.
package waitlist

// Waiter is a call that waits. It is in one list at most.
type Waiter struct {
	// Ready is closed once the call may go on, by whoever took it from the list.
	Ready chan struct{}
	// Tag and N are the primitive's own: who waits or what for, and for how much.
	Tag uint64
	N   int

	list       *List
	prev, next *Waiter
}

// New returns a waiter that is in no list.
func New(tag uint64) *Waiter {
	return &Waiter{Ready: make(chan struct{}), Tag: tag}
}

// List is a list of waiters, first in, first out, linked through the waiters themselves so that one
// may leave from the middle in constant time. The zero List is empty. It needs a lock of its user's
// around it.
type List struct {
	head, tail *Waiter
	length     int
}

// Empty reports whether nobody waits.
func (l *List) Empty() bool { return l.head == nil }

// Len returns how many wait.
func (l *List) Len() int { return l.length }

// First returns the waiter that came first, and nil if there is none.
func (l *List) First() *Waiter { return l.head }

// Next returns the waiter that came after w, and nil if there is none.
func (w *Waiter) Next() *Waiter { return w.next }

// Push puts w, which is in no list, behind the others.
func (l *List) Push(w *Waiter) {
	w.list, w.prev, w.next = l, l.tail, nil
	if l.tail == nil {
		l.head = w
	} else {
		l.tail.next = w
	}
	l.tail = w
	l.length++
}

// Pop takes the waiter out that came first, and returns nil if there is none.
func (l *List) Pop() *Waiter {
	w := l.head
	if w != nil {
		l.Remove(w)
	}
	return w
}

// Remove takes w out of the list and reports whether it was there: if not, somebody else has taken
// it, and it may go on.
func (l *List) Remove(w *Waiter) bool {
	if w.list != l {
		return false
	}
	if w.prev == nil {
		l.head = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		l.tail = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.list, w.prev, w.next = nil, nil, nil
	l.length--
	return true
}
