package mutants

import "github.com/tenter-go/tenter/prims/rlock"

// singleGrant hands the lock to the call that waits longest. Another call of the same owner, which by
// the rules of a reentrant lock never waits while its owner holds it, is left in the queue.
type singleGrant struct{ sound }

func (l *singleGrant) Release(owner int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.owner != owner {
		return rlock.ErrNotHeld
	}
	if l.depth--; l.depth > 0 {
		return nil
	}
	l.owner = 0
	if w := l.queue.Pop(); w != nil {
		l.owner, l.depth = int(w.Tag), 1
		close(w.Ready)
	}
	return nil
}
