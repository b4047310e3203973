package stdlib

import "sync"

// WaitGroup is a sync.WaitGroup whose counter does not become negative and is not raised from zero, which
// must not happen while somebody waits.
type WaitGroup struct {
	wg   sync.WaitGroup
	open Tokens // what is still to be done, less one for each Add under way
}

// NewWaitGroup returns a wait group whose counter is n.
func NewWaitGroup(n int) *WaitGroup {
	g := new(WaitGroup)
	g.wg.Add(n)
	g.open.Add(n)
	return g
}

// Add adds n to the counter, or refuses. While it does, it sets one aside that is still to be done, so
// that the counter can't become zero.
func (g *WaitGroup) Add(n int) error {
	return g.open.GiveBack(func() {
		g.wg.Add(n)
		g.open.Add(n + 1)
	})
}

// Done takes one off the counter, or refuses.
func (g *WaitGroup) Done() error { return g.open.GiveBack(g.wg.Done) }

// Wait waits until the counter is zero.
func (g *WaitGroup) Wait() { g.wg.Wait() }
