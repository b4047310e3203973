// Package barrier provides [Barrier], at which a fixed number of calls wait for each other, again and
// again.
//
// # Contract
//
//   - Calls of Wait arrive in generations of as many as the barrier has parties. Each call of a
//     generation returns its index, 0 for the first that arrived, and the last arrival lets all go.
//   - With an action, the last arrival runs it before anybody is let go. Actions of successive generations
//     follow each other, each after the one before it has ended. If an action returns an error or panics,
//     so does the Wait that ran it, and the barrier is broken.
//   - A generation is decided by its last arrival: whatever happens later, an abort, a reset, a
//     cancellation, a time-out, its calls return their indices; only their own action can still break it.
//     Those who arrive later belong to the next generation, however slowly the others leave.
//   - A call whose context becomes done, or whose time runs out, before its generation is full breaks the
//     barrier: it returns the context's error or [ErrTimeout], and the others [ErrBroken]. The number of
//     parties is fixed, so without it they would wait for ever.
//   - Abort breaks the barrier: present and future calls get ErrBroken until a Reset.
//   - Reset makes the barrier fresh. Present calls get ErrBroken.
//   - Wait with a context that is done already returns the context's error and does nothing else.
//     WaitTimeout with a duration of zero or less arrives, and breaks the barrier unless it is the last.
//   - Waiting tells how many wait for the current generation to be full, so it is zero when the barrier is
//     broken, and does not count those who are leaving.
//
// # Memory ordering
//
// In the terminology of the Go memory model, each arrival of a generation synchronizes before the action,
// and the action synchronizes before the return of each call of the generation.
//
// # Differences from Python
//
// Barrier follows threading.Barrier of Python 3.13. It differs where Go has a better form or CPython
// leaves its users alone:
//
//   - In CPython, an abort that comes just after the last arrival breaks the barrier for those who have
//     yet to wake: the last caller has its index, and the others get BrokenBarrierError. Here the
//     generation is decided.
//   - In CPython, who arrives while a generation leaves waits until it has left. Here generations do not
//     get into each other's way.
//   - Python's time-out belongs to the barrier or to the call. Here it belongs to the call, and a context
//     does the same.
//   - Python gives the caller that times out BrokenBarrierError as well. Here it gets its own error.
//   - That indices are in the order of arrival is how CPython behaves, and here it is promised.
package barrier
