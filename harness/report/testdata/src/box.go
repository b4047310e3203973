package box

import "sync"

// Box holds one thing.
type Box struct {
	mu   sync.Mutex
	full bool
}

// Put fills the box, unless it is full.
func (b *Box) Put() bool {
	b.mu.Lock()
	if b.full {
		return false
	}
	b.full = true
	b.mu.Unlock()
	return true
}

// Full reports whether the box is full.
func (b *Box) Full() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.full
}
