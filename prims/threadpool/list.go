package threadpool

import "time"

// entry is a task as the pool sees it.
type entry struct {
	task
	worker *slot
	since  time.Time // when it started

	// ready is made for the caller that waits for room; it is closed once that is over, with refused
	// saying whether the task was accepted.
	ready   chan struct{}
	refused error

	stop func() bool // ends the watch over its context; nil if there is none

	in         *list // the list that it is in, guarded by the pool's mu
	prev, next *entry
}

// task is the part of an entry that knows the type of its result. All methods but run and deliver are
// called with the pool's mu held.
type task interface {
	start()
	// run calls the task's function and keeps what it returns.
	run()
	// late returns the error of the task's context.
	late() error
	// settle makes the future done with what run has kept, and reports whether that was a failure.
	settle() (failed bool)
	// fail makes the future done with an error; the task has not run.
	fail(err error)
	// withdraw makes the future cancelled.
	withdraw()
	// undelivered reports whether there are functions for deliver to call.
	undelivered() bool
	// deliver calls the functions that the future was given.
	deliver()
}

// list is a list of entries, first in first, linked through the entries themselves so that one may
// leave from the middle in constant time.
type list struct {
	head, tail *entry
	len        int
}

func (l *list) push(e *entry) {
	e.in, e.prev = l, l.tail
	if l.tail == nil {
		l.head = e
	} else {
		l.tail.next = e
	}
	l.tail = e
	l.len++
}

func (l *list) pop() *entry {
	e := l.head
	if e != nil {
		l.remove(e)
	}
	return e
}

func (l *list) remove(e *entry) {
	if e.prev == nil {
		l.head = e.next
	} else {
		e.prev.next = e.next
	}
	if e.next == nil {
		l.tail = e.prev
	} else {
		e.next.prev = e.prev
	}
	e.in, e.prev, e.next = nil, nil, nil
	l.len--
}
