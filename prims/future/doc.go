// Package future provides results that are not there yet: a [Promise] is the side that computes one,
// a [Future] the side that waits for it.
//
// # States
//
// A future is pending, running, finished or cancelled. Start makes a pending one running; Resolve and
// Reject make a pending or running one finished, with a value or an error; Cancel makes a pending one
// cancelled. Finished and cancelled futures are done, and stay as they are.
//
// # Contract
//
//   - Each future becomes done at most once. Of several calls that would finish or cancel it one
//     succeeds; the others are refused with [ErrState] or [ErrCancelled] and change nothing.
//   - Cancel of a future that is running or finished returns false, of one that is cancelled true. A
//     task whose Start succeeded is never cancelled under its feet.
//   - Becoming done is one step for everyone: whoever waits in Get, [Wait] or [AsCompleted] goes on,
//     and whoever asks is told so. A cancelled future is done in the same step, whether or not the
//     task that was to compute it ever learns of it.
//   - Get makes one honest try whatever its time-out; a time-out leaves the future as it is. Calls
//     with a context that is done already return the context's error.
//   - Functions that OnDone was given are called once each, in the order in which they were given, by
//     the goroutine that finished or cancelled the future, after it is done and before its call
//     returns. Given to a future that is done, a function is called at once by OnDone itself. If one
//     panics the others are called all the same, and then the panic goes on.
//   - Wait looks at all its futures in one step, and so do its results: a future in the second list
//     was not done when those in the first were.
//   - AsCompleted yields each future once, also if it was given twice: first those that were done when
//     the loop began, in the order given, then the others in the order in which they became done. All
//     loops see that same order.
//
// # Memory ordering
//
// In the terminology of the Go memory model, a Resolve, Reject or Cancel that succeeds synchronizes
// before the return of every call that tells that the future is done, and before the calls of the
// functions given to OnDone.
//
// # Differences from Python
//
// The types follow concurrent.futures.Future of Python 3.13. They differ where Go has a better form
// or Python leaves a choice open:
//
//   - The side that computes is a type of its own, so that those who wait can't finish a future.
//   - set_running_or_notify_cancel is Start, and its two answers are nil and [ErrCancelled].
//   - result and exception are one call, Get, as everywhere in Go. An error of the context that Get was
//     given can look like an error of the task; Wait followed by TryGet tells them apart.
//   - In CPython a cancelled future counts as unfinished for wait and as_completed until its worker
//     meets it, so that as_completed can wait for ever after shutdown(cancel_futures=True). Here there
//     is no such state between: cancelled is done.
//   - CPython logs the exceptions of callbacks and drops them. Here a panic reaches the goroutine
//     that finished the future, after all callbacks were called.
//   - as_completed yields the futures that were done at its beginning in no promised order. Here they
//     come in the order given, and those of equal loops in equal order.
//   - A time-out is a context, or a duration in GetTimeout; zero or less tries once.
//   - A panic in a function that [Go] runs becomes the future's error, a [PanicError].
package future
