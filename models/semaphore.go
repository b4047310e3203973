package models

import (
	"context"
	"fmt"
	"math"
	"time"
)

// SemaphoreOps is how a semaphore is called: one function for each operation,
// nil for one that it does not offer. Method values fit. A semaphore without
// weights is adapted by functions that ignore n, with Weights(1).
type SemaphoreOps struct {
	// Acquire waits for n permits and takes them, all or none; it returns nil
	// then. If ctx is done first it returns the error of ctx and takes none.
	Acquire func(ctx context.Context, n int) error
	// AcquireTimeout waits at most d for n permits; it reports whether it took
	// them. With d <= 0 it tries once.
	AcquireTimeout func(d time.Duration, n int) bool
	// AcquireN waits for n permits for as long as it takes.
	AcquireN func(n int)
	// TryAcquire takes n permits if it can have them at once, and reports that.
	TryAcquire func(n int) bool
	// Release gives n permits back and never waits.
	Release func(n int)
	// ReleaseErr is Release for semaphores that can refuse: it returns an error
	// and changes nothing if there would be more permits than the bound allows.
	ReleaseErr func(n int) error
	// Free returns how many permits are free.
	Free func() int
}

func (o SemaphoreOps) acquire(ctx context.Context, n int) error   { return o.Acquire(ctx, n) }
func (o SemaphoreOps) acquireTimeout(d time.Duration, n int) bool { return o.AcquireTimeout(d, n) }
func (o SemaphoreOps) acquireN(n int)                             { o.AcquireN(n) }
func (o SemaphoreOps) tryAcquire(n int) bool                      { return o.TryAcquire(n) }
func (o SemaphoreOps) release(n int)                              { o.Release(n) }
func (o SemaphoreOps) releaseErr(n int) error                     { return o.ReleaseErr(n) }
func (o SemaphoreOps) free() int                                  { return o.Free() }

// Semaphore is the model of a counting semaphore with that many permits at
// first, for implementations of which no more is known than that they are
// semaphores. Anyone may release, also more than was acquired.
//
// What it demands: permits are conserved; nobody is let in without one; at a
// quiescence no call is stuck whose permits are free, unless an earlier stuck
// one asks for more than is free. What it allows: waiters go in any order and
// newcomers overtake; a waiting call may hold back later ones (HeadOfLine);
// TryAcquire may fail while somebody waits; a cancelled call may have had the
// permits for a moment (Prompt), as in golang.org/x/sync/semaphore.
//
// With FIFO() it is strict: first come, first served, a waiting call holds back
// all later ones, TryAcquire fails exactly when permits are short or somebody
// waits, and, unless Prompt() is given too, a cancelled call never had permits.
// Pass it here and not to With, which would leave TryAcquire as it is.
//
// Calls ask for 1 and 2 permits, unless Weights says otherwise. It panics if
// permits is negative.
func Semaphore(permits int, opts ...Option) *Model[SemaphoreOps] {
	if permits < 0 {
		panic(fmt.Sprintf("models: Semaphore(%d): permits can't be negative", permits))
	}
	opts = semaphoreOptions("semaphore", permits, In(1, 2), opts)
	return newSemaphore(permits, unbounded, opts)
}

// BoundedSemaphore is the model of a semaphore that starts with limit permits
// and never has more. ReleaseErr fails when they would be exceeded, with
// whatever error, and then changes nothing; Release must panic. All else is as
// for Semaphore. Calls ask for 1 permit, and for 2 where the limit allows that.
// It panics if limit is less than 1.
func BoundedSemaphore(limit int, opts ...Option) *Model[SemaphoreOps] {
	if limit < 1 {
		panic(fmt.Sprintf("models: BoundedSemaphore(%d): the limit must be at least 1", limit))
	}
	sizes := In(1, 2)
	if limit == 1 {
		sizes = In(1)
	}
	opts = append(semaphoreOptions("bounded-semaphore", limit, sizes, opts), func(s *settings) { s.object.Limit = limit })
	return newSemaphore(limit, limit, opts)
}

// Weights says how many permits calls of a semaphore ask for.
func Weights(sizes ...int) Option {
	args := In(sizes...)
	return func(s *settings) { s.weights = args }
}

const unbounded = math.MaxInt

// semaphoreOptions puts the defaults in front of the given options.
func semaphoreOptions(name string, permits int, sizes Domain[int], given []Option) []Option {
	defaults := []Option{
		Name(name), Label("%s(%s)", name, counted(permits, "permit")), Describe(describePermits),
		object(Object{Kind: SemaphoreObject, Capacity: permits, Crowded: !gather(given).fifo}),
		func(s *settings) { s.weights = sizes },
	}
	if !gather(given).fifo {
		defaults = append(defaults, HeadOfLine(), Prompt())
	}
	return append(defaults, given...)
}

func newSemaphore(permits, limit int, opts []Option) *Model[SemaphoreOps] {
	set := gather(opts)
	n := set.weights
	enough := func(free, n int) bool { return free >= n }
	take := func(free, n int) int { return free - n }
	releaseErr := func(free, n int) (int, error) {
		if free > limit-n {
			return free, ErrAny
		}
		return free + n, nil
	}
	giveBack := func(free int, n, _ any) int { return free + n.(int) }

	try := Update("TryAcquire", Ret1(SemaphoreOps.tryAcquire, n).If(func(o SemaphoreOps) bool { return o.TryAcquire != nil }),
		func(free, n int) (int, bool) {
			if free < n {
				return free, false
			}
			return free - n, true
		})
	if set.fifo {
		try = try.YieldsWith(false)
	} else {
		try = try.MayYieldWith(false)
	}
	giveUp := Update("ReleaseErr", Err1(SemaphoreOps.releaseErr, n).If(func(o SemaphoreOps) bool { return o.ReleaseErr != nil }), releaseErr)
	if set.mayRefuse {
		giveUp = giveUp.Spuriously(ErrAny)
	}
	return New(permits,
		Wait("Acquire", Ctx1(SemaphoreOps.acquire, n).If(func(o SemaphoreOps) bool { return o.Acquire != nil }), enough, take).GiveBack(giveBack),
		Wait("AcquireTimeout", Within1(SemaphoreOps.acquireTimeout, n).If(func(o SemaphoreOps) bool { return o.AcquireTimeout != nil }), enough, take).GiveBack(giveBack),
		Wait("AcquireN", Func1(SemaphoreOps.acquireN, n).If(func(o SemaphoreOps) bool { return o.AcquireN != nil }), enough, take),
		try,
		Change("Release", Func1(SemaphoreOps.release, n).If(func(o SemaphoreOps) bool { return o.Release != nil }),
			func(free, n int) int { return free + n }).PanicsIf(func(free int, n any) bool { return free > limit-n.(int) }),
		giveUp,
		Ask("Free", Ret(SemaphoreOps.free).If(func(o SemaphoreOps) bool { return o.Free != nil }), func(free int, _ None) int { return free }),
	).equipped(SemaphoreOps.careful).With(opts...)
}

func describePermits(free int) string {
	if free == 1 {
		return "1 permit is free"
	}
	return fmt.Sprintf("%s are free", counted(free, "permit"))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
