// Package shim is what rewritten code uses in place of channel operations, select, go, close, len, cap and runtime.Gosched.
//
// Every operation has two paths. Called by a task of a controlled execution, it is a yield point: the scheduler may run other tasks
// first, and where the operation would block, the task waits in the scheduler rather than in the runtime. Called by anybody
// else, it is the operation itself.
//
// Only waiting is virtual. Values stay in the real channel: a non-blocking operation on it decides whether a task can go on, so that
// buffers, closed channels, the texts of panics and partners that the scheduler does not control mean what they always mean.
// Only where a task waits does the value travel beside the channel, straight between sender and receiver as in the runtime.
//
// A foreign goroutine is one that the scheduler does not control although an execution is in progress. It operates on the real object
// and then tells the scheduler, which lets the tasks that wait there try again.
//
// The subpackages sync, atomic and time replace the packages of these names.
package shim
