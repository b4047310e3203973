// Package time replaces the standard package of this name in rewritten code: the parts that read or wait for the clock are
// virtual under control, all others are the standard ones. See package shim for the two paths of every operation.
//
// Virtual time begins with each execution at 2000-01-01 00:00:00 UTC and stands still while tasks run. It moves when no task can run, to the
// moment of the earliest timer, and sometimes earlier; see package sched. A Time read under control has no monotonic reading and needs none.
//
// A goroutine that the scheduler doesn't control reads and waits for the real clock.
package time
