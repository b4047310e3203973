// Package lock provides [Lock], a mutual exclusion lock whose waiters can give up and are served
// first come, first served.
//
// A lock is free or held. It does not know by whom, and any goroutine may release it. To acquire it
// is to make it held. A call that finds it held waits: it joins the queue, and it leaves the queue
// when the lock is handed to it, or when its context is done, or when its time-out strikes.
//
// # Contract
//
//   - A call that may wait takes the lock at once when it is free. Nobody is queued then.
//   - Release hands over: it gives the lock to the head of the queue, which holds it from that moment,
//     also while its goroutine has yet to run. So no newcomer can overtake, and whoever releases and
//     acquires again in a loop starves nobody.
//   - The lock is not reentrant: a holder that acquires again waits until somebody releases.
//   - TryAcquire never waits.
//   - Acquire with a context that is done already returns the context's error and takes nothing.
//   - AcquireTimeout makes one honest try whatever the duration; a duration of zero or less is that
//     try and nothing more.
//   - A context that becomes done, or a time-out that strikes, after the hand-over comes too late: the
//     call succeeds. So an error always means that the lock was not taken, and success that it was.
//   - Release of a free lock is refused with [ErrFree], and changes nothing.
//   - A lock is advisory: it stops other calls of Acquire, and nobody from touching the data.
//
// Lock and Unlock make it a [sync.Locker].
//
// # Memory ordering
//
// In the terminology of the Go memory model, the n-th Release that succeeds synchronizes before the
// return of the call that acquires the lock next. A try that fails synchronizes with nothing.
//
// # When to use sync.Mutex
//
// [sync.Mutex] lets newcomers barge in, which has a higher throughput where many goroutines fight for
// a lock and hold it briefly. Use Lock where waiting must be able to end early, or be fair, or where a
// superfluous release must not be the end of the process.
//
// # Differences from Python
//
// Lock follows threading.Lock of Python 3.13. It differs where Go has a better form or Python leaves a
// choice open:
//
//   - Python does not say which waiter goes next. Here the order is first in, first out.
//   - Python has nothing to cancel a waiting call with. Here a context does: one that is done on entry
//     prevents the call, as everywhere in Go. A time-out of zero tries once, as in Python; Python's
//     negative time-outs, of which -1 means for ever and all others are errors, try once as well.
//   - Python's blocking flag and time-out are separate calls here, so that their forbidden
//     combination can't be written.
//   - Python raises RuntimeError when a free lock is released. Here that is an error to be matched,
//     since a race can cause it. Unlock, which can't return one, panics, and does not end the process
//     as sync.Mutex does.
package lock
