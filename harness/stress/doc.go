// Package stress makes executions without control: real goroutines on real cores run the code as it was compiled, and what the callers saw is judged
// afterwards. It shows what control can't reach (assembly, the memory system, real timers), and it proves nothing by finding nothing.
//
// # Terms
//
//   - a stride is many fresh objects on which the same clients work, one object after the other;
//   - a client is a goroutine that makes the calls of one task, the k-th task of each scenario; a barrier that spins has all of them begin with an object
//     at the same moment, and another goroutine takes the place of one that does not come back from a call;
//   - a walk is one pass of clients over the objects of a stride: the prefixes, the tasks, an operation of the epilogue each, a rescue each;
//   - a tick is what a stamp is before it is known what came before what: a reading of a counter of the object, of the clock, or of nothing but the phase
//     of the execution. Equal ticks are at the same time, that is in whatever order the model likes.
//
// # Stamps that hide nothing
//
// A counter orders memory accesses, and so may hide what it is to show; the clock does not, but takes longer to read and says less. So a third of the strides has a
// counter, a third the clock, and a third neither: then only the order of each task's own calls is known, and the question is whether any order explains the results.
//
// # Who is stuck
//
// A call that does not come back is stuck if nothing can run that could free it: two looks at all goroutines of the process, with time between them, find
// each goroutine of the execution parked at the same place, and no timer that is known is pending. Those are the time-outs of the calls, and waits whose source names
// a timer. What is found so is accused only after it has been watched for a while longer. An execution that comes to no such end is unknown.
//
// Goroutines belong to the object whose calls started them, which their labels say: a label passes from a goroutine to those that it starts. So leaks are
// told from what other tests leave behind, also while those run. Goroutines that timers start have no label; in a process of its own those count too, and their
// scenario is found by running the scenarios one at a time.
package stress
