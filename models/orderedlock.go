package models

import (
	"context"
	"errors"
	"fmt"
)

// ErrBusy is what an ordered lock says to an owner who is in the middle of
// another call.
var ErrBusy = errors.New("the owner is in the middle of another call")

// OrderedLockOps is how two locks of a hierarchy, 1 and 2 by rank, are called
// for two owners, 1 and 2: one function for each operation, nil for one that it
// does not offer. In the argument of the model, 12 is owner 1 and lock 2. A call
// for an owner who is in the middle of another one returns ErrBusy.
type OrderedLockOps struct {
	// Acquire waits for the lock and takes it; it returns nil then. If ctx is
	// done first it returns the error of ctx. If the owner holds a lock of the
	// same or of a higher rank it returns another error, without a wait.
	Acquire func(ctx context.Context, owner, lock int) error
	// TryAcquire takes the lock if it is free, whatever the owner holds, and
	// reports that.
	TryAcquire func(owner, lock int) (bool, error)
	// Release frees the lock; it returns an error and changes nothing if the
	// owner does not hold it.
	Release func(owner, lock int) error
}

func (o OrderedLockOps) acquire(ctx context.Context, who int) error {
	return o.Acquire(ctx, who/10, who%10)
}
func (o OrderedLockOps) tryAcquire(who int) (bool, error) { return o.TryAcquire(who/10, who%10) }
func (o OrderedLockOps) release(who int) error            { return o.Release(who/10, who%10) }

// ranked is who holds each of the locks of a hierarchy, 0 for nobody.
type ranked [3]int

func (r ranked) outOfOrder(owner, lock int) bool {
	for held := lock; held < len(r); held++ {
		if r[held] == owner {
			return true
		}
	}
	return false
}

func (r ranked) with(lock, owner int) ranked {
	r[lock] = owner
	return r
}

// OrderedLock is the strict model of locks in a hierarchy: whoever would wait
// for a lock while it holds one of the same or of a higher rank is refused, and
// waiters of a lock are served first come, first served.
func OrderedLock(opts ...Option) *Model[OrderedLockOps] {
	calls := In(11, 12, 21, 22)
	has := func(f func(OrderedLockOps) bool) func(OrderedLockOps) bool { return f }
	// alone refuses a call for an owner whose other call waits.
	alone := func(act func(t *Turn[ranked], owner, lock int)) func(t *Turn[ranked], who int) {
		return func(t *Turn[ranked], who int) {
			for _, w := range t.Waiting() {
				if w.Arg.(int)/10 == who/10 {
					t.Return(ErrBusy)
					return
				}
			}
			act(t, who/10, who%10)
		}
	}
	return Grants(ranked{}, nil,
		Act("Acquire", Ctx1(OrderedLockOps.acquire, calls, ErrBusy).If(has(func(o OrderedLockOps) bool { return o.Acquire != nil })),
			alone(func(t *Turn[ranked], owner, lock int) {
				switch {
				case t.State.outOfOrder(owner, lock):
					t.Return(ErrAny)
				case t.State[lock] != 0:
					t.Block()
				default:
					t.State = t.State.with(lock, owner)
					t.Return(nil)
				}
			})).Spuriously(ErrBusy),
		Act("TryAcquire", RetErr1(OrderedLockOps.tryAcquire, calls, ErrBusy).If(has(func(o OrderedLockOps) bool { return o.TryAcquire != nil })),
			alone(func(t *Turn[ranked], owner, lock int) {
				free := t.State[lock] == 0
				if free {
					t.State = t.State.with(lock, owner)
				}
				t.Return(free)
			})).NonBlocking().Spuriously(ErrBusy),
		Act("Release", Err1(OrderedLockOps.release, calls, ErrBusy).If(has(func(o OrderedLockOps) bool { return o.Release != nil })),
			alone(func(t *Turn[ranked], owner, lock int) {
				if t.State[lock] != owner {
					t.Return(ErrAny)
					return
				}
				t.State = t.State.with(lock, 0)
				for _, w := range t.Waiting() {
					if w.Arg.(int)%10 == lock {
						t.State = t.State.with(lock, w.Arg.(int)/10)
						t.Grant(w, nil)
						break
					}
				}
				t.Return(nil)
			})).NonBlocking().Spuriously(ErrBusy),
	).With(append([]Option{Name("ordered-lock"), Label("ordered locks 1 and 2 with owners 1 and 2"), Describe(describeRanked)}, opts...)...)
}

func describeRanked(r ranked) string {
	name := func(owner int) string {
		if owner == 0 {
			return "is free"
		}
		return fmt.Sprintf("is held by owner %d", owner)
	}
	return fmt.Sprintf("lock 1 %s, lock 2 %s", name(r[1]), name(r[2]))
}
