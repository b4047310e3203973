// Package rlock provides [RLock], a reentrant lock: its owner may take it again without waiting.
//
// Go has no notion of "the current goroutine" that a program could ask for, so the owner is a value:
// an [Owner], made by [NewOwner] and passed to every call. It stands for whatever takes the lock, a
// request, a transaction, a goroutine, and goes down the call chain as a context does.
//
// # Contract
//
//   - A lock is free, or one owner holds it some number of times: its depth.
//   - To acquire a free lock makes its depth 1. To acquire a lock that the same owner holds adds one
//     and never waits, whoever is queued. Others wait.
//   - Each release takes one off the depth. The release that brings it to zero frees the lock, or hands
//     it to the owner that waits longest, which holds it from that moment, also while its goroutine has
//     yet to run. If several calls of that owner wait, all of them are let in.
//   - To release a lock that the owner does not hold, because it is free or somebody else's, is refused
//     with [ErrNotHeld], and changes nothing.
//   - The order of the queue is the order in which calls joined it.
//   - A copy of an owner and an owner that is finished are strangers: their calls are refused with
//     [ErrOwner], releases too. What an owner holds when it finishes stays held for ever.
//   - Contexts and time-outs are as in package lock: a context that is done already takes nothing, a
//     time-out of zero or less tries once, and an error always means that nothing was taken.
//   - Several goroutines may act for one owner at once. The lock keeps them not apart, but its depth
//     right.
//
// Reentrancy cures the deadlock of a method that calls another one of the same object with the lock
// held. It does not cure that of two locks taken in opposite order.
//
// # Memory ordering
//
// In the terminology of the Go memory model, the release that brings the depth to zero synchronizes
// before the return of the call that acquires the lock next.
//
// # Differences from Python
//
// RLock follows threading.RLock of Python 3.13. It differs where Go has a better form or Python leaves
// a choice open:
//
//   - Python's owner is the calling thread, and never has two calls at once. Here it is a value.
//   - Python does not say which waiter goes next. Here the order is first in, first out.
//   - Python has nothing to cancel a waiting call with. Here a context does.
//   - Python raises RuntimeError for a release by a stranger. Here it is an error to be matched.
//   - Python's depth has no limit. Here it is [MaxDepth], and an Acquire beyond it is refused with
//     [ErrDepth].
//   - Python's RLock can't be asked whether it is held before 3.14. Here there are Locked and Depth.
package rlock
