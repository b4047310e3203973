package models

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// ProcessPoolOps is how a pool of processes is called: one function for each
// operation, nil for one that it does not offer. The calls that it runs last until
// Finish ends them.
type ProcessPoolOps struct {
	// Run submits call id, waits for its result and returns it, which is id; or
	// ErrPoolClosed, ErrPoolBroken or ErrPoolTerminated. If ctx is done first the
	// call leaves the queue, or runs on without anyone waiting for it.
	Run func(ctx context.Context, id int) (int, error)
	// Submit submits call id and returns at once.
	Submit func(id int) error
	// Finish waits until a call is running, ends it, and returns when its worker is
	// free again; or an error if that died under it.
	Finish func() error
	// Kill kills a worker, if one is left, and returns when all have ended.
	Kill func()
	// Close refuses calls from now on; Terminate kills all workers and returns when
	// they have ended.
	Close, Terminate func()
	// Wait waits until the pool is closed, broken or terminated, and no worker is
	// left.
	Wait func(ctx context.Context) error
	// Figures returns how many calls run and how many are queued.
	Figures func() string
	// Release lets all calls end; it is called when nothing else is.
	Release func()
}

// What a pool of processes answers besides ErrPoolClosed.
var (
	ErrPoolBroken     = errors.New("broken")
	ErrPoolTerminated = errors.New("terminated")
)

// processes is the state. Calls are runes, as in pool.
type processes struct {
	pool
	broken, terminated bool
	// dying are calls that ran when the pool ended and that a Finish may yet meet:
	// their workers are told to end before they have.
	dying int
}

// over returns why nothing runs any more, nil if something may.
func (s processes) over() error {
	switch {
	case s.broken:
		return ErrPoolBroken
	case s.terminated:
		return ErrPoolTerminated
	}
	return nil
}

// ended reports whether no worker is left.
func (s processes) ended() bool {
	return s.over() != nil || s.closed && s.running == "" && s.queue == ""
}

// ProcessPool is the model of a pool of that many processes. It is strict: the
// death of one breaks the pool in one step, for all that is queued or running; a
// pool that is closed works its queue off. What is being ended when a worker dies
// may end either way. It panics if workers is less than 1.
func ProcessPool(workers int, opts ...Option) *Model[ProcessPoolOps] {
	if workers < 1 {
		panic(fmt.Sprintf("models: ProcessPool of %d workers: must be at least 1", workers))
	}
	p := processRules{workers}
	known := []error{ErrPoolClosed, ErrPoolBroken, ErrPoolTerminated}
	defaults := []Option{Name("process-pool"), Label("pool of %s", processCount(workers)), Describe(processes.describe)}
	return Grants(processes{}, p.settle,
		Act("Run", CtxRet1(func(o ProcessPoolOps, ctx context.Context, id int) (int, error) { return o.Run(ctx, id) }, Fresh(), known...).
			If(func(o ProcessPoolOps) bool { return o.Run != nil }), func(t *Turn[processes], id int) { p.submit(t, id, true) }).OnCancel(p.leave),
		Act("Submit", Err1(func(o ProcessPoolOps, id int) error { return o.Submit(id) }, Fresh(), known...).
			If(func(o ProcessPoolOps) bool { return o.Submit != nil }), func(t *Turn[processes], id int) { p.submit(t, id, false) }).NonBlocking(),
		Act("Finish", Err(func(o ProcessPoolOps) error { return o.Finish() }, known...).If(func(o ProcessPoolOps) bool { return o.Finish != nil }),
			p.beginFinish).OnResume(func(t *Turn[processes], _ any) { p.finish(t) }),
		Act("Kill", Func(func(o ProcessPoolOps) { o.Kill() }).If(func(o ProcessPoolOps) bool { return o.Kill != nil }),
			func(t *Turn[processes], _ None) {
				if !t.State.ended() {
					t.State.broken = true
					p.fail(t, ErrPoolBroken)
				}
				t.Return(nil)
			}).NonBlocking(),
		Change("Close", Func(func(o ProcessPoolOps) { o.Close() }).If(func(o ProcessPoolOps) bool { return o.Close != nil }),
			func(s processes, _ None) processes { s.closed = true; return s }),
		Act("Terminate", Func(func(o ProcessPoolOps) { o.Terminate() }).If(func(o ProcessPoolOps) bool { return o.Terminate != nil }),
			func(t *Turn[processes], _ None) {
				if t.State.over() == nil {
					t.State.terminated = true
					p.fail(t, ErrPoolTerminated)
				}
				t.Return(nil)
			}).NonBlocking(),
		Wait("Wait", Ctx(func(o ProcessPoolOps, ctx context.Context) error { return o.Wait(ctx) }).If(func(o ProcessPoolOps) bool { return o.Wait != nil }),
			func(s processes, _ None) bool { return s.ended() }, func(s processes, _ None) processes { return s }),
		Ask("Figures", Ret(func(o ProcessPoolOps) string { return o.Figures() }).If(func(o ProcessPoolOps) bool { return o.Figures != nil }),
			func(s processes, _ None) string { return Figures(len(s.running), len(s.queue)) }),
	).With(append(defaults, opts...)...).Finally(func(o ProcessPoolOps) {
		if o.Release != nil {
			o.Release()
		}
	})
}

func processCount(n int) string {
	if n == 1 {
		return "1 process"
	}
	return fmt.Sprintf("%d processes", n)
}

// processRules are the contract of a pool of so many processes.
type processRules struct{ workers int }

func (p processRules) submit(t *Turn[processes], id int, result bool) {
	switch over := t.State.over(); {
	case over != nil:
		t.Return(over)
		return
	case t.State.closed:
		t.Return(ErrPoolClosed)
		return
	}
	t.State.queue += taskOf(id)
	if result {
		t.Block()
	} else {
		t.Return(nil)
	}
}

// settle gives queued calls to idle workers.
func (p processRules) settle(t *Turn[processes]) {
	for len(t.State.running) < p.workers && t.State.queue != "" {
		t.State.running += t.State.queue[:1]
		t.State.queue = t.State.queue[1:]
	}
}

func (p processRules) beginFinish(t *Turn[processes], _ None) {
	if t.State.dying > 0 && t.Choose(2) == 1 {
		t.State.dying--
		t.Return(t.State.over())
		return
	}
	t.Block()
}

// finish is the end of a call, at a moment of its own: until then the worker may
// die.
func (p processRules) finish(t *Turn[processes]) {
	if t.State.running == "" {
		t.Block()
		return
	}
	i := t.Choose(len(t.State.running))
	id := t.State.running[i : i+1]
	t.State.running = t.State.running[:i] + t.State.running[i+1:]
	for _, w := range t.Waiting("Run") {
		if taskOf(w.Arg) == id {
			t.Grant(w, w.Arg)
			break
		}
	}
	t.Return(nil)
}

// fail is the end of all calls. A Finish that waits may have been about to end one
// of those that ran, and learns that it did not; or it waits on.
func (p processRules) fail(t *Turn[processes], why error) {
	calls := t.State.running + t.State.queue
	waiting := append([]Waiter(nil), t.Waiting("Run", "Finish")...)
	reached := len(t.State.running)
	for _, w := range waiting {
		switch {
		case w.Name == "Run" && strings.Contains(calls, taskOf(w.Arg)):
			t.Grant(w, why)
		case w.Name == "Finish" && reached > 0 && t.Choose(2) == 1:
			reached--
			t.Grant(w, why)
		}
	}
	t.State.running, t.State.queue, t.State.dying = "", "", reached
}

func (p processRules) leave(t *Turn[processes], arg any) {
	t.State.queue = strings.Replace(t.State.queue, taskOf(arg), "", 1)
	t.Return(nil)
}

func (s processes) describe() string {
	text := s.pool.describe()
	if over := s.over(); over != nil {
		text += ", " + over.Error()
	}
	return text
}
