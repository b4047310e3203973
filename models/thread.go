package models

import (
	"context"
	"time"
)

// ThreadOps is how a thread is called: one function for each operation, nil for
// one that it does not offer. The thread runs a body that comes to its end by
// itself, at any time, and says so as the last thing it does.
type ThreadOps struct {
	// Start starts the thread, or returns an error if it was started before.
	Start func() error
	// Done reports whether the body has come to its end.
	Done func() bool
	// Join waits until the thread has ended. If ctx is done first it returns the
	// error of ctx; any other error says that the thread was not started.
	Join func(ctx context.Context) error
	// JoinTimeout waits at most d; it returns false if the thread is still
	// alive, and an error if it was not started. With d <= 0 it looks once.
	JoinTimeout func(d time.Duration) (bool, error)
	// Alive reports whether the thread was started and has not ended.
	Alive func() bool
	// Count returns how many threads are alive besides those that were before.
	Count func() int
	// SetDaemon changes what must be said before the start, and returns an error
	// after it.
	SetDaemon func() error
}

func (o ThreadOps) start() error                              { return o.Start() }
func (o ThreadOps) done() bool                                { return o.Done() }
func (o ThreadOps) join(ctx context.Context) error            { return o.Join(ctx) }
func (o ThreadOps) joinTimeout(d time.Duration) (bool, error) { return o.JoinTimeout(d) }
func (o ThreadOps) alive() bool                               { return o.Alive() }
func (o ThreadOps) count() int                                { return o.Count() }
func (o ThreadOps) setDaemon() error                          { return o.SetDaemon() }

// life is the state of a thread.
type life struct{ started, done, ended bool }

func (s life) String() string {
	switch {
	case !s.started:
		return "the thread is new"
	case s.ended:
		return "the thread has ended"
	case s.done:
		return "the thread's body is done"
	}
	return "the thread is alive"
}

type lifeTurn = Turn[life]

// Thread is the model of a thread.
//
// What it demands: a thread starts once; its body begins after that; it is alive
// from the return of Start at the latest until its end, which comes at a moment
// of its own once its body is done; all who join it go on then, and none before;
// to join it before its start, and to change after its start what must be said
// before, is an error.
func Thread(opts ...Option) *Model[ThreadOps] {
	type o = ThreadOps
	errIf := func(misuse func(life) bool) func(t *lifeTurn, _ None) {
		return func(t *lifeTurn, _ None) {
			if misuse(t.State) {
				t.Return(ErrAny)
			} else {
				t.Return(nil)
			}
		}
	}
	started := func(s life) bool { return s.started }
	opts = append([]Option{Name("thread"), Label("thread"), Describe(life.String)}, opts...)
	return Grants(life{}, nil,
		Act("Start", Err(o.start).If(func(th o) bool { return th.Start != nil }), func(t *lifeTurn, a None) {
			errIf(started)(t, a)
			t.State.started = true
		}).NonBlocking(),
		Act("Done", Ret(o.done).If(func(th o) bool { return th.Done != nil }), func(t *lifeTurn, _ None) {
			t.Return(finished(t))
		}).NonBlocking(),
		joining("Join", Ctx(o.join).If(func(th o) bool { return th.Join != nil })),
		joining("JoinTimeout", WithinErr(o.joinTimeout).If(func(th o) bool { return th.JoinTimeout != nil })),
		Act("Alive", Ret(o.alive).If(func(th o) bool { return th.Alive != nil }), func(t *lifeTurn, _ None) {
			t.Return(t.State.started && !over(t))
		}).NonBlocking(),
		Act("Count", Ret(o.count).If(func(th o) bool { return th.Count != nil }), func(t *lifeTurn, _ None) {
			if t.State.started && !over(t) {
				t.Return(1)
			} else {
				t.Return(0)
			}
		}).NonBlocking(),
		Act("SetDaemon", Err(o.setDaemon).If(func(th o) bool { return th.SetDaemon != nil }), errIf(started)).NonBlocking(),
	).With(opts...)
}

// finished reports whether the body is done. That is open from the start until
// somebody has seen it: looking decides it.
func finished(t *lifeTurn) bool {
	if !t.State.done && t.State.started && t.Choose(2) == 0 {
		t.State.done = true
	}
	return t.State.done
}

// over reports whether the thread has ended, which is open in the same way. Its
// body is done before.
func over(t *lifeTurn) bool {
	if !t.State.ended && t.State.started && t.Choose(2) == 0 {
		t.State.done, t.State.ended = true, true
	}
	return t.State.ended
}

// joining is an operation that waits until the thread has ended.
func joining(name string, m Method[ThreadOps, None, error]) Op[life, ThreadOps] {
	return Act(name, m, func(t *lifeTurn, _ None) {
		switch {
		case !t.State.started:
			t.Return(ErrAny)
		case over(t):
			t.Return(nil)
		default:
			t.Block()
		}
	}).OnResume(func(t *lifeTurn, _ any) { // it has begun, so the thread was started and comes to its end
		t.State.done, t.State.ended = true, true
		t.Return(nil)
	})
}
