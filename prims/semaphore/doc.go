// Package semaphore provides weighted counting semaphores with first-in, first-out hand-over:
// [Semaphore] and [BoundedSemaphore].
//
// A semaphore holds a number of permits. A permit is free, or it is held by whoever acquired it;
// the semaphore does not know by whom, and any goroutine may release. To acquire n permits is to
// make n free ones held, all n in one step or none. A call that finds too few waits: it joins the
// queue, and it leaves the queue when its permits are granted, or when its context is done, or when
// its time-out strikes.
//
// # Contract
//
//   - A call that may wait takes its permits at once when nobody is queued and enough are free.
//     Otherwise it joins the end of the queue.
//   - Release hands over. It grants the free permits to the queue from the head on, and stops at
//     the first call that asks for more than are left, so that a large request is not starved by
//     small ones behind it. A granted permit is held from that moment, also while the goroutine
//     that waited for it has yet to run: no newcomer can overtake it.
//   - The queue's order is the order in which calls joined it.
//   - TryAcquire never waits and never overtakes: it fails while calls are queued, even when enough
//     permits are free for it.
//   - When a call gives up, those behind it are let in at once if the free permits now suffice.
//   - Acquire with a context that is done already returns the context's error and takes nothing.
//   - AcquireTimeout makes one honest try whatever the duration; a duration of zero or less is that
//     try and nothing more.
//   - A context that becomes done, or a time-out that strikes, after the grant comes too late: the
//     call succeeds and its caller holds the permits. So an error always means that nothing was
//     taken, and success always that everything was.
//   - A refused call, one that returns [ErrCount], [ErrNever], [ErrOverflow] or [ErrOverRelease],
//     changes nothing and wakes nobody. It is refused whatever the state of its context.
//
// The last rule but one has an alternative, to give the permits back and return the error. It is
// not taken because the hand-over would show: between the grant and the giving back, a TryAcquire
// elsewhere would fail although no caller ever came to hold the permits.
//
// # Memory ordering
//
// In the terminology of the Go memory model, a Release synchronizes before the return of each
// acquiring call that gets any of its permits, and before the return of each later one: all changes
// of the number of free permits form one order, and each synchronizes before the next.
//
// # Differences from Python
//
// The types follow threading.Semaphore and threading.BoundedSemaphore of Python 3.13. They differ
// where Go has a better form or Python leaves a choice open:
//
//   - Python acquires one permit at a time. Acquiring n at once, all or none, is an extension.
//   - Python does not say which waiter goes next, and CPython lets a newcomer take the permit of a
//     waiter that was just woken. Here the order is first in, first out, and the permit is handed
//     over.
//   - Python has nothing to cancel a waiting call with. Here a context does. The two ways of giving
//     up follow the rules of their origins: a context that is done on entry prevents the call, as
//     everywhere in Go; a time-out of zero tries once, as in Python.
//   - Python's blocking flag and time-out are separate calls here, so that their forbidden
//     combination can't be written.
//   - Python raises ValueError for release(0); here it is [ErrCount]. Releasing too much of a
//     bounded semaphore is a mistake that a race can cause, so it is an error to be matched,
//     [ErrOverRelease], and neither a panic nor a fatal error. As in Python it is all or nothing:
//     when two permits are released and there is room for one, none is added.
//   - Python's integers do not overflow. Here a semaphore has at most [MaxPermits] free permits,
//     and Release refuses with [ErrOverflow].
//   - A request that could never be granted waits for ever in Python's terms. Here it is refused at
//     once with [ErrNever].
//   - Only nonsense that no race can cause, a negative initial number, panics (Python: ValueError).
package semaphore
