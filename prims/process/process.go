package process

import (
	"context"
	"fmt"
	"sync"
)

// Process is one call of a function in a child of its own. It is made by [New].
type Process struct {
	transport Transport
	message   []byte

	mu      sync.Mutex
	started bool
	child   Child // nil until Start has succeeded
}

// New returns a process that will call the function with the argument. It returns [ErrEncode] if that
// can't be encoded.
func New[A, R any](t Transport, fn Function[A, R], arg A) (*Process, error) {
	message, err := fn.Message(arg)
	if err != nil {
		return nil, err
	}
	return &Process{transport: t, message: message}, nil
}

// Start starts the child. It returns [ErrStarted] if that was tried before, or why it failed.
func (p *Process) Start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.started {
		return ErrStarted
	}
	p.started = true
	child, err := p.transport.Start(true)
	if err != nil {
		return err
	}
	if err := child.Send(context.Background(), p.message); err != nil {
		child.Kill()
		<-child.Done()
		return fmt.Errorf("process: the child ended before it was told what to do, with exit code %d: %w", child.ExitCode(), err)
	}
	p.child = child
	go func() { // a response that nobody reads could block the child
		_, _ = child.Receive(context.Background())
		<-child.Done()
		_ = child.Close()
	}()
	return nil
}

// Join waits until the process has ended, and returns nil; or the context's error if ctx was done on
// entry or is done first; or [ErrNotStarted].
func (p *Process) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	child := p.running()
	if child == nil {
		return ErrNotStarted
	}
	select {
	case <-child.Done():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Process) running() Child {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.child
}

// Alive reports whether the process was started and has not ended.
func (p *Process) Alive() bool {
	_, ended := p.ExitCode()
	return !ended && p.running() != nil
}

// ExitCode returns what the process exited with, or minus the number of the signal that killed it, and
// whether it has ended.
func (p *Process) ExitCode() (code int, ended bool) {
	child := p.running()
	if child == nil {
		return 0, false
	}
	select {
	case <-child.Done():
		return child.ExitCode(), true
	default:
		return 0, false
	}
}

// Terminate kills the process and does not wait for that. It returns [ErrNotStarted] before Start.
func (p *Process) Terminate() error {
	child := p.running()
	if child == nil {
		return ErrNotStarted
	}
	child.Kill()
	return nil
}
