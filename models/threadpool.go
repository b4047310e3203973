package models

import (
	"context"
	"errors"
	"fmt"
)

// ThreadPoolOps is how a pool of workers is called: one function for each operation,
// nil for one that it does not offer. The tasks that it runs last until Finish or
// Fail ends them; package prims/threadpool/gated makes such tasks for any pool. An
// adapter says ErrPoolClosed and so on for the pool's own errors.
type ThreadPoolOps struct {
	// Run submits task id, waits for its result and returns it, which is id;
	// ErrPoolFailed if the task failed, ErrPoolCancelled if it was cancelled in
	// the queue, ErrPoolClosed if it was refused. If ctx is done first the task
	// leaves the queue, or runs on without anyone waiting for it.
	Run func(ctx context.Context, id int) (int, error)
	// Submit submits task id, waiting for room. It returns nil or ErrPoolClosed.
	Submit func(id int) error
	// TrySubmit is Submit that returns ErrPoolFull where Submit would wait.
	TrySubmit func(id int) error
	// Finish waits until a task is running, ends it, and returns when its worker is
	// free again. Fail does so and has the task panic.
	Finish, Fail func()
	// Close refuses tasks from now on. CancelQueued cancels those that are queued
	// and returns how many. CloseAndCancel does both in one step.
	Close          func()
	CancelQueued   func() int
	CloseAndCancel func() int
	// Wait waits until the pool is closed and no task is queued or running.
	Wait func(ctx context.Context) error
	// Figures returns how many tasks run and how many are queued: "1 running, 2
	// queued".
	Figures func() string
	// Release lets all tasks end, those that start later too. It is called when
	// nothing else is: a goroutine that is left then is a leak.
	Release func()
}

// What a pool answers, for the adapters of ThreadPoolOps.
var (
	ErrPoolFull      = errors.New("full")
	ErrPoolClosed    = errors.New("closed")
	ErrPoolCancelled = errors.New("cancelled")
	ErrPoolFailed    = errors.New("the task failed")
)

// Unordered weakens the model of a pool: callers that wait for room get it in
// any order, and newcomers may come before them. Tasks still start in the order in
// which they were accepted. It is for pools whose callers wait on a channel or a
// condition.
func Unordered() Option { return func(s *settings) { s.unordered = true } }

// LateRoom weakens the model of a pool: TrySubmit may say that the pool is full
// although it has room. It is for pools whose workers take tasks from a channel,
// a little after they are free. What it gives up: a pool that is always full.
func LateRoom() Option { return func(s *settings) { s.lateRoom = true } }

// ThreadPool is the model of a pool of that many workers whose queue has room for
// that many tasks, or for any number if room is negative. It is strict: a task is
// running as soon as it is accepted and a worker is free; the queue and those who
// wait for room are first come, first served; a task that is cancelled or has
// ended makes room in the same step; after Close the queue is worked off.
//
// It panics if workers is less than 1.
func ThreadPool(workers, room int, opts ...Option) *Model[ThreadPoolOps] {
	if workers < 1 {
		panic(fmt.Sprintf("models: ThreadPool of %d workers: must be at least 1", workers))
	}
	set := gather(opts)
	p := poolRules{workers: workers, room: room, unordered: set.unordered}
	size := "queue without bound"
	if room >= 0 {
		size = fmt.Sprintf("queue of %d", room)
	}
	defaults := []Option{Name("thread-pool"), Label("pool of %s, %s", counted(workers, "worker"), size), Describe(pool.describe)}
	known := []error{ErrPoolClosed, ErrPoolCancelled, ErrPoolFailed, ErrPoolFull}

	run := Act("Run", CtxRet1(func(o ThreadPoolOps, ctx context.Context, id int) (int, error) { return o.Run(ctx, id) }, Fresh(), known...).
		If(func(o ThreadPoolOps) bool { return o.Run != nil }), p.submit(true)).OnCancel(p.leave)
	submit := Act("Submit", Err1(func(o ThreadPoolOps, id int) error { return o.Submit(id) }, Fresh(), known...).
		If(func(o ThreadPoolOps) bool { return o.Submit != nil }), p.submit(false))
	if p.unordered {
		run, submit = run.OnResume(p.enter), submit.OnResume(p.enter)
	}
	try := Act("TrySubmit", Err1(func(o ThreadPoolOps, id int) error { return o.TrySubmit(id) }, Fresh(), known...).
		If(func(o ThreadPoolOps) bool { return o.TrySubmit != nil }), p.try).NonBlocking()
	if set.lateRoom {
		try = try.Spuriously(ErrPoolFull)
	}
	return Grants(pool{}, p.settle, run, submit, try,
		p.end("Finish", func(o ThreadPoolOps) func() { return o.Finish }, nil),
		p.end("Fail", func(o ThreadPoolOps) func() { return o.Fail }, ErrPoolFailed),
		Act("Close", Func(func(o ThreadPoolOps) { o.Close() }).If(func(o ThreadPoolOps) bool { return o.Close != nil }), func(t *Turn[pool], _ None) {
			p.close(t)
			t.Return(nil)
		}).NonBlocking(),
		p.cancel("CancelQueued", func(o ThreadPoolOps) func() int { return o.CancelQueued }, false),
		p.cancel("CloseAndCancel", func(o ThreadPoolOps) func() int { return o.CloseAndCancel }, true),
		Wait("Wait", Ctx(func(o ThreadPoolOps, ctx context.Context) error { return o.Wait(ctx) }).If(func(o ThreadPoolOps) bool { return o.Wait != nil }),
			func(s pool, _ None) bool { return s.closed && s.running == "" && s.queue == "" }, func(s pool, _ None) pool { return s }),
		Act("Figures", Ret(func(o ThreadPoolOps) string { return o.Figures() }).If(func(o ThreadPoolOps) bool { return o.Figures != nil }), func(t *Turn[pool], _ None) {
			p.catchUp(t)
			t.Return(Figures(len(t.State.running), len(t.State.queue)))
		}).NonBlocking(),
	).With(append(defaults, opts...)...).Finally(func(o ThreadPoolOps) {
		if o.Release != nil {
			o.Release()
		}
	})
}

// Figures is how ThreadPoolOps.Figures writes its numbers.
func Figures(running, queued int) string {
	return fmt.Sprintf("%d running, %d queued", running, queued)
}
