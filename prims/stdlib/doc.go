// Package stdlib holds Go's own primitives in the form in which a harness can call them. They add
// nothing but a count: the misuse of some of them, such as to unlock a mutex that is not locked, is the
// end of the process, and here it is refused with [ErrMisuse].
//
// The count lags a step behind the truth: it is raised after the lock is taken, so that a call may be
// refused that a moment later would have been right. It never lets a wrong one pass.
package stdlib

import (
	"errors"
	"sync/atomic"
)

// ErrMisuse refuses a call that the primitive itself would not survive.
var ErrMisuse = errors.New("stdlib: refused, it would be misuse")

// Tokens count what has been taken and may be given back. The zero value counts none.
type Tokens struct{ n atomic.Int64 }

// Add adds n tokens.
func (t *Tokens) Add(n int) { t.n.Add(int64(n)) }

// Use takes n tokens, all or none, and reports whether it did.
func (t *Tokens) Use(n int) bool {
	for {
		have := t.n.Load()
		if have < int64(n) {
			return false
		}
		if t.n.CompareAndSwap(have, have-int64(n)) {
			return true
		}
	}
}

// GiveBack calls unlock if there is a token to use, and refuses with [ErrMisuse] if not.
func (t *Tokens) GiveBack(unlock func()) error {
	if !t.Use(1) {
		return ErrMisuse
	}
	unlock()
	return nil
}
