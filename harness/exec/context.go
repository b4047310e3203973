package exec

import (
	"context"
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
)

// callContext is the context of one call, cancelled at a moment that the schedule decides. It is the harness's own rather than one of
// package context, whose locks would be yield points that tell nothing about the subject.
type callContext struct {
	done  chan struct{}
	err   error
	after []*afterFunc
	over  bool // the call has ended: striking would be a step without effect
}

type afterFunc struct{ f func() }

// Deadline implements context.Context: there is none.
func (c *callContext) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done implements context.Context.
func (c *callContext) Done() <-chan struct{} { return c.done }

// Err implements context.Context. Reading it is a step: the cancellation may strike just before.
func (c *callContext) Err() error {
	if t := sched.Current(); t != nil {
		t.Point(sched.KindLoad, unsafe.Pointer(c))
	}
	return c.err
}

// Value implements context.Context: there are none.
func (c *callContext) Value(any) any { return nil }

// AfterFunc lets package context derive contexts from this one without a goroutine that watches it.
func (c *callContext) AfterFunc(f func()) (stop func() bool) {
	a := &afterFunc{f}
	if c.err != nil {
		shim.Go(f)
		return func() bool { return false }
	}
	c.after = append(c.after, a)
	return func() bool {
		pending := a.f != nil && c.err == nil
		a.f = nil
		return pending
	}
}

// strikeLater starts the task that cancels the context. Its one step is when the cancellation strikes; the history notes it for
// operation i.
func (c *callContext) strikeLater(r *Runner, i int) {
	t := sched.Current().Go(func() {
		t := sched.Current()
		t.Point(sched.KindCancel, unsafe.Pointer(c))
		if c.over {
			return
		}
		r.stamp++
		r.h.Operations[i].Cancel = r.stamp
		if t.Tracing() {
			t.Result(Label{i})
		}
		c.strike()
	})
	if t != nil {
		t.SetName("cancel")
	}
}

func (c *callContext) strike() {
	c.err = context.Canceled
	shim.CloseNow(c.done)
	for _, a := range c.after {
		if f := a.f; f != nil {
			a.f = nil
			shim.Go(f)
		}
	}
}

// doneContext is the context of calls whose context is done before they begin.
var doneContext = func() context.Context {
	c := &callContext{done: make(chan struct{}), err: context.Canceled}
	close(c.done)
	return c
}()
