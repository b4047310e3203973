package models

import (
	"context"
	"fmt"
)

// ResourcePoolOps is how a pool of resources is called that are acquired, given
// back and destroyed: one function for each operation, nil for one that it does
// not offer. What Acquire returns is passed to Release and Destroy as it is; it
// must be comparable, and the same each time the same resource is acquired.
type ResourcePoolOps struct {
	// Factory, if the pool was made with it, tells what it made and destroyed.
	Factory *Factory
	// Acquire waits for a resource; ctx cuts it short.
	Acquire func(ctx context.Context) (any, error)
	// AcquireN is Acquire without a context.
	AcquireN func() (any, error)
	// TryAcquire takes a resource if it can have one at once.
	TryAcquire func() (any, bool)
	// Release gives a resource back.
	Release func(resource any)
	// Destroy gives a resource back that is not to be used again.
	Destroy func(resource any)
	// Create adds a resource that nobody uses, or fails.
	Create func(ctx context.Context) error
	// Close lets nobody acquire any more. It does not wait.
	Close func()
	// CloseWait is Close for pools that wait until all resources have been given
	// back and destroyed.
	CloseWait func()

	register *poolRegister
}

// poolState is how many resources are in use, and whether the pool is closed.
type poolState struct {
	used   int
	extra  int // resources that Create may have added on top of all
	closed bool
}

type poolTurn = Turn[poolState]

// ResourcePool is the model of a pool of at most that many resources.
//
// What it demands: nobody is given a resource that somebody has, or that was
// destroyed; no more are in use than there may be; nothing is destroyed that is
// in use, or twice; once the pool is closed Acquire fails, also where it waits
// already, and CloseWait returns when all have been given back, with everything
// destroyed that was not made beside it; at a quiescence no Acquire is stuck unless all
// resources are in use, and no other call is. What it allows: waiters go in any
// order; any number of unused resources is kept; TryAcquire and Create fail at
// any time, and Create may add resources on top of most; Acquire
// fails when the Factory did; a cancelled Acquire may have had its resource for a moment.
//
// A Release or Destroy is of the resource that has been in use longest; without
// one it is not made, and neither is a second Close. The Factory fails at every
// third attempt. It panics if most is less than 1.
func ResourcePool(most int, opts ...Option) *Model[ResourcePoolOps] {
	if most < 1 {
		panic(fmt.Sprintf("models: ResourcePool(%d): there must be room for one resource at least", most))
	}
	type o = ResourcePoolOps
	set := gather(opts)
	acquire := func(t *poolTurn) {
		switch {
		case t.State.closed && set.lateClose && t.State.used >= most && t.Choose(2) == 0:
			t.Block()
		case t.State.closed:
			t.Return(ErrAny)
		case t.State.used == most+t.State.extra, t.State.used >= most && t.Choose(2) == 0:
			t.Block() // with extra ones it may wait, and need not
		case t.Choose(2) == 1:
			t.Return(ErrMake)
		default:
			t.State.used++
			t.Return(nil)
		}
	}
	waits := func(name string, m Method[o, None, error]) Op[poolState, o] {
		return Act(name, m, func(t *poolTurn, _ None) { acquire(t) }).
			OnResume(func(t *poolTurn, _ any) { acquire(t) }).
			GiveBack(func(s poolState, _, _ any) poolState { s.used = max(0, s.used-1); return s })
	}
	back := func(s poolState, _ None) (poolState, error) {
		if s.used == 0 {
			return s, ErrAny
		}
		s.used--
		return s, nil
	}
	closes := func(t *poolTurn, wait bool) {
		t.State.closed = true
		if wait && t.State.used > 0 {
			t.Block()
			return
		}
		t.Return(nil)
	}
	return Grants(poolState{}, nil,
		waits("Acquire", Ctx(o.acquire, ErrMake).If(func(p o) bool { return p.Acquire != nil })),
		waits("AcquireN", Err(o.acquireN, ErrMake).If(func(p o) bool { return p.AcquireN != nil })),
		Update("TryAcquire", Ret(o.tryAcquire).If(func(p o) bool { return p.TryAcquire != nil }), func(s poolState, _ None) (poolState, any) {
			if s.closed || s.used == most+s.extra {
				return s, false
			}
			s.used++
			return s, true
		}).Spuriously(false),
		Update("Release", Err(o.release).If(func(p o) bool { return p.Release != nil }), back).Spuriously(ErrMisuse),
		Update("Destroy", Err(o.destroy).If(func(p o) bool { return p.Destroy != nil }), back).Spuriously(ErrMisuse),
		Change("Create", Err(o.create).If(func(p o) bool { return p.Create != nil }), func(s poolState, _ None) poolState {
			s.extra++
			return s
		}).Spuriously(ErrAny),
		Act("Close", Err(o.close).If(func(p o) bool { return p.Close != nil }), func(t *poolTurn, _ None) { closes(t, false) }).NonBlocking().Spuriously(ErrMisuse),
		Act("CloseWait", Err(o.closeWait).If(func(p o) bool { return p.CloseWait != nil }), func(t *poolTurn, _ None) { closes(t, true) }).
			OnResume(func(t *poolTurn, _ any) { closes(t, true) }).Spuriously(ErrMisuse),
	).equipped(o.careful).Finally(o.finish).With(append([]Option{
		Name("resource-pool"), Label("resource pool(at most %d)", most), Describe(describePool), Prompt(),
	}, opts...)...)
}

// LateClose weakens a ResourcePool: Acquire may wait on a closed pool as long as all
// resources are in use. What it gives up: a Close that does not let go who waits.
func LateClose() Option { return func(s *settings) { s.lateClose = true } }

func describePool(s poolState) string {
	text := fmt.Sprintf("%s in use", counted(s.used, "resource"))
	if s.closed {
		text += ", and the pool is closed"
	}
	return text
}

// careful gives the pool a register of what is in use.
func (o ResourcePoolOps) careful(*settings) ResourcePoolOps {
	if o.Factory == nil {
		o.Factory = new(Factory)
	}
	o.register = &poolRegister{factory: o.Factory}
	return o
}

func (o ResourcePoolOps) acquire(ctx context.Context) error {
	defer o.register.making()()
	return o.register.got(o.Acquire(ctx))
}

func (o ResourcePoolOps) acquireN() error {
	defer o.register.making()()
	return o.register.got(o.AcquireN())
}

func (o ResourcePoolOps) tryAcquire() any {
	defer o.register.making()()
	resource, ok := o.TryAcquire()
	if !ok {
		return false
	}
	if err := o.register.got(resource, nil); err != nil {
		return err.Error()
	}
	return true
}

func (o ResourcePoolOps) release() error { return o.register.give(o.Release) }
func (o ResourcePoolOps) destroy() error { return o.register.give(o.Destroy) }

func (o ResourcePoolOps) create() error {
	defer o.register.making()()
	return o.Create(context.Background())
}

func (o ResourcePoolOps) close() error {
	if _, first := o.register.close(); !first {
		return ErrMisuse
	}
	o.Close()
	return o.register.fault()
}

func (o ResourcePoolOps) closeWait() error {
	undisturbed, first := o.register.close()
	if !first {
		return ErrMisuse
	}
	o.CloseWait()
	return o.register.empty(undisturbed)
}

// finish gives back what is in use, and closes the pool.
func (o ResourcePoolOps) finish() {
	for o.Release != nil && o.register.give(o.Release) == nil {
	}
	switch _, first := o.register.close(); {
	case !first:
	case o.Close != nil:
		o.Close()
	case o.CloseWait != nil && o.Release != nil:
		o.CloseWait()
	}
}
