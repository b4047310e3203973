// Package pipe provides message pipes with two ends, between processes and within one.
//
// A pipe has two directions; each end sends in one and receives from the other. [Memory] makes a pipe
// within a process, [OS] one whose ends can be given to child processes. Both keep this contract:
//
//   - Messages arrive whole, in the order in which they were sent, each once.
//   - Send waits while the buffer of its direction is full, Receive while it is empty; no longer than
//     their contexts allow. A call whose context was done on entry has no effect.
//   - Once one end is closed, the other receives all that was sent, and then [io.EOF]; what it sends is
//     refused with [ErrBroken]. Calls on an end that is closed return [ErrClosed], those that wait there
//     too. Closing twice is allowed.
//   - Poll reports whether Receive would not wait: there is a message, or the end.
//
// Any number of goroutines may use an end at once; each message goes to one of them. Between processes
// there may be only one at each end.
//
// # Differences from Python
//
// It follows multiprocessing.Pipe of Python 3.13. Python's one-way pipe refuses the wrong direction by
// an OSError; here [Reader] and [Writer] have no such method. A copy of an end in another process keeps
// the pipe open in Python, and here; the parent must close its own copy of what it gives to a child,
// which package process does.
package pipe

import (
	"context"
	"errors"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrBroken refuses to send what nobody can receive.
	ErrBroken = errors.New("pipe: the other end is closed")
	// ErrClosed refuses calls on an end that is closed.
	ErrClosed = errors.New("pipe: closed")
	// ErrTooLong refuses a message of more than [MaxMessage] bytes.
	ErrTooLong = errors.New("pipe: the message is too long")
)

// Writer is the sending side of an end.
type Writer interface {
	// Send sends a message; it does not keep it.
	Send(ctx context.Context, message []byte) error
	Close() error
}

// Reader is the receiving side of an end.
type Reader interface {
	Receive(ctx context.Context) ([]byte, error)
	Poll() bool
	Close() error
}

// End is one end of a pipe.
type End interface {
	Reader
	Writer
}
