// Package condition provides conditions: places to wait, with a lock given up, for a notification by
// somebody who holds the lock. [Condition] goes with a lock.Lock, and [Recursive] with an rlock.RLock.
//
// # Contract
//
//   - Wait needs the lock to be held. It joins the waiters and releases the lock in one step, waits for a
//     notification, takes the lock again, and returns. It returns with the lock held on every way out but
//     two: a context that is done already and a lock that is not held are refused before anything is done.
//   - Over an RLock, Wait releases all levels at which the owner holds it, and takes as many again.
//   - Notify(n) reaches the calls that wait now, at most n of them, those first that have waited longest.
//     What finds nobody is not remembered. Those it reaches go on once they have the lock, which Notify
//     does not release. With n < 1 it reaches nobody.
//   - NotifyAll reaches all that wait now.
//   - A notification is neither lost nor spent twice: each that reaches a call makes that call return nil,
//     also if its context becomes done, or its time-out strikes, before it has the lock again. A call that
//     returns an error was reached by none.
//   - There are no spurious returns. A program checks its predicate in a loop all the same, since it may
//     have been true at the notification and not be true any more: [Condition.WaitFor] is that loop.
//   - The way back into the lock is not subject to the context or the time-out: a call may return late,
//     and never without the lock.
//   - WaitTimeout with a duration of zero or less waits for no notification, but gives others the lock for
//     a moment.
//   - Several conditions may share one lock.
//
// A Lock does not know who holds it: over a lock.Lock, "held" means that somebody holds it, and the call
// by a stranger passes. A Recursive checks the owner.
//
// # Memory ordering
//
// In the terminology of the Go memory model, a notification synchronizes before the return of each call
// that it reaches. Besides, the lock orders its holders.
//
// # Differences from Python
//
// The types follow threading.Condition of Python 3.13, and better it in three places, where correct
// programs suffer from it:
//
//   - In CPython, a waiter whose time-out has struck stays listed until it has the lock back. A notify(1)
//     meanwhile is spent on it, it returns false, and another waiter sleeps on. Here it has left before,
//     or it returns nil.
//   - Python's wait_for does not check the lock when the predicate is true at once. Here it is checked.
//   - Python does not say whom notify reaches, and reserves the right to reach more than n. Here it is
//     those who have waited longest, and n of them.
//
// Python raises RuntimeError where the lock is not held. Here that is an error to be matched,
// [ErrNotHeld]. Python has nothing to cancel a waiting call with; here a context does.
package condition
