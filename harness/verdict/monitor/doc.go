// Package monitor judges histories of any length of objects that it knows: of
// queues, stacks, priority queues and deques, of registers, counters, sets and
// maps, of locks and semaphores.
//
// # Terms
//
// A history is legal if each of its calls can be given one moment between its
// beginning and its end at which it takes effect, so that the object does in this
// order what the calls saw. The ranks of the events cut time into gaps: gap r is
// what lies between event r and event r+1. A call that begins at b and ends at e
// covers the gaps b to e-1; it comes before another one if e is at most the other's b.
//
// A call is translated into the object's own terms: a put of a value, a get of a
// value, a look that found the object empty. A quiescence at q becomes looks in
// the gap q-1, one for each call that is stuck there: whoever waits to get has
// found nothing. A pending call may take effect at any moment from its
// beginning, or never.
//
// # Judges
//
// For many objects there is a monitor: an algorithm that needs time n log n and
// asks for conditions that are known to be sufficient, each with its proof in
// the literature. They hold where every value is put once. Where a monitor does
// not apply, the frontier search decides: it goes through the history from one end of
// a call to the next, and remembers which calls under way have taken effect. It
// is exact too; its time grows with two to the power of the calls under way, in
// the worst case, and it gives up when its budget is spent.
//
// # Answers
//
// Legal and Illegal are certain. Open is all else: the object or some operation
// is not known here, the budget was spent, or the specification says more than
// the translation can.
package monitor
