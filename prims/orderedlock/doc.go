// Package orderedlock provides [Lock], a lock with a rank in a hierarchy that is checked: who holds a lock
// can wait only for locks of higher rank. Goroutines that keep to it can't deadlock, since in a cycle
// somebody would have to wait for a lower rank than it holds.
//
// # Contract
//
//   - Each lock has a rank, and each call is made for an [Owner], who knows what it holds.
//   - Acquire for an owner that holds a lock of the same or of a higher rank is refused with an
//     [OrderError], which names both locks and both places, and matches [ErrOrder]. The check comes before
//     any waiting and needs no contention: a wrong order is found when it is first run, by one goroutine,
//     and not when it first meets its opposite. A lock that the owner holds already has the same rank as
//     itself: it is not reentrant.
//   - TryAcquire is exempt: it never waits, so that it can't be part of a cycle. What it takes counts for
//     later checks.
//   - Locks may be released in any order. To release a lock that the owner does not hold is refused with
//     [ErrNotHeld].
//   - Acquire waits as that of package lock does: first come, first served; a context that is done already
//     takes nothing and is told first; an error always means that nothing was taken.
//   - An owner makes one call at a time. A call for an owner that is in the middle of another one is refused
//     with [ErrBusy]: what it holds would depend on who is faster.
//
// # Memory ordering
//
// In the terminology of the Go memory model, a Release synchronizes before the return of the call that
// acquires the lock next.
//
// # Differences from Python
//
// Python has no such lock; its tutorials advise to take locks in one global order. Here the advice is
// enforced.
package orderedlock
