package spin

import (
	"runtime"
	"sync/atomic"
)

// Lock is a spin lock.
type Lock struct{ held atomic.Bool }

// Lock takes the lock.
func (l *Lock) Lock() {
	for !l.held.CompareAndSwap(false, true) {
		runtime.Gosched()
	}
}

// Unlock gives the lock back, or does nothing if somebody else has been quicker.
func (l *Lock) Unlock() {
	if l.held.Load() {
		l.held.Store(true)
	}
}
