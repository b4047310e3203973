package queue

import "sync/atomic"

// Queue can be closed.
type Queue struct {
	closed atomic.Bool
	items  chan int
}

// Close closes the queue; calling it again does nothing.
func (q *Queue) Close() {
	if !q.closed.Load() {
		q.closed.Store(true)
		close(q.items)
	}
}
