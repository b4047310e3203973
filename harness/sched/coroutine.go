package sched

import "github.com/tenter-go/tenter/harness/sched/internal/g"

// Coroutine is an iterator that a task pulls from. What it does between two hand-overs is done by the task that asked for the next
// value, only on another goroutine; without this note that goroutine would be taken for a foreign one.
//
// A coroutine that is still waiting at the end of the execution is stopped then: natively it would wait for ever.
type Coroutine struct {
	run    *Run
	caller *Task // who asked last; nil if it was no task
	g      Pointer
	stop   func()
	over   bool // its function has returned
	gone   bool // and its goroutine is counted no more
}

// NewCoroutine notes that t has started a coroutine, which stop ends.
func (t *Task) NewCoroutine(stop func()) *Coroutine {
	c := &Coroutine{run: t.run, caller: t, stop: stop}
	c.run.s.live++
	c.run.coroutines = append(c.run.coroutines, c)
	return c
}

// Call makes a hand-over to the coroutine, by its caller, and returns when it has come back.
func (c *Coroutine) Call(handOver func()) {
	if c.gone {
		handOver()
		return
	}
	outer := c.caller
	defer func() {
		c.caller = outer
		c.settle()
	}()
	t := Current()
	if c.caller = t; t != nil {
		on := t.g
		defer func() { t.g = on }()
	}
	handOver()
}

// Running is called on the coroutine's own goroutine when control has come to it.
func (c *Coroutine) Running() {
	if c.g == nil {
		g.Enter()
		c.g = g.Get()
	}
	if c.caller != nil {
		c.caller.g = c.g
	}
}

// Over is called on the coroutine's own goroutine when its function has ended, and by who ends it before it has begun.
func (c *Coroutine) Over() { c.over = true }

// settle counts the goroutine no more once it has ended.
func (c *Coroutine) settle() {
	if c.over && !c.gone {
		c.gone = true
		c.run.s.live--
	}
}

// abandon ends the coroutines that nobody has stopped, each on a goroutine of its own: a deferred call may end that one.
func (r *Run) abandon() {
	for i, c := range r.coroutines {
		r.coroutines[i] = nil
		if c.gone {
			continue
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer setCurrent(idleTask)
			defer func() { _ = recover() }() // what fails while everything is being cleared away is nobody's fault
			g.Enter()
			over := &Task{run: r, ready: -1, unwinding: true, g: g.Get()}
			setCurrent(over)
			c.stop()
		}()
		<-done
		c.over = true
		c.settle()
	}
	r.coroutines = r.coroutines[:0]
}
