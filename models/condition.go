package models

import (
	"context"
	"slices"
	"time"
)

// ConditionOps is how a condition and its lock are called: one function for
// each operation, nil for one that it does not offer.
type ConditionOps struct {
	// Acquire waits for the lock and takes it.
	Acquire func()
	// TryAcquire takes the lock if it is free, and reports that.
	TryAcquire func() bool
	// Release frees the lock; it returns an error and changes nothing if the
	// lock is free.
	Release func() error
	// Wait gives up the lock and joins the waiters in one step, waits for a
	// notification, and has the lock again when it returns. It returns nil if it
	// was notified, the error of ctx if that was done first, and another error at
	// once if the lock is free.
	Wait func(ctx context.Context) error
	// WaitTimeout waits at most d for a notification, and reports whether there
	// was one; it returns an error at once if the lock is free.
	WaitTimeout func(d time.Duration) (notified bool, err error)
	// Await waits for as long as it takes; it returns an error at once if the
	// lock is free.
	Await func() error
	// Notify lets go on n of the calls that wait now; it returns an error and
	// changes nothing if the lock is free.
	Notify func(n int) error
	// NotifyAll lets go on all of them; it returns an error and changes nothing
	// if the lock is free.
	NotifyAll func() error
	// Signal lets go on one of them, and needs no lock.
	Signal func()
	// Broadcast lets go on all of them, and needs no lock.
	Broadcast func()
}

func (o ConditionOps) acquire()                       { o.Acquire() }
func (o ConditionOps) tryAcquire() bool               { return o.TryAcquire() }
func (o ConditionOps) release() error                 { return o.Release() }
func (o ConditionOps) wait(ctx context.Context) error { return o.Wait(ctx) }
func (o ConditionOps) await() error                   { return o.Await() }
func (o ConditionOps) notify(n int) error             { return o.Notify(n) }
func (o ConditionOps) notifyAll() error               { return o.NotifyAll() }
func (o ConditionOps) signal()                        { o.Signal() }
func (o ConditionOps) broadcast()                     { o.Broadcast() }

// notified is the stage of a call on a condition that needs only the lock to
// return: a notification has reached it, or it gave up.
const notified = 1

// Condition is the model of a condition with its lock, which does not know who
// holds it. The lock is free and nobody waits at first.
//
// What it demands: a wait ends by a notification that came while it waited, or
// by its context or time-out, and in both cases with the lock; a notification
// reaches as many of those who wait as it says, none of them twice, and never
// one that then ends as cancelled; none is remembered; no call waits for a
// lock that is free. What it allows: a notification reaches any of those who
// wait, and the lock goes to any who wants it.
//
// With FIFO() a notification reaches those who have waited longest. With
// PassesOn() a call that was notified may still end as cancelled, and then the
// notification goes on to another one. With MayRefuse() calls may be refused
// at any time for want of the lock.
func Condition(opts ...Option) *Model[ConditionOps] {
	set := gather(opts)
	c := conditionRules{fifo: set.fifo, passesOn: set.passesOn}
	refusable := func(op Op[bool, ConditionOps]) Op[bool, ConditionOps] {
		if set.mayRefuse {
			return op.Spuriously(ErrAny)
		}
		return op
	}
	acquire := func(t *Turn[bool], _ None) { takeLock(t) }
	try := func(held bool, _ None) (bool, bool) { return true, !held }
	release := func(held bool, _ None) (bool, error) { return false, errorIf(!held) }
	waiting := func(op Op[bool, ConditionOps]) Op[bool, ConditionOps] {
		return refusable(op.OnResume(c.resume).OnCancel(c.cancel))
	}
	return Grants(false, nil,
		Act("Acquire", Func(ConditionOps.acquire).If(func(o ConditionOps) bool { return o.Acquire != nil }), acquire).
			OnResume(func(t *Turn[bool], _ any) { takeLock(t) }),
		Update("TryAcquire", Ret(ConditionOps.tryAcquire).If(func(o ConditionOps) bool { return o.TryAcquire != nil }), try),
		refusable(Update("Release", Err(ConditionOps.release).If(func(o ConditionOps) bool { return o.Release != nil }), release)),
		waiting(Act("Wait", Ctx(ConditionOps.wait).If(func(o ConditionOps) bool { return o.Wait != nil }), c.wait)),
		waiting(Act("WaitTimeout", WithinErr(ConditionOps.waitTimeout).If(func(o ConditionOps) bool { return o.WaitTimeout != nil }), c.wait)),
		waiting(Act("Await", Err(ConditionOps.await).If(func(o ConditionOps) bool { return o.Await != nil }), c.wait)),
		refusable(Act("Notify", Err1(ConditionOps.notify, In(1, 2)).If(func(o ConditionOps) bool { return o.Notify != nil }), c.notify).NonBlocking()),
		refusable(Act("NotifyAll", Err(ConditionOps.notifyAll).If(func(o ConditionOps) bool { return o.NotifyAll != nil }), c.notifyAll).NonBlocking()),
		Act("Signal", Func(ConditionOps.signal).If(func(o ConditionOps) bool { return o.Signal != nil }), c.signal).NonBlocking(),
		Act("Broadcast", Func(ConditionOps.broadcast).If(func(o ConditionOps) bool { return o.Broadcast != nil }), c.broadcast).NonBlocking(),
	).With(append([]Option{Name("condition"), Label("condition"), Describe(describeLock)}, opts...)...)
}

func (o ConditionOps) waitTimeout(d time.Duration) (bool, error) { return o.WaitTimeout(d) }

// PassesOn weakens the model of a condition: a call that was notified may end
// as cancelled all the same, and the notification moves on to another call that
// waits, as in Python's asyncio.
func PassesOn() Option { return func(s *settings) { s.passesOn = true } }

// takeLock takes the lock of a condition if it is free. The state is whether
// it is held.
func takeLock(t *Turn[bool]) {
	if t.State {
		t.Block()
		return
	}
	t.State = true
	t.Return(nil)
}

// conditionRules are what calls on a condition do.
type conditionRules struct{ fifo, passesOn bool }

func (c conditionRules) wait(t *Turn[bool], _ None) {
	if !t.State {
		t.Return(ErrAny)
		return
	}
	t.State = false
	t.Block()
}

func (c conditionRules) resume(t *Turn[bool], _ any) {
	if t.Stage() != notified {
		t.Block()
		return
	}
	takeLock(t)
}

func (c conditionRules) cancel(t *Turn[bool], _ any) {
	if t.Stage() == notified {
		if !c.passesOn {
			t.TooLate()
			return
		}
		c.reach(t, 1)
	}
	t.Move(t.Self(), notified)
	t.Block()
}

func (c conditionRules) notify(t *Turn[bool], n int) {
	if t.State {
		c.reach(t, n)
	}
	t.Return(errorIf(!t.State))
}

func (c conditionRules) notifyAll(t *Turn[bool], _ None) { c.notify(t, MaxCalls) }

func (c conditionRules) signal(t *Turn[bool], _ None) {
	c.reach(t, 1)
	t.Return(nil)
}

func (c conditionRules) broadcast(t *Turn[bool], _ None) {
	c.reach(t, MaxCalls)
	t.Return(nil)
}

// reach notifies n of the calls that wait for it.
func (c conditionRules) reach(t *Turn[bool], n int) {
	for ; n > 0; n-- {
		asleep := slices.DeleteFunc(slices.Clone(t.Waiting("Wait", "WaitTimeout", "Await")), func(w Waiter) bool { return w.Stage == notified })
		switch {
		case len(asleep) == 0:
			return
		case c.fifo || len(asleep) <= n: // the order in which all are reached does not matter
			t.Move(asleep[0], notified)
		default:
			t.Move(asleep[t.Choose(len(asleep))], notified)
		}
	}
}
