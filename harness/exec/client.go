package exec

import (
	"context"
	"runtime"
	"time"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// client calls the operations of one task, one after the other, and notes them in the history.
type client struct {
	r    *Runner
	id   int
	ops  []scenario.Op
	call models.Call
	body func()
}

// Label is what a task's steps are marked with in traces while it calls an operation.
type Label struct {
	Operation int // index in the history
}

func (c *client) serve() {
	for i := range c.ops {
		c.perform(&c.ops[i])
	}
}

// perform makes one call. The yield point before it lets others finish first: without it the call would begin in the same step in
// which the task's last one ended, and an object that answers from what it saw then would never be caught.
func (c *client) perform(op *scenario.Op) {
	r := c.r
	t := sched.Current()
	r.own++
	t.Point(sched.KindCall, nil)
	r.stamp++
	i := len(r.h.Operations)
	r.h.Operations = append(r.h.Operations, histories.Operation{
		Task: c.id, Op: op.Op, Name: op.Name, In: op.Arg, Mode: op.Mode,
		Outcome: histories.Stuck, Call: r.stamp, Return: histories.Forever,
	})
	if t.Tracing() {
		t.SetLabel(Label{i})
		t.Result(Label{i})
	}
	c.call = models.Call{Arg: op.Arg, Timeout: op.Timeout, Pause: pause}
	var ctx *callContext
	switch op.Mode {
	case histories.Plain:
		c.call.Ctx = context.Background()
	case histories.Done:
		ctx = &callContext{done: closed, err: context.Canceled}
		c.call.Ctx = ctx
	case histories.Cancellable:
		ctx = &callContext{done: make(chan struct{})}
		c.call.Ctx = ctx
		ctx.strikeLater(r, i)
	case histories.Timeout:
		r.h.Operations[i].Cancel = r.stamp
	}
	if ctx != nil && t.Tracing() {
		ctx.of = i
		r.contexts = append(r.contexts, ctx)
	}
	blocks := t.Blocks()
	c.invoke(op.Op, i)
	if ctx != nil {
		ctx.over = true
	}
	o := &r.h.Operations[i]
	if o.Outcome != histories.Panicked {
		r.stamp++
		o.Return, o.Out, o.Outcome = r.stamp, c.call.Out, c.call.Outcome
		if o.Outcome == histories.Cancelled && o.Mode == histories.Timeout && op.Timeout < patience && r.subject.Spec.LateTimeout() {
			o.Mode = histories.Expired
		}
	}
	r.e.Blocked = r.e.Blocked || t.Blocks() != blocks
	r.e.Cancelled = r.e.Cancelled || o.Outcome == histories.Cancelled
	if t.Tracing() {
		t.SetLabel(nil)
	}
	t.Mark(sched.KindReturn) // also untraced: an exhaustive search must know what a call may come after
	if t.Tracing() {
		t.Result(Label{i})
	}
}

// patience is a time-out that runs out only when nobody can run: who finds that it has finds nothing else.
const patience = time.Hour

// caught is a panic of an operation, by its index in the history. Tasks keep lists rather than maps, whose use the race detector is told of.
type caught struct {
	of int
	Failure
}

// pause lets others run, as runtime.Gosched does in rewritten code.
func pause() {
	if t := sched.Current(); t != nil {
		t.Point(sched.KindGosched, nil)
		return
	}
	runtime.Gosched()
}

// invoke calls the subject. A panic is what the call ended with, and the model may even want it; a runtime.Goexit counts as one,
// since the call never returns.
func (c *client) invoke(op, i int) {
	returned := false
	defer func() {
		if !returned {
			c.caught(i, recover())
		}
	}()
	c.r.subject.Invoke(c.r.x, op, &c.call)
	returned = true
}

func (c *client) caught(i int, v any) {
	t := sched.Current()
	if t.Unwinding() {
		return
	}
	if v == nil {
		v = "runtime.Goexit: the goroutine of the call has ended"
	}
	c.r.panics = append(c.r.panics, caught{i, Failure{Value: v, Stack: stack()}})
	c.r.h.Operations[i].Outcome = histories.Panicked
	c.r.stamp++
	c.r.h.Operations[i].Return = c.r.stamp
}
