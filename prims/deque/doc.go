// Package deque provides a double-ended queue for many goroutines: items are pushed and popped at
// both ends, and nothing waits. With a largest length it keeps the newest items, which makes it a
// window over a stream; without one it is a list of work from which the owner takes at one end and
// thieves at the other.
//
// # Contract
//
//   - Each method is one step: no other call sees it half done, also Extend, Rotate and Values.
//   - Pushing onto a full deque drops the item at the other end in the same step. A deque of length
//     zero keeps nothing.
//   - Popping from an empty deque reports false.
//   - Insert, which has no other end, refuses with [ErrFull] where a push would drop.
//   - Rotate(k) moves the k last items in front of the others, k modulo the length; a negative k moves
//     the first ones behind.
//   - Iterating ([Deque.All], [Deque.Backward]) is over the items that were there when the loop began.
//     The loop may change the deque, as may others, and does not see that.
//
// # Memory ordering
//
// In the terminology of the Go memory model, all calls on one deque take effect in one order, and
// each synchronizes before the next.
//
// # Differences from Python
//
// The type follows collections.deque of Python 3.13:
//
//   - Python promises that appends and pops at either end are atomic. Here every method is, rotate,
//     extend and iteration included.
//   - Python's iteration raises RuntimeError once the deque is changed. Here it is over a snapshot.
//   - pop of an empty deque raises IndexError. That can be caused by a race, so here it is a false to
//     be looked at; so is an index that is out of range.
//   - maxlen is none or a number there. Here [New] makes a deque without one, and [NewMax] one with it.
//   - Only nonsense that no race can cause, a negative largest length, panics (Python: ValueError).
package deque
