// Package linked is what rewritten code calls where it reaches into the runtime by go:linkname: for random numbers, the clock, the hashes of
// maps, semaphores, and the processor that it runs on.
//
// Each function takes the one that was meant, which serves whoever is no task. The hashes are the exception: they are the same for everybody, since
// a table that was filled natively may be looked at by tasks.
package linked
