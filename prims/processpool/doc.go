// Package processpool runs registered functions on a fixed number of child processes.
//
// [Submit] hands a call of a [process.Function] to a [Pool] and returns the [future.Future] of its
// result. Calls are queued and started in order; each child has one at a time. The children are started
// by [New], on whatever [process.Transport].
//
// # Contract
//
//   - An argument that can't be encoded fails its own future, and so does a function that returns an error
//     or panics; the pool lives.
//   - A child that dies breaks the pool: all futures that are queued or running fail with [ErrBroken],
//     and every later Submit. The other children are killed. That holds for idle children as well.
//   - A future can be cancelled while its call is queued. Its context bounds the time in the queue, as in
//     package threadpool.
//   - Close refuses calls with [ErrClosed]; those that are queued still run, and then the children end.
//     Terminate kills the children: all that is queued or running fails with [ErrTerminated].
//   - Wait returns when the pool is closed, terminated or broken, and every child has been reaped. No
//     child outlives it.
//   - Leaving the scope of [Run] terminates; it does not wait for what is queued.
//
// # Differences from Python
//
// It follows concurrent.futures.ProcessPoolExecutor and multiprocessing.Pool of Python 3.13.
//
//   - Functions are registered by name; there are no closures to pickle.
//   - Both of Python's pools are one here: Map is ordered and stops at the first error as Executor.map
//     does, and the scope terminates as Pool's does.
//   - Outstanding results of a Python Pool that is terminated never come. Here they fail.
package processpool
