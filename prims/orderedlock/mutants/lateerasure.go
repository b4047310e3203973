package mutants

import "github.com/tenter-go/tenter/prims/orderedlock"

// lateErasure frees the lock first, and erases its holder when that is done. By then the next one may hold
// it, who is erased in place of the old one: it can't release its lock.
type lateErasure struct{ sound }

func (l *lateErasure) Release(owner, lock int) error {
	if !l.begin(owner) {
		return orderedlock.ErrBusy
	}
	defer l.end(owner)
	l.mu.Lock()
	if l.holder[lock] != owner {
		l.mu.Unlock()
		return orderedlock.ErrNotHeld
	}
	w := l.queue[lock].Pop()
	if w != nil {
		l.holder[lock] = int(w.Tag)
		close(w.Ready)
		l.mu.Unlock()
		return nil
	}
	l.taken[lock] = false
	l.mu.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.holder[lock] = 0
	return nil
}
