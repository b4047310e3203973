package models

import (
	"context"
	"time"
)

// EventOps is how an event is called: one function for each operation, nil for
// one that it does not offer. Method values fit.
type EventOps struct {
	// Set sets the event and lets go all that wait.
	Set func()
	// Clear makes the event not set.
	Clear func()
	// IsSet reports whether the event is set.
	IsSet func() bool
	// Wait waits until the event is set, and returns nil then. If ctx is done
	// first it returns the error of ctx.
	Wait func(ctx context.Context) error
	// WaitTimeout waits at most d; it reports whether the event was set. With
	// d <= 0 it looks once.
	WaitTimeout func(d time.Duration) bool
	// Await waits for as long as it takes.
	Await func()
}

func (o EventOps) set()                             { o.Set() }
func (o EventOps) clear()                           { o.Clear() }
func (o EventOps) isSet() bool                      { return o.IsSet() }
func (o EventOps) wait(ctx context.Context) error   { return o.Wait(ctx) }
func (o EventOps) waitTimeout(d time.Duration) bool { return o.WaitTimeout(d) }
func (o EventOps) await()                           { o.Await() }

// Event is the strict model of an event: a flag that can be waited for, not set
// at first. A Set lets go everybody who waits in one step, so that they return
// also if a Clear follows at once; and a call that begins after the Clear waits.
//
// With MissesPulses() a call that waits needs to find the event set when it
// looks: it may sleep through a Set that is followed by a Clear.
func Event(opts ...Option) *Model[EventOps] {
	set := Act("Set", Func(EventOps.set).If(func(o EventOps) bool { return o.Set != nil }), setEvent).NonBlocking()
	clear := Change("Clear", Func(EventOps.clear).If(func(o EventOps) bool { return o.Clear != nil }), func(bool, None) bool { return false })
	isSet := Ask("IsSet", Ret(EventOps.isSet).If(func(o EventOps) bool { return o.IsSet != nil }), flagIsSet)
	wait := Ctx(EventOps.wait).If(func(o EventOps) bool { return o.Wait != nil })
	waitTimeout := Within(EventOps.waitTimeout).If(func(o EventOps) bool { return o.WaitTimeout != nil })
	await := Func(EventOps.await).If(func(o EventOps) bool { return o.Await != nil })
	opts = append([]Option{Name("event"), Label("event"), Describe(describeEvent)}, opts...)

	if gather(opts).missesPulses {
		keep := func(set bool, _ None) bool { return set }
		set := Change("Set", Func(EventOps.set).If(func(o EventOps) bool { return o.Set != nil }), func(bool, None) bool { return true })
		return New(false, set, clear, isSet,
			Wait("Wait", wait, flagIsSet, keep), Wait("WaitTimeout", waitTimeout, flagIsSet, keep), Wait("Await", await, flagIsSet, keep),
		).With(opts...)
	}
	return Grants(false, nil, set, clear, isSet,
		Act("Wait", wait, awaitEvent), Act("WaitTimeout", waitTimeout, awaitEvent), Act("Await", await, awaitEvent),
	).With(opts...)
}

// MissesPulses weakens the model of an event: a call that waits looks at the
// flag when it runs, and may find it cleared again. What it gives up: a
// wake-up lost between a Set and a Clear passes as a pulse that was missed.
func MissesPulses() Option { return func(s *settings) { s.missesPulses = true } }

func flagIsSet(set bool, _ None) bool { return set }

func setEvent(t *Turn[bool], _ None) {
	t.State = true
	for w, ok := t.First(); ok; w, ok = t.First() {
		t.Grant(w, nil)
	}
	t.Return(nil)
}

func awaitEvent(t *Turn[bool], _ None) {
	if t.State {
		t.Return(nil)
	} else {
		t.Block()
	}
}

func describeEvent(set bool) string {
	if set {
		return "the event is set"
	}
	return "the event is not set"
}
