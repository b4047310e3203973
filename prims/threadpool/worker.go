package threadpool

import (
	"fmt"
	"runtime/debug"
	"time"
)

// startable reports whether there is a worker for one more task.
func (p *Pool) startable() bool { return p.busy.len < p.workers }

// start makes e running, on a worker that has run before if one is idle. The caller holds mu.
func (p *Pool) start(e *entry) {
	if n := len(p.idle); n > 0 {
		e.worker = p.idle[n-1]
		p.idle = p.idle[:n-1]
	} else {
		e.worker = &slot{number: p.slots, ready: p.init == nil}
		p.slots++
	}
	p.begin(e)
	go p.work(e)
}

// begin makes e running on its worker.
func (p *Pool) begin(e *entry) {
	e.since = time.Now()
	p.busy.push(e)
	e.start()
}

// work runs e, and then what the worker is given next. It is a goroutine of its own.
func (p *Pool) work(e *entry) {
	if !e.worker.ready {
		if err := initialize(p.init, e.worker.number); err != nil {
			p.spoil(e, err)
			return
		}
		e.worker.ready = true
	}
	defer func() {
		if e == nil {
			return
		}
		// The task has called runtime.Goexit, which can't be stopped: the worker goes on elsewhere.
		if e = p.release(e); e != nil {
			go p.work(e)
		}
	}()
	for e != nil {
		e.unwatch()
		e.run()
		e = p.release(e)
	}
}

func initialize(init func(worker int) error, worker int) (err error) {
	returned := false
	defer func() {
		if !returned {
			err = fmt.Errorf("it panicked: %v\n%s", recover(), debug.Stack())
		}
	}()
	err = init(worker)
	returned = true
	return err
}

// release settles e, which has run, and returns the task that its worker is to run next, if there is
// one.
//
// All that is one step under mu: whoever sees the result finds the worker at its next task, or idle.
// Only where functions wait to be called with the result, the worker calls them in between.
func (p *Pool) release(e *entry) *entry {
	p.mu.Lock()
	if e.settle() {
		p.failed++
	}
	p.done++
	if e.undelivered() {
		p.mu.Unlock()
		e.deliver()
		p.mu.Lock()
	}
	p.busy.remove(e)
	var out dropped
	next := p.take(&out)
	if next != nil {
		next.worker = e.worker
		p.begin(next)
	} else {
		p.idle = append(p.idle, e.worker)
	}
	p.settleDown()
	p.mu.Unlock()
	out.deliver()
	return next
}

// dropped are entries that were settled without having run. What their futures have to call is
// called once mu is free.
type dropped []*entry

func (out dropped) deliver() {
	for _, e := range out {
		e.unwatch()
		e.deliver()
	}
}

// take returns the task that is to start next, and nil if there is none. Those whose contexts are done
// are dropped on the way. The caller holds mu.
func (p *Pool) take(out *dropped) *entry {
	for e := p.queue.pop(); e != nil; e = p.queue.pop() {
		err := e.late()
		if err == nil {
			return e
		}
		e.fail(err)
		*out = append(*out, e)
	}
	// Where the queue has no room at all, those in line wait for a worker.
	for e := p.line.pop(); e != nil; e = p.line.pop() {
		err := e.late()
		e.answer(err)
		if err == nil {
			return e
		}
	}
	return nil
}

// settleDown restores the rules that hold while mu is free, after tasks have left the queue or a
// worker. The caller holds mu.
func (p *Pool) settleDown() {
	for p.line.len > 0 && p.queue.len < p.room {
		e := p.line.pop()
		p.queue.push(e)
		e.answer(nil)
	}
	if p.closed && p.busy.len == 0 && p.queue.len == 0 && !p.over {
		p.over = true
		close(p.ended)
	}
}

// spoil breaks the pool, since the worker that e was to be the first task of could not be
// initialized.
func (p *Pool) spoil(e *entry, err error) {
	p.mu.Lock()
	p.broken = err
	p.busy.remove(e)
	p.slots--
	out := append(dropped{e}, p.drop()...)
	for _, e := range out {
		e.fail(p.refusal())
	}
	p.turnAway()
	p.settleDown()
	p.mu.Unlock()
	out.deliver()
}
