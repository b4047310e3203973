package threadpool

import (
	"context"
	"fmt"

	"github.com/tenter-go/tenter/prims/future"
)

// Submit hands fn to the pool, waiting for room if need be, and returns the future of its result. It
// returns an error if the task is not accepted: the context's if ctx was done on entry or is done
// first, [ErrClosed] or [ErrBroken]. fn is called with ctx; if ctx is done before that, fn is never
// called, and the future fails with the context's error.
func Submit[T any](ctx context.Context, p *Pool, fn func(context.Context) (T, error)) (*future.Future[T], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := newJob(ctx, p, fn)
	if err := p.submit(ctx, &j.entry, true); err != nil {
		return nil, err
	}
	return j.promise.Future(), nil
}

// TrySubmit is Submit for callers that do not wait: it returns [ErrFull] where Submit would.
func TrySubmit[T any](ctx context.Context, p *Pool, fn func(context.Context) (T, error)) (*future.Future[T], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := newJob(ctx, p, fn)
	if err := p.submit(ctx, &j.entry, false); err != nil {
		return nil, err
	}
	return j.promise.Future(), nil
}

// job is a task with the type of its result. The future that the caller gets is inside of it.
type job[T any] struct {
	entry
	pool    *Pool
	promise future.Promise[T]
	ctx     context.Context
	fn      func(context.Context) (T, error) // nil once it has been called
	value   T
	err     error
}

func newJob[T any](ctx context.Context, p *Pool, fn func(context.Context) (T, error)) *job[T] {
	if fn == nil {
		panic("threadpool: the task is nil")
	}
	j := &job[T]{pool: p, ctx: ctx, fn: fn}
	j.entry.task = j
	j.promise.Own(j)
	return j
}

// Cancel takes the task out of the queue, if it is there, and cancels its future in the same step.
func (j *job[T]) Cancel(commit func() bool) bool {
	p := j.pool
	p.mu.Lock()
	if j.in != &p.queue {
		p.mu.Unlock()
		return false
	}
	p.queue.remove(&j.entry)
	cancelled := commit()
	p.settleDown()
	p.mu.Unlock()
	j.unwatch()
	return cancelled // the future calls its functions itself
}

func (j *job[T]) start() { _ = j.promise.Start() } // it is pending: who cancels it holds mu and takes it out of the queue

func (j *job[T]) run() {
	returned := false
	defer func() {
		if !returned {
			j.err = future.NewPanicError(recover())
		}
	}()
	fn := j.fn
	j.fn = nil // whoever keeps the future need not keep what fn refers to
	j.value, j.err = fn(j.ctx)
	returned = true
}

func (j *job[T]) late() error { return j.ctx.Err() }

func (j *job[T]) settle() (failed bool) {
	_ = j.promise.Settle(j.value, j.err)
	return j.err != nil
}

func (j *job[T]) fail(err error) {
	j.err = err
	j.settle()
}

func (j *job[T]) withdraw() { j.promise.Withdraw() }

func (j *job[T]) undelivered() bool { return j.promise.Undelivered() }
func (j *job[T]) deliver()          { j.promise.Deliver() }

// submit has e accepted, or says why not.
func (p *Pool) submit(ctx context.Context, e *entry, wait bool) error {
	p.mu.Lock()
	err := p.refusal()
	if err == nil && p.startable() {
		p.start(e)
		p.mu.Unlock()
		return nil
	}
	if err == nil && ctx.Done() != nil {
		// It will be queued or stand in line, and may be cut short there. The watch begins without the
		// lock, and then all is asked anew.
		p.mu.Unlock()
		e.stop = context.AfterFunc(ctx, func() { p.expire(e, ctx.Err()) })
		p.mu.Lock()
		if err = p.refusal(); err == nil {
			err = ctx.Err() // what expire came for before there was anything to do
		}
	}
	switch {
	case err != nil:
	case p.startable():
		p.start(e)
	case p.line.len == 0 && (p.room < 0 || p.queue.len < p.room):
		p.queue.push(e) // accepted
	case !wait:
		err = ErrFull
	default:
		e.ready = make(chan struct{})
		p.line.push(e)
		p.mu.Unlock()
		<-e.ready // whoever closes it holds mu: a worker, expire, Close
		err = e.refused
		if err != nil {
			e.unwatch()
		}
		return err
	}
	p.mu.Unlock()
	if err != nil {
		e.unwatch()
	}
	return err
}

// refusal says why no task is accepted.
func (p *Pool) refusal() error {
	switch {
	case p.broken != nil:
		return fmt.Errorf("%w: %w", ErrBroken, p.broken)
	case p.closed:
		return ErrClosed
	}
	return nil
}

// expire is called once the context of e is done.
func (p *Pool) expire(e *entry, err error) {
	p.mu.Lock()
	var out dropped
	switch e.in {
	case &p.line:
		p.line.remove(e)
		e.answer(err)
	case &p.queue:
		p.queue.remove(e)
		e.fail(err)
		out = dropped{e}
	}
	// Elsewhere it came too early, and submit will look at the context itself, or too late.
	p.settleDown()
	p.mu.Unlock()
	out.deliver()
}

// answer tells the caller who waits for room whether its task is accepted.
func (e *entry) answer(err error) {
	e.refused = err
	close(e.ready)
}

func (e *entry) unwatch() {
	if e.stop != nil {
		e.stop()
	}
}
