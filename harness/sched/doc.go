// Package sched is the controlled scheduler: of the tasks of an execution one runs at a time, and at each yield point a Strategy decides which
// goes on.
//
// # What a class is
//
// Many executions of a program differ in nothing that matters: one task has made a step on its own object before another one made a step on
// another, or after it. Executions are of one class if every two conflicting operations of different tasks come in the same order in both. Exhaustive makes one
// execution of each class, and what is said of "all classes" means these. By what the operations are on:
//
//   - Atomics: operations on one variable conflict unless both only read. A compare-and-swap that fails has only read, as has a swap that puts in what was
//     there. So a class has one order of writes for each variable, and each read has one write that it sees.
//   - Locks: two acquisitions of one mutex conflict: their order is that of the critical sections. Read locks of an RWMutex don't conflict with each other. To give a
//     lock back conflicts with nothing unless the program somewhere tries locks (TryLock); a try conflicts with everything on its lock.
//   - A lock that is held disables those who stand before it: waiting for it is no step, and who came to wait first means nothing, since the lock goes to whoever takes it.
//     Arrivals are steps only where they can be told from each other: at a condition, whose waiters are woken in turn, at channels, where they are served in turn, and
//     where a writer that waits keeps new readers out.
//   - Channels: sends, receives and closes of one channel conflict, and len(c) does with all that change it. A select conflicts with whatever is done to any channel. Which of
//     several ready cases it takes is a choice of its own, and each choice another class.
//   - Conditions, onces, maps of package sync: operations on one object conflict unless both have changed nothing.
//   - Wait groups: Add and Done conflict with Wait and with each other only where the counter leaves zero; that Wait goes on after the last Done is no race.
//   - Time: a timer that fires, is started or stopped conflicts with all others that are; a look at the clock does with those that move it. A firing conflicts with all channel
//     operations. When a timer may fire early is bounded by Config.Slack, so that the classes of a program with timers are those within the slack.
//   - Calls of the harness: the beginning of a call conflicts with the step in which another one returns, since a history says which came first.
//
// Nothing else conflicts: operations on different objects, the start of a goroutine and its first step, runtime.Gosched, and what is done to plain memory. That two accesses to
// plain memory without a lock are a data race is not the business of classes: a program that has none behaves in one way in all executions of a class.
//
// An operation that another task has done for one that waited (a receive that ends a send) is a part of that task's step. A task that never gets a lock is taken to
// have wanted it last.
//
// A task that comes back to what it has read, with nothing written by anybody, is set aside after 24 times until somebody writes: to read it once more would be another step and no other
// behaviour. A loop that counts its reads and ends by itself is thereby seen with fewer writes in its middle than it might meet.
//
// Objects are known by their addresses within an execution. From one execution to the next they are known by the task that touched them, and the how many-th
// of those it touched; tasks by the one that started them, and the how many-th of its tasks they are. Neither depends on the schedule.
//
// How many executions Exhaustive has made for nothing is a number of its own, Redundant: sleep sets find out late about some that are like one before. Bounded, which
// counts preemptions, reduces nothing, so that "all executions with at most k preemptions" is what it says; a bound and a reduction together would be neither.
package sched
