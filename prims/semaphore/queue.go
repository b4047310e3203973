package semaphore

// waiter is a call that waits for n permits. It belongs to at most one list.
type waiter struct {
	n       int
	ready   chan struct{} // closed once the permits are granted, by whoever granted them
	granted bool          // guarded by pool.mu; false while the waiter is queued

	prev, next *waiter // guarded by pool.mu while queued; afterwards next belongs to the granter
}

func newWaiter(n int) *waiter {
	return &waiter{n: n, ready: make(chan struct{})}
}

// wake lets w and all behind it in its list of granted waiters go on. It needs no lock: they have
// left the queue, so nobody else looks at their links.
func (w *waiter) wake() {
	for ; w != nil; w = w.next {
		close(w.ready)
	}
}

// queue is the list of waiters, first in, first out, linked through the waiters themselves so that
// one may leave from the middle in constant time.
type queue struct {
	head, tail *waiter
}

func (q *queue) empty() bool { return q.head == nil }

func (q *queue) push(w *waiter) {
	w.prev = q.tail
	if q.tail == nil {
		q.head = w
	} else {
		q.tail.next = w
	}
	q.tail = w
}

func (q *queue) remove(w *waiter) {
	if w.prev == nil {
		q.head = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		q.tail = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.prev, w.next = nil, nil
}

// cut grants free permits to the waiters from the head on for as long as they suffice. It returns
// the list of granted waiters, no longer queued, and the number of permits that are left.
func (q *queue) cut(free int) (granted *waiter, left int) {
	granted, left = q.head, free
	for q.head != nil && q.head.n <= left {
		left -= q.head.n
		q.head.granted = true
		q.head = q.head.next
	}
	switch {
	case q.head == granted: // the head asks for more
		return nil, left
	case q.head == nil:
		q.tail = nil
	default:
		q.head.prev.next = nil
		q.head.prev = nil
	}
	return granted, left
}
