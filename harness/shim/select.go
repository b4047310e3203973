package shim

import (
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// RecvCase is a channel about to be received from, by itself or as a case of a select, which leaves there what it has received.
type RecvCase[T any] struct {
	Ch <-chan T
	V  T
	Ok bool
}

// From takes the operand of a receive, which evaluates it once.
func From[C ~chan T | ~<-chan T, T any](ch C) RecvCase[T] { return RecvCase[T]{Ch: ch} }

// SendCase is the case of a select that sends V.
type SendCase[T any] struct {
	Ch chan<- T
	V  T
}

// Key names the channel of a case, and which way it goes. It is a plain value, so that the cases themselves need not leave the
// stack.
type Key struct {
	obj unsafe.Pointer
	dir sched.Direction
}

// Key returns the case's key.
func (c *RecvCase[T]) Key() Key { return Key{address(c.Ch), sched.Recv} }

// Key returns the case's key.
func (c *SendCase[T]) Key() Key { return Key{address(c.Ch), sched.Send} }

// Op is what Select asks of a case.
type Op struct {
	what what
	task *sched.Task
	cell unsafe.Pointer
}

type what uint8

const (
	look what = iota // could the case go on now?
	act              // go on if you can
	give             // put the value to be sent where a receiver can find it
	take             // here is the value that a sender has handed over
)

// Result is what a case answers.
type Result struct {
	is    answer
	index int
	cell  unsafe.Pointer
}

type answer uint8

const (
	no   answer = iota
	yes         // it could
	done        // it has gone on
)

// Native wraps the index of the case that the runtime's select has chosen.
func Native(i int) Result { return Result{index: i} }

func answered(b bool, a answer) Result {
	if b {
		return Result{is: a}
	}
	return Result{}
}

// Do does x to the case.
func (c *RecvCase[T]) Do(x Op) Result {
	switch x.what {
	case look:
		if len(c.Ch) > 0 || x.task.Waiting(address(c.Ch), sched.Send) {
			return Result{is: yes}
		}
		return c.probe(x.task)
	case act:
		v, ok, did := tryRecv(x.task, c.Ch)
		if did {
			c.V, c.Ok = v, ok
		}
		return answered(did, done)
	default:
		c.V, c.Ok = *(*T)(x.cell), true
		return Result{is: done}
	}
}

// probe finds out about what can't be seen from outside: a closed channel, which is there to be received from again, and a foreign
// sender, whose value can't be given back, so that the case has gone on.
func (c *RecvCase[T]) probe(t *sched.Task) Result {
	select {
	case v, ok := <-c.Ch:
		if !ok {
			return Result{is: yes}
		}
		t.MetForeign()
		c.V, c.Ok = v, true
		return Result{is: done}
	default:
		return Result{}
	}
}

// Do does x to the case.
func (c *SendCase[T]) Do(x Op) Result {
	switch x.what {
	case look:
		if len(c.Ch) < cap(c.Ch) || x.task.Waiting(address(c.Ch), sched.Recv) {
			return Result{is: yes}
		}
		return c.probe(x.task)
	case act:
		return answered(trySend(x.task, c.Ch, c.V), done)
	default:
		cell := new(T)
		*cell = c.V
		return Result{cell: unsafe.Pointer(cell)}
	}
}

// probe finds out about a foreign receiver, which takes the value at once, and about a closed channel, which can go on, namely panic,
// once it is chosen.
func (c *SendCase[T]) probe(t *sched.Task) (r Result) {
	defer func() {
		if recover() != nil {
			r = Result{is: yes}
		}
	}()
	select {
	case c.Ch <- c.V:
		t.MetForeign()
		return Result{is: done}
	default:
		return Result{}
	}
}

// Select is a select statement with a case for each key, in source order. do(i, x) does x to case i; do(-1, x) is the
// statement itself, natively. It returns the index of the case that has gone on, or len(keys) for the default case.
//
// Which of several cases that can go on is taken is the strategy's choice.
func Select(do func(i int, x Op) Result, hasDefault bool, keys ...Key) int {
	if sched.Active() {
		return selecting(do, hasDefault, keys)
	}
	return do(-1, Op{}).index
}

func selecting(do func(i int, x Op) Result, hasDefault bool, keys []Key) int {
	t := sched.Current()
	if t == nil {
		return foreignSelect(do, hasDefault, keys)
	}
	var obj unsafe.Pointer
	if len(keys) == 1 {
		obj = keys[0].obj
	}
	t.Point(sched.KindSelect, obj)
	i := choose(t, do, hasDefault, keys)
	if i < len(keys) {
		t.Wrote()
	}
	if t.Tracing() {
		t.Result(i)
	}
	return i
}

// choose repeats until a case has gone on. A case that was ready can fail only where a foreign goroutine was faster.
func choose(t *sched.Task, do func(i int, x Op) Result, hasDefault bool, keys []Key) int {
	for {
		i, ready := pick(t, do, keys)
		switch {
		case i < 0 && hasDefault:
			return len(keys)
		case i < 0:
			i, ready = wait(t, do, keys)
		case ready:
			ready = do(i, Op{what: act, task: t}).is == done
		default:
			ready = true
		}
		if ready {
			return i
		}
	}
}

// pick chooses among the cases that can go on: -1 if there is none. ready is false if the case has gone on already.
func pick(t *sched.Task, do func(i int, x Op) Result, keys []Key) (i int, ready bool) {
	var space [16]int
	can := space[:0]
	for i, k := range keys {
		if k.obj == nil {
			continue
		}
		switch do(i, Op{what: look, task: t}).is {
		case done:
			return i, false
		case yes:
			can = append(can, i)
		}
	}
	if len(can) == 0 {
		return -1, false
	}
	return can[t.Choose(len(can))], true
}

// wait waits at all cases at once. It returns false if the task was only woken to try again.
func wait(t *sched.Task, do func(i int, x Op) Result, keys []Key) (int, bool) {
	var space [8]sched.Place
	places := space[:0]
	for i, k := range keys {
		p := sched.Place{Key: k.obj, Dir: k.dir}
		if k.obj != nil && k.dir == sched.Send {
			p.Cell = do(i, Op{what: give, task: t}).cell
		}
		places = append(places, p)
	}
	i, got, again := t.BlockAny(sched.KindSelect, places)
	if again || i < 0 {
		return 0, false
	}
	if keys[i].dir == sched.Recv {
		do(i, Op{what: take, task: t, cell: got})
	}
	return i, true
}
