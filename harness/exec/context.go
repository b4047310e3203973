package exec

import (
	"context"
	"slices"
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/edge"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/histories"
)

// callContext is the context of one call, cancelled at a moment that the schedule decides. It is the harness's own rather than one of
// package context, whose locks would be yield points that tell nothing about the subject.
type callContext struct {
	done  chan struct{}
	err   error
	of    int // the operation, by its index in the history
	after []*afterFunc
	over  bool // the call has ended: striking would be a step without effect
	asked bool // somebody has looked at it
}

type afterFunc struct{ f func() }

// Deadline implements context.Context: there is none.
func (c *callContext) Deadline() (time.Time, bool) { c.asked = true; return time.Time{}, false }

// Done implements context.Context.
func (c *callContext) Done() <-chan struct{} { c.asked = true; return c.done }

// Err implements context.Context. Reading it is a step: the cancellation may strike just before.
func (c *callContext) Err() error {
	c.asked = true
	if t := sched.Current(); t != nil {
		t.Point(sched.KindLoad, unsafe.Pointer(c))
	}
	if c.err != nil {
		edge.Acquire(unsafe.Pointer(c))
	}
	return c.err
}

// Value implements context.Context: there are none.
func (c *callContext) Value(any) any { c.asked = true; return nil }

// AfterFunc lets package context derive contexts from this one without a goroutine that watches it.
func (c *callContext) AfterFunc(f func()) (stop func() bool) {
	c.asked = true
	edge.Acquire(unsafe.Pointer(c))
	defer edge.Merge(unsafe.Pointer(c))
	a := &afterFunc{f}
	if c.err != nil {
		shim.Go(f)
		return func() bool { return false }
	}
	c.after = append(c.after, a)
	return func() bool {
		edge.Acquire(unsafe.Pointer(c))
		defer edge.Merge(unsafe.Pointer(c))
		pending := a.f != nil && c.err == nil
		a.f = nil
		return pending
	}
}

// strikeLater starts the task that cancels the context. Its one step is when the cancellation strikes; the history notes it for
// operation i.
func (c *callContext) strikeLater(r *Runner, i int) {
	r.own++ // starting a task is a step
	t := sched.Current().Go(func() {
		t := sched.Current()
		r.own++
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
	edge.Acquire(unsafe.Pointer(c))
	defer edge.Merge(unsafe.Pointer(c))
	c.err = context.Canceled
	shim.CloseNow(c.done)
	for _, a := range c.after {
		if f := a.f; f != nil {
			a.f = nil
			shim.Go(f)
		}
	}
}

// closed is the channel of contexts that are done before the call begins.
var closed = func() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// ignored lists the calls that never looked at their context, although it was done before the call or cancelled during it.
func (r *Runner) ignored() (list []int) {
	for _, ctx := range r.contexts {
		if o := &r.h.Operations[ctx.of]; !ctx.asked && (o.Mode == histories.Done || o.Cancel > 0 && o.Cancel < o.Return) {
			list = append(list, ctx.of)
		}
	}
	slices.Sort(list)
	return list
}
