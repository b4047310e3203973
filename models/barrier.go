package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// BarrierOps is how a barrier is called: one function for each operation, nil
// for one that it does not offer.
type BarrierOps struct {
	// Wait waits until the generation is full, and returns its index in it. If
	// ctx is done first it breaks the barrier and returns the error of ctx. It
	// returns another error if the barrier is broken, or breaks or is reset while
	// it waits.
	Wait func(ctx context.Context) (index int, err error)
	// WaitTimeout waits at most d; full is false if it gave up, which breaks the
	// barrier. It returns an error as Wait does.
	WaitTimeout func(d time.Duration) (index int, full bool, err error)
	// Arrive is Wait for barriers that tell no index.
	Arrive func(ctx context.Context) error
	// Await is Arrive for barriers that can be neither cancelled nor broken.
	Await func()
	// Abort breaks the barrier.
	Abort func()
	// Reset makes the barrier fresh; calls that wait get an error.
	Reset func()
	// Broken reports whether the barrier is broken.
	Broken func() bool
	// Waiting returns how many calls wait.
	Waiting func() int
	// Trips returns how many generations have become full, or how often the
	// action has run. Not beside Waiting: the two change in different moments.
	Trips func() int
}

func (o BarrierOps) wait(ctx context.Context) (int, error)          { return o.Wait(ctx) }
func (o BarrierOps) waitTimeout(d time.Duration) (int, bool, error) { return o.WaitTimeout(d) }
func (o BarrierOps) arrive(ctx context.Context) error               { return o.Arrive(ctx) }
func (o BarrierOps) await()                                         { o.Await() }
func (o BarrierOps) abort()                                         { o.Abort() }
func (o BarrierOps) reset()                                         { o.Reset() }
func (o BarrierOps) broken() bool                                   { return o.Broken() }
func (o BarrierOps) waiting() int                                   { return o.Waiting() }
func (o BarrierOps) trips() int                                     { return o.Trips() }

// gathering is the state of a barrier besides those who wait.
type gathering struct {
	broken bool
	trips  int
}

// Barrier is the model of a barrier for that many parties, which is fresh at
// first.
//
// What it demands: nobody goes before the generation is full; with the last
// arrival all go, each with another index, whatever happens afterwards; a call
// that gives up breaks the barrier, for those who wait and for those who come
// later, until a reset. What it allows: indices in any order.
//
// With FIFO() they are in the order of arrival. It panics if parties is less
// than 1.
func Barrier(parties int, opts ...Option) *Model[BarrierOps] {
	if parties < 1 {
		panic(fmt.Sprintf("models: Barrier(%d): there must be at least 1 party", parties))
	}
	r := barrierRules{parties: parties, fifo: gather(opts).fifo}
	return Grants(gathering{}, nil,
		Act("Wait", CtxRet(BarrierOps.wait).If(func(o BarrierOps) bool { return o.Wait != nil }), r.arrive).OnCancel(r.cancel),
		Act("WaitTimeout", WithinRetErr(BarrierOps.waitTimeout).If(func(o BarrierOps) bool { return o.WaitTimeout != nil }), r.arrive).OnCancel(r.cancel),
		Act("Arrive", Ctx(BarrierOps.arrive).If(func(o BarrierOps) bool { return o.Arrive != nil }), r.arrive).OnCancel(r.cancel),
		Act("Await", Func(BarrierOps.await).If(func(o BarrierOps) bool { return o.Await != nil }), r.arrive),
		Act("Abort", Func(BarrierOps.abort).If(func(o BarrierOps) bool { return o.Abort != nil }), r.abort).NonBlocking(),
		Act("Reset", Func(BarrierOps.reset).If(func(o BarrierOps) bool { return o.Reset != nil }), r.reset).NonBlocking(),
		Ask("Broken", Ret(BarrierOps.broken).If(func(o BarrierOps) bool { return o.Broken != nil }), func(g gathering, _ None) bool { return g.broken }),
		Act("Waiting", Ret(BarrierOps.waiting).If(func(o BarrierOps) bool { return o.Waiting != nil }),
			func(t *Turn[gathering], _ None) { t.Return(len(t.Waiting())) }).NonBlocking(),
		Ask("Trips", Ret(BarrierOps.trips).If(func(o BarrierOps) bool { return o.Trips != nil }), func(g gathering, _ None) int { return g.trips }),
	).With(append([]Option{Name("barrier"), Label("barrier(%d)", parties), Describe(describeGathering)}, opts...)...)
}

func describeGathering(g gathering) string {
	if g.broken {
		return "the barrier is broken"
	}
	return "the barrier is whole"
}

// barrierRules are what calls on a barrier do.
type barrierRules struct {
	parties int
	fifo    bool
}

// arrive takes a place, and the last one lets all go.
func (r barrierRules) arrive(t *Turn[gathering], _ None) {
	ws := slices.Clone(t.Waiting())
	switch {
	case t.State.broken:
		t.Return(r.result(t.Self(), ErrAny))
	case len(ws) < r.parties-1:
		t.Block()
	default:
		t.State.trips++
		places := make([]int, 0, r.parties)
		for i := range r.parties {
			places = append(places, i)
		}
		for _, w := range ws {
			var index int
			places, index = r.place(t, places)
			t.Grant(w, r.result(w, index))
		}
		t.Return(r.result(t.Self(), places[0]))
	}
}

// place takes one of the places that are left.
func (r barrierRules) place(t *Turn[gathering], places []int) (left []int, index int) {
	i := 0
	if !r.fifo {
		i = t.Choose(len(places))
	}
	return slices.Delete(slices.Clone(places), i, i+1), places[i]
}

// result is what a call returns, in its form.
func (r barrierRules) result(w Waiter, out any) any {
	if _, index := out.(int); index && (w.Name == "Arrive" || w.Name == "Await") {
		return nil
	}
	return out
}

// scatter sends those who wait away.
func (r barrierRules) scatter(t *Turn[gathering]) {
	for w, ok := t.First(); ok; w, ok = t.First() {
		t.Grant(w, r.result(w, ErrAny))
	}
}

func (r barrierRules) cancel(t *Turn[gathering], _ any) {
	t.State.broken = true
	r.scatter(t)
	t.Return(nil)
}

func (r barrierRules) abort(t *Turn[gathering], _ None) {
	t.State.broken = true
	r.scatter(t)
	t.Return(nil)
}

func (r barrierRules) reset(t *Turn[gathering], _ None) {
	t.State.broken = false
	r.scatter(t)
	t.Return(nil)
}
