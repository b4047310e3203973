package sched

import "runtime"

// Exit is called by a task that ends its process, and does not return. It ends the execution in place of the process, as a panic with the value why that
// nobody can recover: deferred calls, of t as of all other tasks, run only when the execution is over and everything has been noted. A deferred call of a
// task that is being unwound ends its goroutine instead: what it has found is what unwinding has left.
//
// So what led there is traced, made smaller and repeated like any other execution, in one process.
func (t *Task) Exit(why any) {
	t.mustLive()
	r := t.run
	r.panicked(t, why)
	r.end(t)
	r.s.gone = append(r.s.gone, t)
	t.worker.hand(&r.s.driver)
	runtime.Goexit()
}
