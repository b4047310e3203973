package models

import (
	"errors"
	"strings"
)

// pool is the state. Tasks are runes, first come first; they are single bytes,
// since executions have few.
type pool struct {
	running, queue string
	closed         bool
}

// poolRules are the contract of a pool of a given size.
type poolRules struct {
	workers, room int
	unordered     bool
}

// has reports whether the pool has accepted the task.
func (s pool) has(task string) bool {
	return strings.Contains(s.running, task) || strings.Contains(s.queue, task)
}

func taskOf(arg any) string { return string(rune(arg.(int))) }

// fits reports whether a task would be accepted by a pool that nobody waits for.
func (p poolRules) fits(s pool) bool {
	return len(s.running) < p.workers || p.room < 0 || len(s.queue) < p.room
}

// line returns the first call that waits for room.
func (p poolRules) line(t *Turn[pool]) (Waiter, bool) {
	for _, w := range t.Waiting("Run", "Submit") {
		if !t.State.has(taskOf(w.Arg)) {
			return w, true
		}
	}
	return Waiter{}, false
}

// submit is the beginning of Run, which waits for the result, or of Submit.
func (p poolRules) submit(result bool) func(t *Turn[pool], id int) {
	return func(t *Turn[pool], id int) {
		p.catchUp(t)
		_, crowded := p.line(t)
		switch {
		case t.State.closed:
			t.Return(ErrPoolClosed)
			return
		case crowded && !p.unordered || !p.fits(t.State):
			t.Block()
			return
		}
		t.State.queue += taskOf(id)
		p.start(t)
		if result {
			t.Block()
		} else {
			t.Return(nil)
		}
	}
}

func (p poolRules) try(t *Turn[pool], id int) {
	p.catchUp(t)
	_, crowded := p.line(t)
	switch {
	case t.State.closed:
		t.Return(ErrPoolClosed)
	case crowded && !p.unordered || !p.fits(t.State):
		t.Return(ErrPoolFull)
	default:
		t.State.queue += taskOf(id)
		t.Return(nil)
	}
}

// catchUp accepts as many of those who wait for room, in any order, as the
// implementation likes: in a pool that is Unordered nobody can tell when they go
// on, but by the next look at the pool.
func (p poolRules) catchUp(t *Turn[pool]) {
	for p.unordered && p.fits(t.State) {
		var line []Waiter
		for _, w := range t.Waiting("Run", "Submit") {
			if !t.State.has(taskOf(w.Arg)) {
				line = append(line, w)
			}
		}
		k := t.Choose(len(line) + 1)
		if k == 0 {
			return
		}
		p.accept(t, line[k-1])
	}
}

// accept accepts the task of a call that waits for room.
func (p poolRules) accept(t *Turn[pool], w Waiter) {
	t.State.queue += taskOf(w.Arg)
	p.start(t)
	if w.Name == "Submit" {
		t.Grant(w, nil)
	}
}

// errGoesOn is what no call returns.
var errGoesOn = errors.New("it goes on, and this is not its end")

// enter lets a Submit go on that waits for room in any order. A Run could go on
// too, which must not be so at a quiescence; but that is not its end, so as a move
// of its own it is refused, and catchUp makes it.
func (p poolRules) enter(t *Turn[pool], arg any) {
	task := taskOf(arg)
	switch {
	case t.State.has(task) || !p.fits(t.State):
		t.Block()
	case t.Self().Name == "Run":
		t.Return(errGoesOn)
	default:
		t.State.queue += task
		p.start(t)
		t.Return(nil)
	}
}

// start moves queued tasks to free workers.
func (p poolRules) start(t *Turn[pool]) {
	for len(t.State.running) < p.workers && t.State.queue != "" {
		t.State.running += t.State.queue[:1]
		t.State.queue = t.State.queue[1:]
	}
}

// settle is what follows each step: free workers and free places are taken.
func (p poolRules) settle(t *Turn[pool]) {
	p.start(t)
	for !p.unordered && p.fits(t.State) {
		w, ok := p.line(t)
		if !ok {
			break
		}
		p.accept(t, w)
	}
}

// end is the operation that ends one of the running tasks, whichever it finds.
func (p poolRules) end(name string, f func(PoolOps) func(), err error) Op[pool, PoolOps] {
	one := func(t *Turn[pool]) {
		p.catchUp(t)
		if t.State.running == "" {
			t.Block()
			return
		}
		i := t.Choose(len(t.State.running))
		task := t.State.running[i : i+1]
		t.State.running = t.State.running[:i] + t.State.running[i+1:]
		if w, ok := p.waiter(t, task); ok && err != nil {
			t.Grant(w, err)
		} else if ok {
			t.Grant(w, w.Arg)
		}
		t.Return(nil)
	}
	m := Func(func(o PoolOps) { f(o)() }).If(func(o PoolOps) bool { return f(o) != nil })
	return Act(name, m, func(t *Turn[pool], _ None) { one(t) }).OnResume(func(t *Turn[pool], _ any) { one(t) })
}

// waiter returns the Run that waits for the task, if it still does.
func (p poolRules) waiter(t *Turn[pool], task string) (Waiter, bool) {
	for _, w := range t.Waiting("Run") {
		if taskOf(w.Arg) == task {
			return w, true
		}
	}
	return Waiter{}, false
}

// leave is a Run whose context is done: its task leaves the queue.
func (p poolRules) leave(t *Turn[pool], arg any) {
	t.State.queue = strings.Replace(t.State.queue, taskOf(arg), "", 1)
	t.Return(nil)
}

func (p poolRules) close(t *Turn[pool]) {
	p.catchUp(t)
	t.State.closed = true
	for w, ok := p.line(t); ok; w, ok = p.line(t) {
		t.Grant(w, ErrPoolClosed)
	}
}

// cancel is the operation that empties the queue.
func (p poolRules) cancel(name string, f func(PoolOps) func() int, closing bool) Op[pool, PoolOps] {
	m := Ret(func(o PoolOps) int { return f(o)() }).If(func(o PoolOps) bool { return f(o) != nil })
	return Act(name, m, func(t *Turn[pool], _ None) {
		p.catchUp(t)
		queue := t.State.queue
		for i := range queue {
			if w, ok := p.waiter(t, queue[i:i+1]); ok {
				t.Grant(w, ErrPoolCancelled)
			}
		}
		t.State.queue = ""
		if closing {
			p.close(t)
		}
		t.Return(len(queue))
	}).NonBlocking()
}

func (s pool) describe() string {
	text := Figures(len(s.running), len(s.queue))
	if s.closed {
		text += ", closed"
	}
	return text
}
