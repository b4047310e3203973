// Package gil provides [GIL], a lock in the manner of CPython's global interpreter lock: whoever runs
// holds it, and who has held it for an interval while others wait hands it over at its next safe point.
//
// # Contract
//
//   - At most one holds the lock. Acquire takes it when it is free, and waits otherwise; Release frees it
//     or hands it to who waits longest. Anybody may release; to release a free lock is refused with
//     [ErrFree].
//   - When a call has waited for a whole interval, during which the lock has not changed hands, a switch is
//     due. The holder makes it at its next [GIL.Checkpoint]: it hands the lock to who waits longest, goes to
//     the end of the queue, and returns when it has the lock again. Where nobody waits, Checkpoint returns
//     at once: that is one atomic load.
//   - So nobody starves: with n waiting, and a holder that comes to a safe point now and then, each has the
//     lock after n switches at most.
//   - [GIL.Blocking] gives the lock up around something that may wait, as CPython does around input and
//     output.
//   - Acquire with a context that is done already returns the context's error; a context that becomes done
//     after the hand-over comes too late. The way back from a switch is subject to no context: Checkpoint
//     and Blocking return with the lock.
//
// What the lock does not give is the safety of several steps: between two checkpoints everything is
// atomic, but a counter that is read before a checkpoint and written after it still loses updates. That is
// what the tutorials' counter += 1 shows.
//
// # Memory ordering
//
// In the terminology of the Go memory model, whoever gives the lock up, in Release, Checkpoint or
// Blocking, synchronizes before the return of the call that has it next.
//
// # Differences from Python
//
// GIL follows ceval_gil.c of CPython 3.13 as far as programs can observe it. There, which thread comes next
// after a forced switch is the operating system's choice, and one may starve. Here it is who waits longest.
// sys.setswitchinterval raises ValueError for zero and less; [New] panics, since no race can cause it.
package gil
