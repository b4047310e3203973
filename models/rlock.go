package models

import (
	"context"
	"fmt"
	"time"
)

// RLockOps is how a reentrant lock is called: one function for each operation,
// nil for one that it does not offer. All take the owner for whom they are
// called: 1 or 2, unless Owners says otherwise. Several tasks may call for one
// owner at once.
type RLockOps struct {
	// Acquire waits until the lock is free or the owner's, and takes it once
	// more; it returns nil then. If ctx is done first it returns the error of ctx
	// and takes nothing.
	Acquire func(ctx context.Context, owner int) error
	// AcquireTimeout waits at most d; it reports whether it took the lock. With
	// d <= 0 it tries once.
	AcquireTimeout func(d time.Duration, owner int) bool
	// Lock waits for as long as it takes.
	Lock func(owner int)
	// TryAcquire takes the lock once more if it can at once, and reports that.
	TryAcquire func(owner int) bool
	// Release takes one off the owner's depth, and frees the lock at zero. It
	// returns an error and changes nothing if the owner does not hold it.
	Release func(owner int) error
	// Depth returns how many times the owner holds the lock.
	Depth func(owner int) int
	// Locked reports whether anybody holds the lock.
	Locked func() bool
}

func (o RLockOps) acquire(ctx context.Context, owner int) error   { return o.Acquire(ctx, owner) }
func (o RLockOps) acquireTimeout(d time.Duration, owner int) bool { return o.AcquireTimeout(d, owner) }
func (o RLockOps) lock(owner int)                                 { o.Lock(owner) }
func (o RLockOps) tryAcquire(owner int) bool                      { return o.TryAcquire(owner) }
func (o RLockOps) release(owner int) error                        { return o.Release(owner) }
func (o RLockOps) depth(owner int) int                            { return o.Depth(owner) }
func (o RLockOps) locked() bool                                   { return o.Locked() }

// holding says who holds a reentrant lock and how deep. The zero value is free.
type holding struct{ owner, depth int }

func (h holding) lets(owner int) bool { return h.owner == 0 || h.owner == owner }

func (h holding) more(owner int) holding { return holding{owner, h.depth + 1} }

// less is the state after a release, which the owner must be able to make.
func (h holding) less() holding {
	if h.depth == 1 {
		return holding{}
	}
	return holding{h.owner, h.depth - 1}
}

func (h holding) depthOf(owner int) int {
	if h.owner != owner {
		return 0
	}
	return h.depth
}

// RLock is the model of a reentrant lock with explicit owners. It is free at
// first.
//
// What it demands: nobody is let in while another owner holds the lock; the
// owner is, without waiting; only as many releases as acquisitions free it;
// strangers release nothing; at a quiescence no call is stuck that the lock
// would let in. What it allows: waiters go in any order and newcomers overtake;
// TryAcquire may fail while somebody waits; a cancelled call may have had the
// lock for a moment (Prompt).
//
// With FIFO() it is strict: the lock is handed to the owner whose call waits
// longest, with all calls of that owner that wait; TryAcquire fails exactly when
// another owner holds the lock; a cancelled call never had it.
func RLock(opts ...Option) *Model[RLockOps] {
	defaults := []Option{Name("rlock"), Label("rlock"), Describe(describeHolding), Owners(1, 2)}
	opts = append(defaults, opts...)
	set := gather(opts)
	owners := set.owners
	release := Update("Release", Err1(RLockOps.release, owners).If(func(o RLockOps) bool { return o.Release != nil }),
		func(h holding, owner int) (holding, error) {
			if h.owner != owner {
				return h, ErrAny
			}
			return h.less(), nil
		})
	try := Update("TryAcquire", Ret1(RLockOps.tryAcquire, owners).If(func(o RLockOps) bool { return o.TryAcquire != nil }),
		func(h holding, owner int) (holding, bool) {
			if !h.lets(owner) {
				return h, false
			}
			return h.more(owner), true
		})
	depth := Ask("Depth", Ret1(RLockOps.depth, owners).If(func(o RLockOps) bool { return o.Depth != nil }), holding.depthOf)
	locked := Ask("Locked", Ret(RLockOps.locked).If(func(o RLockOps) bool { return o.Locked != nil }),
		func(h holding, _ None) bool { return h.owner != 0 })
	acquire := Ctx1(RLockOps.acquire, owners).If(func(o RLockOps) bool { return o.Acquire != nil })
	acquireTimeout := Within1(RLockOps.acquireTimeout, owners).If(func(o RLockOps) bool { return o.AcquireTimeout != nil })
	lock := Func1(RLockOps.lock, owners).If(func(o RLockOps) bool { return o.Lock != nil })

	if set.fifo {
		return Grants(holding{}, handOverHolding,
			Act("Acquire", acquire, joinHolding), Act("AcquireTimeout", acquireTimeout, joinHolding), Act("Lock", lock, joinHolding),
			try, release, depth, locked,
		).With(opts...)
	}
	giveBack := func(h holding, _, _ any) holding { return h.less() }
	return New(holding{},
		Wait("Acquire", acquire, holding.lets, holding.more).GiveBack(giveBack),
		Wait("AcquireTimeout", acquireTimeout, holding.lets, holding.more).GiveBack(giveBack),
		Wait("Lock", lock, holding.lets, holding.more),
		try.MayYieldWith(false), release, depth, locked,
	).With(append(opts, Prompt())...)
}

// Owners says for which owners the calls of a reentrant lock are made.
func Owners(numbers ...int) Option {
	args := In(numbers...)
	return func(s *settings) { s.owners = args }
}

// joinHolding is a call that takes the lock or joins the queue.
func joinHolding(t *Turn[holding], owner int) {
	if !t.State.lets(owner) {
		t.Block()
		return
	}
	t.State = t.State.more(owner)
	t.Return(nil)
}

// handOverHolding hands a free lock to the owner that waits longest.
func handOverHolding(t *Turn[holding]) {
	first, ok := t.First()
	if t.State.owner != 0 || !ok {
		return
	}
	owner := first.Arg.(int)
	for again := true; again; {
		again = false
		for _, w := range t.Waiting() {
			if w.Arg == any(owner) {
				t.State = t.State.more(owner)
				t.Grant(w, nil)
				again = true
				break
			}
		}
	}
}

func describeHolding(h holding) string {
	switch h.depth {
	case 0:
		return "the lock is free"
	case 1:
		return fmt.Sprintf("owner %d holds the lock", h.owner)
	}
	return fmt.Sprintf("owner %d holds the lock %d times", h.owner, h.depth)
}
