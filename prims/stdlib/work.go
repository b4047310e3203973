package stdlib

import "sync/atomic"

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

// HeldGroup is a group with one function that goes on until Finish. Others are added only while it does:
// a group that may have ended must not be added to.
type HeldGroup struct {
	g        Group
	open     Tokens // one, less one for each Go under way; none after Finish
	finished chan struct{}
}

// NewHeldGroup returns g with the function that goes on.
func NewHeldGroup(g Group) *HeldGroup {
	h := &HeldGroup{g: g, finished: make(chan struct{})}
	h.open.Add(1)
	g.Go(func() error { <-h.finished; return nil })
	return h
}

// Go adds a function that returns err, or refuses.
func (h *HeldGroup) Go(err error) error {
	return h.open.GiveBack(func() {
		h.g.Go(func() error { return err })
		h.open.Add(1)
	})
}

// Finish lets the function go that was there at first, or refuses: because it is not there any more, or
// because another one is being added.
func (h *HeldGroup) Finish() error {
	return h.open.GiveBack(func() { close(h.finished) })
}

// Wait waits for all functions and returns the error that came first.
func (h *HeldGroup) Wait() error { return h.g.Wait() }
