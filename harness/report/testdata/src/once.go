package once

import "sync"

// Register gives out a name once.
type Register struct {
	mu    sync.Mutex
	taken bool
}

func (r *Register) isTaken() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.taken
}

// Take reports whether the caller got the name.
func (r *Register) Take() bool {
	if r.isTaken() {
		return false
	}
	r.mu.Lock()
	r.taken = true
	r.mu.Unlock()
	return true
}
