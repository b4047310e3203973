package models

import (
	"fmt"
	"sync"
)

// taskRegister knows which tasks were submitted to a pool of workers and what
// became of them.
type taskRegister struct {
	workers  int
	noMisuse bool
	single   bool // see SingleUse

	mu       sync.Mutex
	tasks    []*task
	running  int
	adding   int    // calls that submit
	waiting  int    // calls that wait
	waited   bool   // somebody has waited
	stopped  bool   // it was told to stop
	dropping bool   // tasks may be dropped from here
	faulty   string // what has gone wrong, in words
}

// task is one task; accepted says that the call has returned that submitted it.
type task struct {
	number         int
	runs, ends     int
	accepted, void bool // void: it was refused
}

// taskKind says what a task does, and whether its submitter waits for it.
type taskKind int

const (
	quietTask taskKind = iota
	awaitedTask
	panickingTask
)

// submit makes a task and has it submitted. The outcome is nil, the error that
// the pool refused with, or what has gone wrong.
func (r *taskRegister) submit(c *Call, kind taskKind, do func(f func()) any) any {
	t, ok := r.begin()
	if !ok {
		return ErrMisuse
	}
	defer r.added()
	pause := c.Pause // the call is over when the task runs
	out := do(func() {
		r.start(t)
		defer r.end(t)
		if pause != nil {
			pause()
		}
		if kind == panickingTask {
			panic(Thrown)
		}
	})
	return r.submitted(t, kind, out)
}

// submitted notes how the call ended that submitted t.
func (r *taskRegister) submitted(t *task, kind taskKind, out any) any {
	r.mu.Lock()
	defer r.mu.Unlock()
	if out != nil {
		t.void = true
		return out
	}
	t.accepted = !r.stopped // else it may have been dropped without a word
	if kind == awaitedTask && t.ends == 0 && !r.dropping {
		r.blame("SubmitWait returned before task %d was done", t.number)
	}
	return r.fault()
}

func (r *taskRegister) begin() (*task, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.noMisuse && (r.stopped || r.waiting > 0) || r.single && r.waited {
		return nil, false
	}
	r.adding++
	t := &task{number: len(r.tasks) + 1}
	r.tasks = append(r.tasks, t)
	return t, true
}

func (r *taskRegister) added() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.adding--
}

func (r *taskRegister) start(t *task) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t.runs++
	r.running++
	switch {
	case t.runs > 1:
		r.blame("task %d was run twice", t.number)
	case t.void:
		r.blame("task %d was refused and was run all the same", t.number)
	case r.workers > 0 && r.running > r.workers:
		r.blame("%d tasks run at once, and there are %d workers", r.running, r.workers)
	}
}

func (r *taskRegister) end(t *task) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t.ends++
	r.running--
}

// wait has the pool waited for, and says which task is not done that was
// accepted before.
func (r *taskRegister) wait(do func()) any {
	before := r.accepted()
	r.mu.Lock()
	if r.noMisuse && r.adding > 0 || r.single && r.waited {
		r.mu.Unlock()
		return ErrMisuse
	}
	r.waiting++
	r.waited = true
	r.mu.Unlock()
	do()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting--
	r.undone(before, "Wait")
	return r.fault()
}

// stop is for one of the operations that let no more tasks in. Only the first
// is made.
func (r *taskRegister) stop(do func(), drops bool) any {
	before := r.accepted()
	r.mu.Lock()
	if r.stopped || r.noMisuse && r.adding > 0 {
		r.mu.Unlock()
		return ErrMisuse
	}
	r.stopped, r.dropping = true, r.dropping || drops
	r.mu.Unlock()
	do()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.undone(before, "StopWait")
	return r.fault()
}

func (r *taskRegister) cancel(do func()) any {
	r.mu.Lock()
	r.dropping = true
	r.mu.Unlock()
	do()
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.fault()
}

func (r *taskRegister) accepted() (list []*task) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.tasks {
		if t.accepted {
			list = append(list, t)
		}
	}
	return list
}

func (r *taskRegister) undone(list []*task, call string) {
	for _, t := range list {
		if t.ends == 0 && !r.dropping {
			r.blame("%s returned before task %d was done, which had been submitted before", call, t.number)
		}
	}
}

func (r *taskRegister) blame(format string, args ...any) {
	if r.faulty == "" {
		r.faulty = fmt.Sprintf(format, args...)
	}
}

func (r *taskRegister) fault() any {
	if r.faulty == "" {
		return nil
	}
	return r.faulty
}
