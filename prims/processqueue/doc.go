// Package processqueue provides a bounded queue of messages between processes, first in, first out, with
// a count of work that is not done yet.
//
// The queue lies in memory that processes share, of package sharedmemory; whoever has the memory has the
// queue. [Local] makes one that only this process sees, package shared one for child processes too. Both
// run the same protocol; under a controlled scheduler tasks stand for the processes.
//
// # Contract
//
//   - Messages are bytes, at most so many each; a put copies them. They leave in the order in which they
//     were put, whoever put them, each once.
//   - Put waits while the queue is full, Get while it is empty, no longer than their contexts allow. Those
//     who wait go on in any order, and newcomers may overtake them. A call whose context was done on entry
//     has no effect, and an error always means that nothing was put or taken.
//   - TryPut and TryGet never wait for others to put or get. The forms with a time-out make one honest try
//     whatever the duration; zero or less is that try and nothing more.
//   - Each message is unfinished until a TaskDone. Join waits until nothing is unfinished at some moment
//     during the call; puts after that moment do not hold it back.
//   - A process that dies between calls, or while it waits in Put or Get, takes nothing with it: what it
//     has put stays, and what it waited for goes to another. One that dies in the short time in which it
//     has the queue locked leaves it locked, and one that dies in Join keeps other Joins from returning;
//     calls then end by their contexts, and [Queue.Holder] names the process.
//
// # Memory ordering
//
// All calls on one queue take effect in one order, and each synchronizes before the next, in the
// terminology of the Go memory model, also between processes.
//
// # Differences from Python
//
// It follows multiprocessing.Queue and JoinableQueue of Python 3.13, which are one type here:
//
//   - In Python a thread of the putting process feeds a pipe, so that what was put can be seen only later,
//     the order is that of each producer by itself, sizes are unreliable, and a process that ends early
//     loses what it has put. Here a put is over when the message is in the queue.
//   - Python's queue may be without a bound, and pickles what it is given. Here the memory is as large as
//     it was made, and messages are bytes.
//   - Python's join looks no further than the moment at which it is woken, and has no time-out. Here it
//     has a context.
package processqueue
