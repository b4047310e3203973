package mutants

import "github.com/tenter-go/tenter/prims/rlock"

// lateClear frees the lock first and erases the owner's number afterwards, the other way round than they
// were set. In between the next owner takes the lock, whose number is erased in place of the old one's:
// it holds a lock that it can't release.
type lateClear struct{ flagged }

func (l *lateClear) Release(owner int) error {
	l.mu.Lock()
	if l.owner != owner || l.depth == 0 {
		l.mu.Unlock()
		return rlock.ErrNotHeld
	}
	if l.depth--; l.depth > 0 {
		l.mu.Unlock()
		return nil
	}
	l.handOver()
	l.held = l.depth > 0
	free := !l.held
	if free {
		l.owner = owner // still
	}
	l.mu.Unlock()
	if free {
		l.mu.Lock()
		l.owner = 0
		l.mu.Unlock()
	}
	return nil
}
