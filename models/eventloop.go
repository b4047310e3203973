package models

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// EventLoopOps is how an event loop, on which a lock, an event and a queue with
// room for one item live, is called by other goroutines: one function for each
// operation, nil for one that it does not offer.
type EventLoopOps struct {
	// Post queues callback id; Posted returns those that have run by the time
	// that all queued before it have: "1,2".
	Post   func(id int)
	Posted func() string
	// Acquire waits for the lock; Release returns ErrLoopLockFree if it is free.
	Acquire func(ctx context.Context) error
	Release func() error
	// Wait waits until the event is set.
	Wait       func(ctx context.Context) error
	Set, Clear func()
	// Put waits for room in the queue, Get for an item.
	Put func(ctx context.Context, id int) error
	Get func(ctx context.Context) (int, error)
}

// ErrLoopLockFree refuses to release a lock that is free.
var ErrLoopLockFree = errors.New("the lock is free")

// loop is the state. Callbacks and items are runes, first come first.
type loop struct {
	posted, items string
	held, set     bool
}

// EventLoop is the model of an event loop. It is strict: callbacks run in the
// order in which they were queued, each once; lock and queue serve those who wait
// first come, first served, and hand over; all who wait for the event when it is
// set go on, whatever comes after; a call that gives up has had no effect.
func EventLoop(opts ...Option) *Model[EventLoopOps] {
	defaults := []Option{Name("event-loop"), Label("event loop with a lock, an event and a queue of 1"), Describe(loop.describe)}
	return Grants(loop{}, settleLoop,
		Change("Post", Func1(func(o EventLoopOps, id int) { o.Post(id) }, Fresh()).If(func(o EventLoopOps) bool { return o.Post != nil }),
			func(s loop, id int) loop { s.posted += string(rune(id)); return s }),
		Ask("Posted", Ret(func(o EventLoopOps) string { return o.Posted() }).If(func(o EventLoopOps) bool { return o.Posted != nil }),
			func(s loop, _ None) string { return numbered(s.posted, 0) }),
		Act("Acquire", Ctx(func(o EventLoopOps, ctx context.Context) error { return o.Acquire(ctx) }).If(func(o EventLoopOps) bool { return o.Acquire != nil }),
			func(t *Turn[loop], _ None) { t.Block() }),
		Update("Release", Err(func(o EventLoopOps) error { return o.Release() }, ErrLoopLockFree).If(func(o EventLoopOps) bool { return o.Release != nil }),
			func(s loop, _ None) (loop, error) {
				if !s.held {
					return s, ErrLoopLockFree
				}
				s.held = false
				return s, nil
			}),
		Act("Wait", Ctx(func(o EventLoopOps, ctx context.Context) error { return o.Wait(ctx) }).If(func(o EventLoopOps) bool { return o.Wait != nil }),
			func(t *Turn[loop], _ None) { t.Block() }),
		Change("Set", Func(func(o EventLoopOps) { o.Set() }).If(func(o EventLoopOps) bool { return o.Set != nil }),
			func(s loop, _ None) loop { s.set = true; return s }),
		Change("Clear", Func(func(o EventLoopOps) { o.Clear() }).If(func(o EventLoopOps) bool { return o.Clear != nil }),
			func(s loop, _ None) loop { s.set = false; return s }),
		Act("Put", Ctx1(func(o EventLoopOps, ctx context.Context, id int) error { return o.Put(ctx, id) }, Fresh()).If(func(o EventLoopOps) bool { return o.Put != nil }),
			func(t *Turn[loop], _ int) { t.Block() }),
		Act("Get", CtxRet(func(o EventLoopOps, ctx context.Context) (int, error) { return o.Get(ctx) }).If(func(o EventLoopOps) bool { return o.Get != nil }),
			func(t *Turn[loop], _ None) { t.Block() }),
	).With(append(defaults, opts...)...)
}

// settleLoop lets those go on who can: each call joins its line, and leaves it
// here, in the same step if need be.
func settleLoop(t *Turn[loop]) {
	for w, ok := t.First("Wait"); ok && t.State.set; w, ok = t.First("Wait") {
		t.Grant(w, nil)
	}
	if w, ok := t.First("Acquire"); ok && !t.State.held {
		t.State.held = true
		t.Grant(w, nil)
	}
	for again := true; again; {
		again = false
		if w, ok := t.First("Get"); ok && t.State.items != "" {
			t.Grant(w, int(t.State.items[0]))
			t.State.items, again = t.State.items[1:], true
		}
		if w, ok := t.First("Put"); ok && t.State.items == "" {
			t.State.items, again = string(rune(w.Arg.(int))), true
			t.Grant(w, nil)
		}
	}
}

func (s loop) describe() string {
	word := func(yes bool, one, other string) string {
		if yes {
			return one
		}
		return other
	}
	list := []string{word(s.held, "the lock is held", "the lock is free"), word(s.set, "the event is set", "the event is not set")}
	if s.items == "" {
		list = append(list, "the queue is empty")
	} else {
		list = append(list, fmt.Sprintf("%s is in the queue", numbered(s.items, 0)))
	}
	if s.posted != "" {
		list = append(list, fmt.Sprintf("callbacks %s have run", numbered(s.posted, 0)))
	}
	return strings.Join(list, ", ")
}
