// Package mutants holds known-wrong pipes: each is package pipe's contract, within a process, with one
// real mistake in it. Package [mutant] says what mutants are for.
//
// Most mutants are an embedded sound pipe, the type sound, with the wrong methods in place of its own:
// what a file shows is the mistake.
package mutants

import (
	"context"
	"io"
	"sync"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/pipe"
)

// Subject is one direction of a pipe: what is sent at A is received at B.
type Subject interface {
	Send(ctx context.Context, v byte) error
	Receive(ctx context.Context) (byte, error)
	Poll() bool
	CloseA()
	CloseB()
}

// Mutant is one row of the table. Its constructor returns a pipe for so many messages.
type Mutant = mutant.Mutant[func(size int) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// Right returns a pipe of package pipe, no mutant at all.
func Right(size int) Subject {
	a, b := pipe.Memory(size)
	return right{a, b}
}

type right struct{ a, b pipe.End }

func (s right) Send(ctx context.Context, v byte) error { return s.a.Send(ctx, []byte{v}) }

func (s right) Receive(ctx context.Context) (byte, error) {
	message, err := s.b.Receive(ctx)
	if err != nil {
		return 0, err
	}
	return message[0], nil
}

func (s right) Poll() bool { return s.b.Poll() }
func (s right) CloseA()    { _ = s.a.Close() }
func (s right) CloseB()    { _ = s.b.Close() }

// sound is the pipe that the mutants spoil: plain, and right.
type sound struct {
	mu               sync.Mutex
	size             int
	messages         []byte
	closedA, closedB bool
	changed          chan struct{} // closed and replaced at each change
}

func newSound(size int) *sound { return &sound{size: size, changed: make(chan struct{})} }

func (s *sound) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// until waits until cond holds, and returns with mu held; or it returns the context's error without.
func (s *sound) until(ctx context.Context, cond func() bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		if cond() {
			return nil
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// The conditions are called with mu held.

func (s *sound) sendable() bool   { return s.closedA || s.closedB || len(s.messages) < s.size }
func (s *sound) receivable() bool { return s.closedA || s.closedB || len(s.messages) > 0 }

func (s *sound) Send(ctx context.Context, v byte) error {
	if err := s.until(ctx, s.sendable); err != nil {
		return err
	}
	defer s.mu.Unlock()
	switch {
	case s.closedA:
		return pipe.ErrClosed
	case s.closedB:
		return pipe.ErrBroken
	}
	s.messages = append(s.messages, v)
	s.change()
	return nil
}

func (s *sound) Receive(ctx context.Context) (byte, error) {
	if err := s.until(ctx, s.receivable); err != nil {
		return 0, err
	}
	defer s.mu.Unlock()
	switch {
	case s.closedB:
		return 0, pipe.ErrClosed
	case len(s.messages) == 0:
		return 0, io.EOF
	}
	v := s.messages[0]
	s.messages = s.messages[1:]
	s.change()
	return v, nil
}

func (s *sound) Poll() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.receivable()
}

func (s *sound) CloseA() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closedA = true
	s.change()
}

func (s *sound) CloseB() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closedB = true
	s.change()
}
