// Package thread provides threads in the sense of Python's threading module: goroutines with a name,
// that can be started once, joined by anybody, asked whether they are alive, and counted; and that may
// be daemons, which do not keep the program from ending.
//
// A Go program that only wants things done at once is better off with sync.WaitGroup or an errgroup.
// Threads are for those that need to know who runs.
//
// # Terms
//
// A [Scope] is what a process is in Python: the main thread with all threads that were made in it. A
// thread is new, then alive, then ended. A daemon is a thread for which the end of the scope does not
// wait. The textbook's states Ready, Running and Blocked are all alive here: Go does not tell them
// apart, and a program must not depend on them.
//
// # Contract
//
//   - Start makes a thread alive and returns. A thread starts once; [ErrStarted] refuses a second time.
//   - A thread is alive from before Start returns until its Run has returned, panicked or called
//     runtime.Goexit, and its values (package local) are freed. Then, in one step, it is not alive, not
//     counted, and all who join it go on.
//   - Join waits until the thread has ended, any number of callers any number of times. It returns what
//     the thread failed with: a [Failure] with the error that Run returned, or with a [Panic]. Before
//     Start it returns [ErrNotStarted], and to the thread itself, told by its context, [ErrSelf].
//   - A thread is a daemon if it was made so before its start, or if its creator, told by the context,
//     is one.
//   - Scope.Wait waits until no thread but daemons is alive. In the same step the scope ends: no thread
//     starts any more, and the contexts of the daemons are done. Wait does not wait for the daemons to
//     return; WaitAll does.
//   - Count and Threads include the main thread and daemons, and leave out threads that are new or ended.
//
// # Memory ordering
//
// In the terminology of the Go memory model, Start synchronizes before the beginning of Run, and its
// end before the return of each Join, Alive, Count and Wait that sees it.
//
// # Differences from Python
//
//   - An exception goes to the excepthook there, and join knows nothing of it; the result is dropped.
//     Here Join returns what the thread failed with, and a panic does not end the program.
//   - Python's join with a time-out returns None, and the caller asks is_alive. Here it is an error.
//   - Python finds the current thread by asking. Here a thread's context knows it ([Current]).
//   - The interpreter stops daemons abruptly at its end, in the middle of anything. Go can't; their
//     contexts are done, and who wants to be sure that they are gone calls WaitAll.
//   - Threads are made in an explicit scope, so that a test or a server may have several.
package thread
