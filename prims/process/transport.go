package process

import (
	"context"

	"github.com/tenter-go/tenter/prims/pipe"
)

// Transport starts children.
type Transport interface {
	// Start starts a child that serves requests: it takes one from the pipe, calls the function, sends the
	// response, and so on until the pipe is at its end. If once is true it exits after the first.
	Start(once bool) (Child, error)
}

// Child is a child process. All methods may be called by any number of goroutines at once.
type Child interface {
	// Send and Receive talk to the child. After its death Receive gives what it had sent, and then
	// [io.EOF].
	Send(ctx context.Context, message []byte) error
	Receive(ctx context.Context) ([]byte, error)
	// Close closes the pipe to the child, which will end when it has nothing more to do.
	Close() error
	// Kill ends the child, whatever it does, and does not wait for that.
	Kill()
	// Done is closed once the child has ended and has been reaped.
	Done() <-chan struct{}
	// ExitCode is what the child exited with, or minus the number of the signal that killed it. It is
	// valid once Done is closed.
	ExitCode() int
}

// Serve serves requests that come through a pipe, as a child does, and returns the exit code: that of the
// first request if once is true.
func Serve(end pipe.End, once bool, call func(Request) Response) (code int) {
	ctx := context.Background()
	for {
		message, err := end.Receive(ctx)
		if err != nil {
			return 0 // the parent has no more to do, or is dead
		}
		var request Request
		response := Response{Failure: "the request can't be decoded"}
		if decode(message, &request) == nil {
			response = call(request)
		}
		answer, err := encode(response)
		if err == nil {
			err = end.Send(ctx, answer)
		}
		switch {
		case err != nil || once && response.Failure != "":
			return 1
		case once:
			return 0
		}
	}
}
