package models

import "context"

// GILOps is how a lock with forced switches is called: one function for each
// operation, nil for one that it does not offer.
type GILOps struct {
	// Acquire waits for the lock and takes it; it returns nil then. If ctx is
	// done first it returns the error of ctx and does not take it.
	Acquire func(ctx context.Context) error
	// TryAcquire takes the lock if it can have it at once, and reports that.
	TryAcquire func() bool
	// Release frees the lock or hands it over; it returns an error and changes
	// nothing if the lock is free.
	Release func() error
	// Compute goes on, with the lock and through safe points, for longer than it
	// takes to force a switch, or until there was one. It has the lock at the end
	// in any case, and reports whether there was one. It returns an error at once
	// if the lock is free.
	Compute func() (switched bool, err error)
	// Waiting returns how many calls wait for the lock.
	Waiting func() int
}

func (o GILOps) acquire(ctx context.Context) error { return o.Acquire(ctx) }
func (o GILOps) tryAcquire() bool                  { return o.TryAcquire() }
func (o GILOps) release() error                    { return o.Release() }
func (o GILOps) compute() (bool, error)            { return o.Compute() }
func (o GILOps) waiting() int                      { return o.Waiting() }

// GIL is the strict model of a lock that is handed over, first come, first
// served: by a release, and by a holder that goes on while others wait, who
// then goes to the end of the queue. So nobody starves. It is free at first.
//
// With MayRefuse() Release and Compute may refuse at any time.
func GIL(opts ...Option) *Model[GILOps] {
	refusable := func(op Op[bool, GILOps]) Op[bool, GILOps] {
		if gather(opts).mayRefuse {
			return op.Spuriously(ErrAny)
		}
		return op
	}
	// handOver gives the lock to who waits longest, or frees it. Who goes on with a computation is told that there was a switch.
	handOver := func(t *Turn[bool]) {
		w, ok := t.First()
		t.State = ok
		switch {
		case !ok:
		case w.Name == "Compute":
			t.Grant(w, true)
		default:
			t.Grant(w, nil)
		}
	}
	return Grants(false, nil,
		Act("Acquire", Ctx(GILOps.acquire).If(func(o GILOps) bool { return o.Acquire != nil }), func(t *Turn[bool], _ None) { takeLock(t) }),
		Update("TryAcquire", Ret(GILOps.tryAcquire).If(func(o GILOps) bool { return o.TryAcquire != nil }),
			func(held bool, _ None) (bool, bool) { return true, !held }),
		refusable(Act("Release", Err(GILOps.release).If(func(o GILOps) bool { return o.Release != nil }), func(t *Turn[bool], _ None) {
			if !t.State {
				t.Return(ErrAny)
				return
			}
			handOver(t)
			t.Return(nil)
		}).NonBlocking()),
		refusable(Act("Compute", RetErr(GILOps.compute).If(func(o GILOps) bool { return o.Compute != nil }), func(t *Turn[bool], _ None) {
			if !t.State {
				t.Return(ErrAny)
				return
			}
			if len(t.Waiting()) == 0 {
				t.Return(false)
				return
			}
			handOver(t)
			t.Block()
		})),
		Act("Waiting", Ret(GILOps.waiting).If(func(o GILOps) bool { return o.Waiting != nil }), func(t *Turn[bool], _ None) {
			t.Return(len(t.Waiting()))
		}).NonBlocking(),
	).With(append([]Option{Name("gil"), Label("gil"), Describe(describeLock)}, opts...)...)
}
