package mutants

import "context"

// lateCheck has a fast path: a lock that is free is taken, and the order is checked where a call would have
// to wait, which is where deadlocks are. But then a wrong order goes unnoticed until it meets its opposite,
// and by then the other one waits already.
type lateCheck struct{ sound }

func (l *lateCheck) Acquire(ctx context.Context, owner, lock int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if ok, err := l.TryAcquire(owner, lock); ok || err != nil {
		return err
	}
	return l.sound.Acquire(ctx, owner, lock)
}
