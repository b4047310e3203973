// Package queue provides queues through which goroutines hand values to each other: [Queue], first
// in, first out; [Lifo], last in, first out; [Priority], least first; and [Simple], a first in,
// first out queue without a bound and without the rest.
//
// A queue holds items up to its capacity. A put that finds it full waits; so does a get that finds
// it empty. A call that waits leaves when another call serves it, when its context is done, when
// its time-out strikes, or when the queue is shut down. Which to pick: [Queue] for work in order;
// [Simple] where nothing ever fills up or is shut down; a Go channel where neither [Queue.Join], nor
// [Queue.Shutdown], nor an unbounded or another order is wanted.
//
// # Contract
//
//   - A put hands its item to the get that has waited longest, if one waits; else it stores it; else
//     it waits. A get takes the item whose turn it is, and in the same step the put that has waited
//     longest stores its own. So a get waits only while the queue is empty, a put only while it is
//     full, and no newcomer overtakes a waiting call of its kind.
//   - The item of a waiting put takes its place when it is stored and not when the put began: it is
//     not counted, and no get sees it, before.
//   - Among equals, items of which neither is less, Priority keeps the order in which they were stored.
//   - TryPut and TryGet never wait. The forms with a time-out make one honest try whatever the
//     duration; a duration of zero or less is that try and nothing more.
//   - Put, Get and Join with a context that is done already return the context's error and do nothing.
//   - A context that becomes done, or a time-out that strikes, after the call was served comes too
//     late: the call succeeds. So an error always means that nothing was put or taken.
//   - Each item that was put is unfinished until a TaskDone. Join waits until nothing is unfinished
//     at some moment during the call; puts after that moment do not hold it back.
//   - After Shutdown all puts fail with [ErrShutDown], also those that wait, whether or not there is
//     room. Gets take what is left; then they fail with ErrShutDown, never with [ErrEmpty].
//   - ShutdownNow also drops what is left, and what is dropped is not unfinished any more. What was
//     taken and is not done stays unfinished, and keeps Join waiting until its TaskDone. It may follow
//     a Shutdown. Neither can be undone.
//   - A call that returns an error has changed nothing and woken nobody.
//
// # Comparisons
//
// Priority calls the function that compares while it holds its lock: the function must not use the
// queue, and should be quick. If it panics, the call that needed the comparison panics with the same
// value and has changed nothing: no item is in or out, none is counted, nobody is woken. A put that
// waited and is then compared inside another goroutine's get panics in its own.
//
// # Memory ordering
//
// In the terminology of the Go memory model, the put of an item synchronizes before the return of
// the get that takes it; a TaskDone synchronizes before the return of each Join that it ends; and a
// Shutdown before the return of each call that fails because of it. All calls on one queue take
// effect in one order, and each synchronizes before the next.
//
// # Differences from Python
//
// The types follow queue.Queue, LifoQueue, PriorityQueue and SimpleQueue of Python 3.13:
//
//   - Python does not say which waiting call goes next, and CPython lets a newcomer take the item
//     that a woken waiter was to have. Here waiting calls are served in their order, by hand-over.
//   - CPython's join looks at the count again once it runs, so that a put in between makes it wait on.
//     Here a join that was let go is let go.
//   - Python promises no order among equal priorities. Here it is the order of storing.
//   - A comparison that raises leaves its item in CPython's PriorityQueue, uncounted, and wakes no
//     getter. Here it changes nothing.
//   - Python's blocking flag and time-out are separate calls here. A negative time-out, a ValueError
//     there, tries once here, as everywhere in this module.
//   - TaskDone once too often can be caused by a race, and is an error to be matched, [ErrTaskDone].
//   - Python's join has no time-out. Here it has a context.
//   - qsize, full and empty are approximate in Python's words. Len and Full are exact at some moment
//     during the call.
package queue
