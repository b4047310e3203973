// Package threadpool runs tasks on a bounded number of workers, with a queue in front of them that is
// bounded too if wanted.
//
// [Submit] hands a task to a [Pool] and returns the [future.Future] of its result. A task is queued, or
// it is running on one of the workers, or it has ended. A worker takes the next task in the same step
// in which its last one ends, and a task that finds an idle worker is running at once. So the queue is
// empty while a worker is idle.
//
// # Contract
//
//   - At most so many tasks run at once as the pool has workers. They start in the order in which they
//     were accepted.
//   - Submit waits while all workers are busy and the queue is full, first come, first served;
//     TrySubmit returns [ErrFull] then, or while others wait. Without [QueueSize] the queue has no
//     bound, and neither ever happens.
//   - A task's context bounds the wait for room and the time in the queue: if it is done first, the
//     task leaves the queue, never starts, and its future fails with the context's error. That is how a
//     task is given a deadline. A task that is running is passed the context, and is not stopped.
//   - Cancelling the future of a queued task takes the task out of the queue in the same step.
//   - A result is there in the step in which the worker is free again, unless somebody has given the
//     future a function to call: the worker calls it, and is busy until it returns.
//   - A task that panics, or ends its goroutine, fails with a [future.PanicError]. The worker lives.
//   - Close refuses new tasks with [ErrClosed], those whose callers wait for room among them; queued
//     tasks still run. CancelQueued cancels the tasks that are queued; CloseAndCancel does both in one
//     step. Wait returns once the pool is closed and no task is queued or running. All may be called
//     any number of times.
//   - An initializer runs on each worker before its first task. If it fails the pool is broken: the
//     tasks that wait for that worker or in the queue fail with [ErrBroken], and so does every later
//     Submit. Tasks that are running go on.
//
// A worker has a goroutine only while it runs tasks. So an idle pool costs nothing, and one that is
// forgotten without Close leaks nothing.
//
// A task that waits for another one of its own pool may wait for ever: if all workers do so, nobody
// is left to run what they wait for. Give such tasks a pool of their own.
//
// # Memory ordering
//
// In the terminology of the Go memory model, a Submit synchronizes before the beginning of its task,
// and the end of a task before the return of each call that tells that its future is done, and before
// the return of Wait.
//
// # Differences from Python
//
// The pool follows concurrent.futures.ThreadPoolExecutor of Python 3.13. It differs where Go has a
// better form or Python leaves a choice open:
//
//   - Python's queue has no bound. A bound that blocks or refuses is an extension, and so are deadlines
//     and [Pool.Health].
//   - In CPython a cancelled task stays in the queue until a worker meets it, and a future that was
//     cancelled by shutdown(cancel_futures=True) never wakes as_completed. Here both happen at once.
//   - The number of workers must be positive; other numbers panic (Python: ValueError).
//   - shutdown(wait, cancel_futures) is Close, CloseAndCancel and Wait, and [Pool.Shutdown] for the
//     usual pair; a pool as a scope is [Run].
//   - Executor.map is [Map], and [MapBuffered] with a buffer size (Python 3.14). Its time-out is the
//     context, which counts from the call as Python's does.
//   - Threads are not kept while they are idle, so an initializer can't leave anything in thread-local
//     storage; it is told the number of its worker.
package threadpool
