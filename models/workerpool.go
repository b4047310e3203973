package models

import "fmt"

// WorkerPoolOps is how a pool of workers is called: one function for each
// operation, nil for one that it does not offer.
type WorkerPoolOps struct {
	// Submit has a worker run the task; it may wait for room.
	Submit func(task func())
	// SubmitErr is Submit for pools that can refuse.
	SubmitErr func(task func()) error
	// TrySubmit is Submit for pools that refuse when they are full.
	TrySubmit func(task func()) bool
	// SubmitWait has a worker run the task and waits for its end.
	SubmitWait func(task func())
	// Wait waits until all tasks are done that have been submitted.
	Wait func()
	// Stop lets no more tasks in; those that have not begun may be dropped.
	Stop func()
	// StopWait lets no more tasks in, and waits until those submitted are done.
	StopWait func()
	// Cancel ends the context that the pool was made with: tasks that have not
	// begun may be dropped, and submitting may fail.
	Cancel func()

	tasks *taskRegister
}

// workState says what a pool of workers has been told.
type workState struct{ stopped, cancelled bool }

// WorkerPool is the model of a pool of that many workers, or of any number if it
// is 0, which run the tasks that are submitted.
//
// What it demands: each task runs once, and no more at a time than there are
// workers; when Wait, StopWait and SubmitWait return, the tasks are done that had
// been submitted before; every call returns, whatever happens beside it: all tasks
// end, and so nothing is waited for that does not come. What it allows: once the
// pool is told to stop or cancelled, tasks are dropped, and submitting fails,
// panics or does nothing. TrySubmit may fail at any time, and SubmitErr with
// MayRefuse().
//
// Tasks take a while; with PanickingTasks() some panic. The pool is stopped
// once only. With NoMisuse() nothing is submitted after that, nor beside a Wait
// or a Stop, as it must not be to a group of tasks that is built like
// sync.WaitGroup.
func WorkerPool(workers int, opts ...Option) *Model[WorkerPoolOps] {
	if workers < 0 {
		panic(fmt.Sprintf("models: WorkerPool(%d): the number of workers can't be negative; 0 is any number", workers))
	}
	type o = WorkerPoolOps
	type op = Op[workState, o]
	set := gather(opts)
	submit := func(t *Turn[workState], _ None) {
		if t.State.stopped || t.State.cancelled {
			t.Return(anyhow)
			return
		}
		t.Return(nil)
	}
	declared := func(name string, offered func(p o) bool, do func(p o, c *Call) any) op {
		return Act(name, calling(func(p o, c *Call, _ None) any { return do(p, c) }, none, offered), submit).NonBlocking()
	}
	does := func(name string, offered func(p o) bool, do func(p o, task func()) any, kind taskKind) op {
		return refusable(set, declared(name, offered, func(p o, c *Call) any {
			return p.tasks.submit(c, kind, func(f func()) any { return do(p, f) })
		}))
	}
	refuses := func(name string, offered func(p o) bool, do func(p o, task func()) error) op {
		return declared(name, offered, func(p o, c *Call) any {
			out := p.tasks.submit(c, quietTask, func(f func()) any { return errorOrNil(do(p, f)) })
			if out == any(ErrMisuse) {
				return ErrAny // what is kept from a pool that may refuse looks as if it had
			}
			return out
		})
	}
	plain := func(p o, task func()) any { p.Submit(task); return nil }
	waits := func(p o, task func()) any { p.SubmitWait(task); return nil }
	erring := refuses("SubmitErr", func(p o) bool { return p.SubmitErr != nil }, func(p o, task func()) error { return p.SubmitErr(task) })
	if set.mayRefuse || set.noMisuse || set.singleUse {
		erring = erring.Spuriously(ErrAny)
	}
	try := refuses("TrySubmit", func(p o) bool { return p.TrySubmit != nil }, func(p o, task func()) error { return errorIf(!p.TrySubmit(task)) })
	ops := []op{
		does("Submit", func(p o) bool { return p.Submit != nil }, plain, quietTask), erring, try.Spuriously(ErrAny),
		does("SubmitWait", func(p o) bool { return p.SubmitWait != nil }, waits, awaitedTask),
		refusable(set, Ask("Wait", calling(func(p o, _ *Call, _ None) any { return p.tasks.wait(p.Wait) }, none, func(p o) bool { return p.Wait != nil }),
			func(workState, None) any { return nil })),
		stopping("Stop", func(p o) any { return p.tasks.stop(p.Stop, true) }, func(p o) bool { return p.Stop != nil }),
		stopping("StopWait", func(p o) any { return p.tasks.stop(p.StopWait, false) }, func(p o) bool { return p.StopWait != nil }),
		Change("Cancel", calling(func(p o, _ *Call, _ None) any { return p.tasks.cancel(p.Cancel) }, none, func(p o) bool { return p.Cancel != nil }),
			func(s workState, _ None) workState { s.cancelled = true; return s }),
	}
	if set.panickingTasks {
		ops = append(ops, does("SubmitPanics", func(p o) bool { return p.Submit != nil }, plain, panickingTask))
	}
	return New(workState{}, ops...).equipped(func(p o, set *settings) o {
		p.tasks = &taskRegister{workers: workers, noMisuse: set.noMisuse, single: set.singleUse}
		return p
	}).Finally(o.finish).With(append([]Option{Name("worker-pool"), Label("worker pool(%s)", orAny(workers, "worker")), Describe(describeWork)}, opts...)...)
}

// refusable allows what NoMisuse refuses.
func refusable(set settings, op Op[workState, WorkerPoolOps]) Op[workState, WorkerPoolOps] {
	if set.noMisuse || set.singleUse {
		return op.Spuriously(ErrMisuse)
	}
	return op
}

// stopping is an operation that lets no more tasks in.
func stopping(name string, stop func(p WorkerPoolOps) any, offered func(p WorkerPoolOps) bool) Op[workState, WorkerPoolOps] {
	return Change(name, calling(func(p WorkerPoolOps, _ *Call, _ None) any { return stop(p) }, none, offered),
		func(s workState, _ None) workState { s.stopped = true; return s }).Spuriously(ErrMisuse)
}

// PanickingTasks makes a WorkerPool stricter: some tasks panic, and the pool and
// its workers must survive that.
func PanickingTasks() Option { return func(s *settings) { s.panickingTasks = true } }

// SingleUse weakens a WorkerPool: it can be waited for once, and takes no tasks
// after that. What it gives up: what is left behind by a Wait.
func SingleUse() Option { return func(s *settings) { s.singleUse = true } }

func errorOrNil(err error) any {
	if err == nil {
		return nil
	}
	return err
}

func orAny(n int, what string) string {
	if n == 0 {
		return "any number of " + what + "s"
	}
	return counted(n, what)
}

func describeWork(s workState) string {
	switch {
	case s.stopped:
		return "the pool was told to stop"
	case s.cancelled:
		return "the context of the pool is cancelled"
	}
	return "the pool takes tasks"
}

// finish stops the pool, so that its workers end; one that can't be stopped and
// was not waited for is waited for, which ends those of some pools.
func (o WorkerPoolOps) finish() {
	for _, stop := range []func(){o.StopWait, o.Stop, o.Cancel} {
		if stop != nil {
			o.tasks.stop(stop, true)
			return
		}
	}
	if o.Wait != nil && !o.tasks.waited {
		o.Wait()
	}
}
