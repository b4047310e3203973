// Package atomic replaces sync/atomic in rewritten code, and adds yield points: see package shim for the two paths of every operation.
//
// Each type is defined as the standard type, so that size, alignment and printed form are the same. Every operation is
// the real one, whoever calls it; a task may only be made to wait before it. The operations are sequentially consistent, as the
// Go memory model has it, since that is what the real ones are.
//
// A variable whose address is given to this package is put on the heap, even where it never leaves its function: the scheduler
// remembers which object a task is about to touch.
package atomic
