// Package event provides [Event], a flag that goroutines can wait for.
//
// # Contract
//
//   - An event is set or not; at first it is not. Set and Clear are idempotent.
//   - Wait returns at once when the event is set. Otherwise it waits for a Set.
//   - Set lets go all calls that wait, in one step, and the event stays set for those that come later.
//   - Clear touches nobody that waited before the last Set: a call that was there at the Set returns nil,
//     also if the event has been cleared again before its goroutine runs. So when Wait returns, the
//     event has been set during the call, and need not be set any more.
//   - A call that comes after the Clear waits for the next Set.
//   - Wait with a context that is done already returns the context's error, also when the event is set.
//     WaitTimeout looks once whatever the duration; a duration of zero or less is that look and nothing
//     more.
//   - A context that becomes done, or a time-out that strikes, after the Set comes too late: the call
//     returns nil.
//
// # Memory ordering
//
// In the terminology of the Go memory model, a Set synchronizes before the return of each Wait that it
// lets go, and before that of each Wait, and each IsSet that reports true, until the next Clear.
//
// # When to use a channel
//
// An event that is set once and never cleared is a channel that is closed. Use Event where it can be
// cleared, or where several may set it.
//
// # Differences from Python
//
// Event follows threading.Event of Python 3.13. That a call which was present at the Set returns true
// even if a Clear follows at once is how CPython behaves, and here it is promised. Python has nothing to
// cancel a waiting call with; here a context does, and one that is done on entry prevents the call, as
// everywhere in Go.
package event
