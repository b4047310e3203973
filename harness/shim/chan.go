package shim

import (
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/edge"
)

// address returns the address of the channel itself, which is the same for all values that refer to it, whatever their direction.
func address[C any](ch C) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&ch)) }

// sending returns ch as a channel that can be sent to. The direction is a matter of types only.
func sending[T any](ch <-chan T) chan<- T { return *(*chan<- T)(unsafe.Pointer(&ch)) }

// never waits for what can't happen: an operation on a nil channel, a select without cases.
func never(t *sched.Task, k sched.Kind) {
	t.Point(k, nil)
	for {
		t.BlockAny(k, nil)
	}
}

// Sender is a channel about to be sent to.
type Sender[T any] struct{ ch chan<- T }

// To takes the operand of a send statement or a send case, which evaluates it once.
func To[C ~chan T | ~chan<- T, T any](ch C) Sender[T] { return Sender[T]{ch} }

// Send is ch <- v.
func (s Sender[T]) Send(v T) {
	if sched.Active() {
		s.send(v)
		return
	}
	s.ch <- v
}

// Case is the case ch <- v of a select.
func (s Sender[T]) Case(v T) SendCase[T] { return SendCase[T]{Ch: s.ch, V: v} }

func (s Sender[T]) send(v T) {
	ch, t := s.ch, sched.Current()
	if t == nil {
		foreignSend(ch, v)
		return
	}
	if ch == nil {
		never(t, sched.KindSend)
	}
	p := address(ch)
	t.Point(sched.KindSend, p)
	settle(t, ch, v)
}

// settle sends v now or as soon as somebody takes it.
func settle[T any](t *sched.Task, ch chan<- T, v T) {
	for !trySend(t, ch, v) {
		cell := new(T)
		*cell = v
		if _, again := t.BlockAt(sched.KindSend, address(ch), sched.Send, unsafe.Pointer(cell)); !again {
			return // a receiver has taken the value
		}
	}
}

// trySend sends v if that needs no waiting. It panics if ch is closed.
//
// A waiting receiver is served before the buffer: it waits because the buffer was empty, and nobody can have filled it since but a
// foreign goroutine, which then has woken it. Filling the buffer first would let a third party overtake it.
func trySend[T any](t *sched.Task, ch chan<- T, v T) bool {
	if p := address(ch); len(ch) == 0 && t.Waiting(p, sched.Recv) {
		cell := new(T)
		*cell = v
		if edge.Enabled && !passed(t, ch, v) {
			t.Meet(p, sched.Recv)
		}
		t.Wake(p, sched.Recv, unsafe.Pointer(cell))
		return true
	}
	select {
	case ch <- v:
		if cap(ch) == 0 {
			t.MetForeign()
		}
		return true
	default:
		return false
	}
}

// Recv is <-ch.
func (c RecvCase[T]) Recv() T {
	if sched.Active() {
		return c.only()
	}
	return <-c.Ch
}

// Recv2 is the receive that also tells whether the value was sent, rather than the zero value of a closed channel.
func (c RecvCase[T]) Recv2() (v T, ok bool) {
	if sched.Active() {
		return recv(c.Ch)
	}
	v, ok = <-c.Ch
	return
}

// only is recv for a caller that doesn't ask. It is kept out of Recv, which would not be inlined otherwise.
//
//go:noinline
func (c RecvCase[T]) only() T {
	v, _ := recv(c.Ch)
	return v
}

func recv[T any](ch <-chan T) (v T, ok bool) {
	t := sched.Current()
	if t == nil {
		return foreignRecv(ch)
	}
	if ch == nil {
		never(t, sched.KindRecv)
	}
	t.Point(sched.KindRecv, address(ch))
	v, ok = await(t, ch)
	if t.Tracing() {
		t.Result(v)
	}
	return v, ok
}

// await receives now or as soon as there is something to receive.
func await[T any](t *sched.Task, ch <-chan T) (v T, ok bool) {
	for {
		v, ok, done := tryRecv(t, ch)
		if done {
			return v, ok
		}
		if got, _ := t.BlockAt(sched.KindRecv, address(ch), sched.Recv, nil); got != nil {
			return *(*T)(got), true
		}
	}
}

// tryRecv receives if that needs no waiting.
func tryRecv[T any](t *sched.Task, ch <-chan T) (v T, ok, done bool) {
	p := address(ch)
	select {
	case v, ok = <-ch:
		switch {
		case !ok:
		case cap(ch) == 0:
			t.MetForeign()
		case t.Waiting(p, sched.Send):
			refill(t, ch)
		}
		return v, ok, true
	default:
	}
	if edge.Enabled && t.Waiting(p, sched.Send) {
		t.Meet(p, sched.Send)
	}
	if cell, ok := t.Wake(p, sched.Send, nil); ok {
		return *(*T)(cell), true, true
	}
	return v, false, false
}

// refill moves the value of the sender that has waited longest into the place in the buffer that has just become free. Waking the
// sender to do it itself would let another one overtake it.
func refill[T any](t *sched.Task, ch <-chan T) {
	out := sending(ch)
	if edge.Enabled && refilled(t, out) {
		t.Wake(address(ch), sched.Send, nil)
		return
	}
	cell, _ := t.Wake(address(ch), sched.Send, nil)
	v := *(*T)(cell)
	select {
	case out <- v:
	default: // a foreign goroutine was faster: the value waits again, for a sender that has gone on
		t.Go(func() { settle(sched.Current(), out, v) })
	}
}

// Close is close(ch).
func Close[C ~chan T | ~chan<- T, T any](ch C) {
	if sched.Active() {
		closing((chan<- T)(ch))
		return
	}
	close(ch)
}

func closing[T any](ch chan<- T) {
	p := address(ch)
	t := sched.Current()
	if t == nil {
		close(ch)
		sched.Touched(p)
		return
	}
	t.Point(sched.KindClose, p)
	close(ch)
	t.WakeAll(p) // receivers find the channel closed; senders try again, and panic
}

// CloseNow closes ch without letting others run first: for the harness, where closing is part of a larger step.
func CloseNow[T any](ch chan T) {
	close(ch)
	if t := sched.Current(); t != nil {
		t.WakeAll(address(ch))
	}
}
