package shim

import (
	"reflect"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/edge"
)

// Value has those methods of reflect.Value that operate on channels, or depend on the order of a map.
type Value struct{ v reflect.Value }

// Reflect takes the receiver of such a method.
func Reflect(v reflect.Value) Value { return Value{v} }

// channel returns the address of v's channel if the caller is a task and v is a channel that can be used; whatever is wrong with it, the
// native method has the right panic.
func (c Value) channel(dir reflect.ChanDir) (t *sched.Task, p unsafe.Pointer, ok bool) {
	t = sched.Current()
	if c.v.Kind() != reflect.Chan || c.v.Type().ChanDir()&dir == 0 || !c.v.CanInterface() {
		return t, nil, false
	}
	return t, c.v.UnsafePointer(), true
}

// Send is reflect.Value.Send.
func (c Value) Send(x reflect.Value) {
	if !sched.Active() {
		c.v.Send(x)
		return
	}
	t, p, ok := c.channel(reflect.SendDir)
	switch {
	case !ok:
		c.v.Send(x)
	case t == nil:
		defer sched.Touched(p)
		if !c.v.TrySend(x) {
			defer nudge(p)()
			c.v.Send(x)
		}
	case p == nil:
		never(t, sched.KindSend)
	default:
		cell := c.cell(x)
		t.Point(sched.KindSend, p)
		for !c.trySend(t, p, cell) {
			if _, again := t.BlockAt(sched.KindSend, p, sched.Send, cell.UnsafePointer()); !again {
				return
			}
		}
	}
}

// cell returns a pointer to a new variable that holds x, as an element of the channel.
func (c Value) cell(x reflect.Value) reflect.Value {
	cell := reflect.New(c.v.Type().Elem())
	cell.Elem().Set(x)
	return cell
}

// trySend is the function of that name for a channel whose type is not known.
func (c Value) trySend(t *sched.Task, p unsafe.Pointer, cell reflect.Value) bool {
	if c.v.Len() == 0 && t.Waiting(p, sched.Recv) {
		if edge.Enabled && !c.passed(t, p, cell) {
			t.Meet(p, sched.Recv)
		}
		t.Wake(p, sched.Recv, cell.UnsafePointer())
		return true
	}
	return c.v.TrySend(cell.Elem())
}

// Recv is reflect.Value.Recv.
func (c Value) Recv() (x reflect.Value, ok bool) {
	if !sched.Active() {
		return c.v.Recv()
	}
	t, p, usable := c.channel(reflect.RecvDir)
	switch {
	case !usable:
		return c.v.Recv()
	case t == nil:
		defer sched.Touched(p)
		if x, ok = c.v.TryRecv(); x.IsValid() {
			return x, ok
		}
		defer nudge(p)()
		return c.v.Recv()
	case p == nil:
		never(t, sched.KindRecv)
	}
	t.Point(sched.KindRecv, p)
	for {
		if x, ok, done := c.tryRecv(t, p); done {
			return x, ok
		}
		if got, _ := t.BlockAt(sched.KindRecv, p, sched.Recv, nil); got != nil {
			return c.element(got), true
		}
	}
}

// element is the value at a sender's cell. It goes through a channel of its own, and so can't be set, as what is received natively.
func (c Value) element(cell unsafe.Pointer) reflect.Value {
	elem := c.v.Type().Elem()
	copied := reflect.MakeChan(reflect.ChanOf(reflect.BothDir, elem), 1)
	copied.Send(reflect.NewAt(elem, cell).Elem())
	x, _ := copied.Recv()
	return x
}

// tryRecv is the function of that name for a channel whose type is not known.
func (c Value) tryRecv(t *sched.Task, p unsafe.Pointer) (x reflect.Value, ok, done bool) {
	if x, ok = c.v.TryRecv(); x.IsValid() {
		if ok && c.v.Cap() > 0 && t.Waiting(p, sched.Send) {
			c.refill(t, p)
		}
		return x, ok, true
	}
	if edge.Enabled && t.Waiting(p, sched.Send) {
		t.Meet(p, sched.Send)
	}
	if cell, ok := t.Wake(p, sched.Send, nil); ok {
		return c.element(cell), true, true
	}
	return reflect.Value{}, false, false
}

func (c Value) refill(t *sched.Task, p unsafe.Pointer) {
	if edge.Enabled && c.refilled(t, p) {
		t.Wake(p, sched.Send, nil)
		return
	}
	given, _ := t.Wake(p, sched.Send, nil)
	both := Value{bothWays(c.v)}
	cell := both.cell(both.element(given))
	if !both.v.TrySend(cell.Elem()) {
		t.Go(func() { both.Send(cell.Elem()) })
	}
}

// bothWays returns the channel as one that can be sent to. The direction is a matter of types only.
func bothWays(v reflect.Value) reflect.Value {
	p := v.UnsafePointer()
	return reflect.NewAt(reflect.ChanOf(reflect.BothDir, v.Type().Elem()), unsafe.Pointer(&p)).Elem()
}

// TrySend is reflect.Value.TrySend.
func (c Value) TrySend(x reflect.Value) bool {
	if !sched.Active() {
		return c.v.TrySend(x)
	}
	t, p, ok := c.channel(reflect.SendDir)
	switch {
	case !ok || p == nil:
		return c.v.TrySend(x)
	case t == nil:
		defer sched.Touched(p)
		return c.v.TrySend(x)
	}
	t.Point(sched.KindSelect, p)
	sent := c.trySend(t, p, c.cell(x))
	if sent {
		t.Wrote()
	}
	return sent
}

// TryRecv is reflect.Value.TryRecv.
func (c Value) TryRecv() (reflect.Value, bool) {
	if !sched.Active() {
		return c.v.TryRecv()
	}
	t, p, ok := c.channel(reflect.RecvDir)
	switch {
	case !ok || p == nil:
		return c.v.TryRecv()
	case t == nil:
		defer sched.Touched(p)
		return c.v.TryRecv()
	}
	t.Point(sched.KindSelect, p)
	x, ok, done := c.tryRecv(t, p)
	if done {
		t.Wrote()
	}
	return x, ok
}

// Close is reflect.Value.Close.
func (c Value) Close() {
	if !sched.Active() {
		c.v.Close()
		return
	}
	t, p, ok := c.channel(reflect.SendDir)
	switch {
	case !ok:
		c.v.Close()
	case t == nil:
		c.v.Close()
		sched.Touched(p)
	default:
		t.Point(sched.KindClose, p)
		c.v.Close()
		t.WakeAll(p)
	}
}
