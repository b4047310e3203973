package queue

import "errors"

// Errors of this package. Match them with [errors.Is].
var (
	// ErrFull ends a TryPut that found the queue full, and a PutTimeout that found it full for too
	// long. Nothing was put.
	ErrFull = errors.New("queue: full")
	// ErrEmpty ends a TryGet that found the queue empty, and a GetTimeout that found it empty for too
	// long. Nothing was taken.
	ErrEmpty = errors.New("queue: empty")
	// ErrShutDown refuses a put after a shutdown, and a get after one once nothing is left.
	ErrShutDown = errors.New("queue: shut down")
	// ErrTaskDone refuses a TaskDone when nothing is unfinished.
	ErrTaskDone = errors.New("queue: done more often than put")
)
