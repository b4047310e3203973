package contract

import (
	"context"
	"errors"

	"github.com/tenter-go/tenter/prims/stdlib"
)

// ErrRefused refuses to release, or to compute with, a lock that the caller can't have.
var ErrRefused = errors.New("refused: nobody has the lock who could do that")

// Held is a subject whose holder is told apart from others while it computes: nobody releases the lock in
// its place. The lock does not know its holder, and a program whose other goroutines release what they do
// not hold has none.
type Held struct {
	s    Subject
	held stdlib.Tokens // one for the holder who does not compute; it lags behind
}

// NewHeld returns s with nobody holding it.
func NewHeld(s Subject) *Held { return &Held{s: s} }

// Acquire takes the lock.
func (h *Held) Acquire(ctx context.Context) error {
	err := h.s.Acquire(ctx)
	if err == nil {
		h.held.Add(1)
	}
	return err
}

// TryAcquire takes the lock if it is free.
func (h *Held) TryAcquire() bool {
	ok := h.s.TryAcquire()
	if ok {
		h.held.Add(1)
	}
	return ok
}

// Release releases the lock, or refuses.
func (h *Held) Release() error {
	if !h.held.Use(1) {
		return ErrRefused
	}
	return h.s.Release()
}

// Compute goes on with the lock for longer than it takes to force a switch, or until there was one; or it
// refuses.
func (h *Held) Compute() (switched bool, err error) {
	if !h.held.Use(1) {
		return false, ErrRefused
	}
	defer h.held.Add(1)
	return Compute(h.s)
}

// Waiting returns how many wait for the lock.
func (h *Held) Waiting() int { return h.s.Waiting() }
