package stdlib

import (
	"errors"
	"sync/atomic"
)

// Work is something that takes a while, and that callers who share it must not do twice at once.
type Work struct{ underway, done atomic.Int64 }

// Do does it, and returns how often it has been done, as a negative number if somebody else did it at the
// same time.
func (w *Work) Do() int {
	alone := w.underway.Add(1) == 1
	n := int(w.done.Add(1))
	w.underway.Add(-1)
	if !alone {
		return -n
	}
	return n
}

// Group is what starts functions and waits for all of them, with the first error.
type Group interface {
	Go(f func() error)
	Wait() error
}

// ErrEarly is what waiting for a group returns while one of its functions still runs.
var ErrEarly = errors.New("stdlib: the group was waited for, and a function still runs")

// GatedGroup is a group that is added to until Finish, and waited for afterwards: a group that may have
// ended must not be added to.
type GatedGroup struct {
	g        Group
	open     Tokens // one, less one for each Go under way; none after Finish
	finished chan struct{}
	running  atomic.Int64
}

// NewGatedGroup returns g behind its gate.
func NewGatedGroup(g Group) *GatedGroup {
	h := &GatedGroup{g: g, finished: make(chan struct{})}
	h.open.Add(1)
	return h
}

// Go adds a function that returns err, or refuses.
func (h *GatedGroup) Go(err error) error {
	return h.open.GiveBack(func() {
		h.running.Add(1)
		h.g.Go(func() error {
			h.running.Add(-1)
			return err
		})
		h.open.Add(1)
	})
}

// Finish opens the gate, or refuses: because it is open, or because a function is being added.
func (h *GatedGroup) Finish() error {
	return h.open.GiveBack(func() { close(h.finished) })
}

// Wait waits at the gate and then for all functions, and returns the error that came first.
func (h *GatedGroup) Wait() error {
	<-h.finished
	err := h.g.Wait()
	if h.running.Load() != 0 {
		return ErrEarly
	}
	return err
}
