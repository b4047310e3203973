package queue

// waiter is a call that waits: a get for its item, or a put, with its item, for room. It belongs to
// at most one line.
type waiter[T any] struct {
	item  T
	ready chan struct{} // closed once the call is served, by whoever served it

	// Written under the queue's lock by whoever serves the call, and read by the call once ready is closed.
	err      error
	panicked bool
	panic    any

	served     bool // guarded by the queue's lock
	prev, next *waiter[T]
}

func newWaiter[T any]() *waiter[T] { return &waiter[T]{ready: make(chan struct{})} }

// serve ends the wait of a call that has left its line.
func (w *waiter[T]) serve(err error) {
	w.err = err
	w.served = true
	close(w.ready)
}

// result is how a served call ends.
func (w *waiter[T]) result() error {
	<-w.ready // closed: served is set first, under the lock
	if w.panicked {
		panic(w.panic)
	}
	return w.err
}

// line is a list of waiters, first come, first served, linked through the waiters themselves so that
// one may leave from the middle in constant time.
type line[T any] struct {
	head, tail *waiter[T]
}

func (l *line[T]) empty() bool { return l.head == nil }

func (l *line[T]) push(w *waiter[T]) {
	w.prev = l.tail
	if l.tail == nil {
		l.head = w
	} else {
		l.tail.next = w
	}
	l.tail = w
}

// pop takes out the first waiter of a line that has one.
func (l *line[T]) pop() *waiter[T] {
	w := l.head
	l.remove(w)
	return w
}

func (l *line[T]) remove(w *waiter[T]) {
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
	w.prev, w.next = nil, nil
}
