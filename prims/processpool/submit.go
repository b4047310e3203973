package processpool

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"iter"
	"slices"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/process"
)

// call is a call as the pool sees it. Its functions know the type of the result; settle, fail and start
// are called with the pool's mu held.
type call struct {
	pool    *Pool
	message []byte
	late    func() error // the error of its context
	start   func()
	settle  func(message []byte)
	fail    func(err error)
	deliver func()
	stop    func() bool // ends the watch over its context; nil if there is none
}

func deliver(calls []*call) {
	for _, c := range calls {
		c.deliver()
	}
}

// Cancel takes the call out of the queue, if it is there, and cancels its future in the same step.
func (c *call) Cancel(commit func() bool) bool {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	return c.leave() && commit()
}

// leave takes the call out of the queue and reports whether it was there. The caller holds mu.
func (c *call) leave() bool {
	i := slices.Index(c.pool.queue, c)
	if i < 0 {
		return false
	}
	c.pool.queue = slices.Delete(c.pool.queue, i, i+1)
	return true
}

// Submit hands a call of fn to the pool and returns the future of its result. It returns an error if the
// call is not accepted: the context's if ctx was done on entry, [ErrClosed], [ErrTerminated] or
// [ErrBroken]. If ctx is done while the call is queued it never runs, and the future fails with the
// context's error.
func Submit[A, R any](ctx context.Context, p *Pool, fn process.Function[A, R], arg A) (*future.Future[R], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	promise := future.New[R]()
	request, err := fn.Encode(arg)
	var frame bytes.Buffer
	if err == nil {
		err = gob.NewEncoder(&frame).Encode(request)
	}
	if err != nil {
		return promise.Future(), promise.Reject(err)
	}
	if err := p.submit(ctx, newCall(ctx, p, promise, fn, frame.Bytes())); err != nil {
		return nil, err
	}
	return promise.Future(), nil
}

// newCall ties a promise to a call.
func newCall[A, R any](ctx context.Context, p *Pool, promise *future.Promise[R], fn process.Function[A, R], message []byte) *call {
	c := &call{pool: p, message: message, late: ctx.Err, deliver: promise.Deliver}
	c.start = func() { _ = promise.Start() } // it is pending: who cancels it holds mu and takes it out of the queue
	c.fail = func(err error) {
		var none R
		_ = promise.Settle(none, err)
	}
	c.settle = func(message []byte) {
		var response process.Response
		if err := gob.NewDecoder(bytes.NewReader(message)).Decode(&response); err != nil {
			c.fail(fmt.Errorf("processpool: the child's answer: %w", err))
			return
		}
		_ = promise.Settle(fn.Decode(response))
	}
	promise.Own(c)
	return c
}

func (p *Pool) submit(ctx context.Context, c *call) error {
	p.mu.Lock()
	err := p.over
	if err == nil && p.closed {
		err = ErrClosed
	}
	if err != nil {
		p.mu.Unlock()
		return err
	}
	p.queue = append(p.queue, c)
	late := p.assign()
	if ctx.Done() != nil && slices.Contains(p.queue, c) {
		c.stop = context.AfterFunc(ctx, func() { p.expire(c, ctx.Err()) })
	}
	p.mu.Unlock()
	deliver(late)
	return nil
}

// expire is called once the context of c is done.
func (p *Pool) expire(c *call, err error) {
	p.mu.Lock()
	queued := c.leave()
	if queued {
		c.fail(err)
	}
	p.mu.Unlock()
	if queued {
		c.deliver()
	}
}

// Map calls fn for each input, on the pool, and yields the results in the order of the inputs. All inputs
// are consumed, and submitted, before Map returns. The first error ends the sequence; then, and when the
// loop is left early, calls that have not begun are cancelled.
func Map[A, R any](ctx context.Context, p *Pool, fn process.Function[A, R], inputs iter.Seq[A]) iter.Seq2[R, error] {
	var futures []*future.Future[R]
	var refused error
	for a := range inputs {
		f, err := Submit(ctx, p, fn, a)
		if err != nil {
			refused = err
			break
		}
		futures = append(futures, f)
	}
	return func(yield func(R, error) bool) {
		defer func() {
			for _, f := range futures {
				f.Cancel() // those that are done stay as they are
			}
		}()
		for _, f := range futures {
			if v, err := f.Get(ctx); !yield(v, err) || err != nil {
				return
			}
		}
		if refused != nil {
			var none R
			yield(none, refused)
		}
	}
}
