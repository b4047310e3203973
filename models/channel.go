package models

import (
	"context"
	"fmt"
)

// ChannelOps is how a channel of ints is called: one function for each
// operation, nil for one that it does not offer.
type ChannelOps struct {
	// Send sends v; it panics if the channel is closed, or is while it waits.
	Send func(v int)
	// SendContext is Send, cut short by a context.
	SendContext func(ctx context.Context, v int) error
	// TrySend sends v if that needs no wait, and reports whether it did.
	TrySend func(v int) bool
	// Receive receives a value; ok is false if the channel is closed and empty.
	Receive func() (v int, ok bool)
	// ReceiveContext is Receive, cut short by a context; it returns 0 where ok
	// would be false.
	ReceiveContext func(ctx context.Context) (v int, err error)
	// TryReceive receives a value if that needs no wait; ok is false if not, and
	// if the channel is closed and empty.
	TryReceive func() (v int, ok bool)
	// Close closes the channel; it panics if that is closed.
	Close func()
	// Len returns how many values are in the buffer.
	Len func() int
}

func (o ChannelOps) send(v int)                                   { o.Send(v) }
func (o ChannelOps) sendContext(ctx context.Context, v int) error { return o.SendContext(ctx, v) }
func (o ChannelOps) trySend(v int) bool                           { return o.TrySend(v) }
func (o ChannelOps) receive() (int, bool)                         { return o.Receive() }
func (o ChannelOps) receiveContext(ctx context.Context) (int, error) {
	return o.ReceiveContext(ctx)
}
func (o ChannelOps) tryReceive() (int, bool) { return o.TryReceive() }
func (o ChannelOps) close()                  { o.Close() }
func (o ChannelOps) len() int                { return o.Len() }

var (
	senders   = []string{"Send", "SendContext"}
	receivers = []string{"Receive", "ReceiveContext"}
)

// pipe is the state of a channel: what is in the buffer, and whether it is
// closed, in one slice so that it is cheap to compare: -1 at its end is closed.
type pipe []int

func (p pipe) Equal(q pipe) bool { return intsIdentity.equal(p, q) }

func (p pipe) Hash() uint64 { return intsIdentity.hash(p) }

func (p pipe) closed() bool { return len(p) > 0 && p[len(p)-1] == -1 }

func (p pipe) len() int {
	if p.closed() {
		return len(p) - 1
	}
	return len(p)
}

// Channel is the model of a Go channel with room for that many values: none, in
// which case a value goes from hand to hand. It is open and empty at first.
//
// Values come out in the order in which they went in. Close lets go all that
// receive, and makes all that send panic. Who is served first of several that
// wait is open; with FIFO() it is who has waited longest. It panics if capacity
// is negative.
func Channel(capacity int, opts ...Option) *Model[ChannelOps] {
	if capacity < 0 {
		panic(fmt.Sprintf("models: Channel(%d): the capacity can't be negative", capacity))
	}
	c := channelRules{capacity: capacity, fifo: gather(opts).fifo}
	values := Fresh()
	// A value that is received is what Receive returns, nil stands for a closed channel, and 0 where a context form must say so.
	return Grants(pipe(nil), nil,
		Act("Send", Func1(ChannelOps.send, values).If(func(o ChannelOps) bool { return o.Send != nil }), c.send),
		Act("SendContext", Ctx1(ChannelOps.sendContext, values).If(func(o ChannelOps) bool { return o.SendContext != nil }), c.send),
		Act("TrySend", Ret1(ChannelOps.trySend, values).If(func(o ChannelOps) bool { return o.TrySend != nil }), c.trySend).NonBlocking(),
		Act("Receive", Ok(ChannelOps.receive).If(func(o ChannelOps) bool { return o.Receive != nil }), c.receive),
		Act("ReceiveContext", CtxRet(ChannelOps.receiveContext).If(func(o ChannelOps) bool { return o.ReceiveContext != nil }), c.receive),
		Act("TryReceive", Ok(ChannelOps.tryReceive).If(func(o ChannelOps) bool { return o.TryReceive != nil }), c.tryReceive).NonBlocking(),
		Act("Close", Func(ChannelOps.close).If(func(o ChannelOps) bool { return o.Close != nil }), c.close).NonBlocking(),
		Ask("Len", Ret(ChannelOps.len).If(func(o ChannelOps) bool { return o.Len != nil }), func(p pipe, _ None) int { return p.len() }),
	).With(append([]Option{Name("channel"), Label("channel(%d)", capacity), Describe(describePipe)}, opts...)...)
}

func describePipe(p pipe) string {
	switch {
	case p.closed():
		return fmt.Sprintf("the channel is closed, with %v in it", []int(p[:p.len()]))
	case len(p) == 0:
		return "the channel is empty"
	}
	return fmt.Sprintf("the channel has %v in it", []int(p))
}

// channelRules are what calls on a channel do.
type channelRules struct {
	capacity int
	fifo     bool
}

// one returns one of those who wait.
func (c channelRules) one(t *Turn[pipe], names []string) (Waiter, bool) {
	ws := t.Waiting(names...)
	switch {
	case len(ws) == 0:
		return Waiter{}, false
	case c.fifo:
		return ws[0], true
	}
	ws = append([]Waiter(nil), ws...)
	return ws[t.Choose(len(ws))], true
}

// put hands v to one who receives, or puts it into the buffer.
func (c channelRules) put(t *Turn[pipe], v int) bool {
	if w, ok := c.one(t, receivers); ok {
		t.Grant(w, v)
		return true
	}
	if len(t.State) == c.capacity {
		return false
	}
	t.State = append(t.State, v)
	return true
}

func (c channelRules) send(t *Turn[pipe], v int) {
	switch {
	case t.State.closed():
		t.Return(Panics)
	case c.put(t, v):
		t.Return(nil)
	default:
		t.Block()
	}
}

func (c channelRules) trySend(t *Turn[pipe], v int) {
	if t.State.closed() {
		t.Return(Panics)
		return
	}
	t.Return(c.put(t, v))
}

// get takes a value from the buffer or from one who sends.
func (c channelRules) get(t *Turn[pipe]) (v int, ok bool) {
	if t.State.len() > 0 {
		v, t.State = t.State[0], t.State[1:]
		if w, ok := c.one(t, senders); ok {
			t.State = append(t.State, w.Arg.(int))
			t.Grant(w, nil)
		}
		return v, true
	}
	if w, ok := c.one(t, senders); ok {
		t.Grant(w, nil)
		return w.Arg.(int), true
	}
	return 0, false
}

func (c channelRules) receive(t *Turn[pipe], _ None) {
	v, ok := c.get(t)
	switch {
	case ok:
		t.Return(v)
	case t.State.closed():
		t.Return(nothing(t.Self()))
	default:
		t.Block()
	}
}

// nothing is what a call returns of a channel that is closed and empty.
func nothing(w Waiter) any {
	if w.Name == "ReceiveContext" {
		return 0
	}
	return nil
}

func (c channelRules) tryReceive(t *Turn[pipe], _ None) {
	if v, ok := c.get(t); ok {
		t.Return(v)
		return
	}
	t.Return(nil)
}

func (c channelRules) close(t *Turn[pipe], _ None) {
	if t.State.closed() {
		t.Return(Panics)
		return
	}
	t.State = append(t.State, -1)
	for w, ok := t.First(receivers...); ok; w, ok = t.First(receivers...) {
		t.Grant(w, nothing(w))
	}
	for w, ok := t.First(senders...); ok; w, ok = t.First(senders...) {
		t.Grant(w, Panics)
	}
	t.Return(nil)
}
