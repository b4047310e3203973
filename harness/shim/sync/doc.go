// Package sync replaces the standard package of this name in rewritten code, and adds yield points: see package shim for the two paths of
// every operation.
//
// Each type is defined as the standard type, so that size, layout, exported fields and printed form are the same, and the
// real object holds the state: whether a mutex is held is decided by TryLock on the real one. Only where a task waits is known to
// the scheduler alone. Who waits is not written into the object, so that an object that outlives an execution is not left with
// waiters that are gone.
//
// A goroutine that the scheduler doesn't control works on the same real object.
package sync
