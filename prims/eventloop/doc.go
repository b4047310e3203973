// Package eventloop runs many tasks on one goroutine, one at a time, each up to its next await.
//
// # How a Go coroutine awaits
//
// A task is a function that is passed a [Co], the handle of its own coroutine. It awaits by passing
// that on: to [Await] with a [Future], to [Sleep], to the methods of [Lock], [Queue] and so on. There,
// and only there, the task is suspended and others run. So a function that may suspend its caller can
// be told by its first parameter, as in Python by the word async:
//
//	pages, err := eventloop.Run(func(c *eventloop.Co) ([]string, error) {
//		a := eventloop.Go(c.Loop(), fetch("a")) // both run while we wait
//		b := eventloop.Go(c.Loop(), fetch("b"))
//		return eventloop.Gather(c, a, b)
//	})
//
// Between two awaits a task has the loop for itself: no lock is needed for what only tasks of one loop
// touch. The price is that whoever blocks, by a channel, a mutex or a long computation, blocks all;
// [RunIn] moves such work to goroutines.
//
// # Contract
//
//   - CallSoon queues a callback: they run in order, each once, never inside the call that queued them.
//     Only CallSoonThreadsafe, [Do], and Stop may be called from other goroutines. It returns
//     [ErrClosed], and the callback never runs, once the loop is closed; else the callback runs if the
//     loop does.
//   - [Go] makes a task that starts in a later turn. Callbacks of futures go through CallSoon too.
//   - Cancelling a task is a request. It is delivered once: what the task awaits returns [ErrCancelled],
//     now or at its next await. The task may do something else first, or ignore it; it is cancelled if
//     it returns an error that wraps ErrCancelled. A task that has not begun never begins. What a task
//     awaits is cancelled with it, unless it is shielded by [Shield].
//   - A task that panics fails with a [future.PanicError].
//   - [Gather] returns results in the order of its tasks. The first error is returned at once, and the
//     others go on. Cancelling whoever gathers cancels all.
//   - In [Group] the first error cancels the other tasks; it returns when all have ended.
//   - [WaitFor] cancels what it waits for when the time is over, and waits until that has ended, which
//     may take longer. If it succeeds after all, so does WaitFor.
//   - [Run] runs a task on a loop of its own. When that has ended it cancels those that are left, and
//     waits for them.
//   - Lock, Semaphore and Queue serve their waiters first come, first served, and hand over: no newcomer
//     comes first. A waiter that was handed something has it; if it is cancelled in the same turn, the
//     cancellation is delivered at its next await, so that nothing is ever lost between the two.
//   - Everyone who waits for an Event when it is set goes on, even if it is cleared at once.
//
// # Differences from Python
//
// The loop follows asyncio of Python 3.13.
//
//   - In asyncio a waiter of a Lock that is cancelled after it was woken passes the turn on. Here it has
//     the lock and learns of the cancellation at its next await; the effect is the same but for who
//     notices.
//   - run inside of a running loop can't be told apart from run on another one in Go; RunUntilDone of a
//     loop that is running returns [ErrRunning].
//   - gather(return_exceptions=True) is [GatherAll]; run_coroutine_threadsafe is [Do].
//   - runtime.Goexit in a task ends the goroutine that runs the loop.
package eventloop
