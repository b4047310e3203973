// Package local provides values of which each task has its own: a [Local] is one name, and an [Owner]
// is a task that has a value under it. [Conns] is the use that most programs have for it, a database
// connection for each task.
//
// Python finds the owner by asking which thread runs. Goroutines have no identity that a program may
// ask for, and a context that carries values hides who owns them. Here the owner is said: each task
// has an Owner, a thread of package thread brings one along, and whoever ends the task ends its Owner.
//
// # Contract
//
//   - An owner sees only what was set for that owner. Two Locals are two names, and two Owners two tasks,
//     whatever they are called.
//   - Get of what was never set, or was deleted, returns [ErrUnset].
//   - GetOrMake makes the value at the first touch: of all calls for one owner exactly one makes it, and
//     the others wait for that, Get, Set and Delete included. If making fails, its error is returned to the call that made, and the
//     next one tries again.
//   - End frees all values of the owner, the last one that was made or set first, and runs what
//     GetOrMake was given to free it. From then on all calls for the owner return [ErrEnded]. A value
//     that is being made when the owner ends is freed as soon as it is made. End may be called again.
//   - The functions that make and free are run without a lock: they may use other Locals of the same
//     owner. A function that makes must not touch the value that it makes.
//
// # Memory ordering
//
// In the terminology of the Go memory model, a Set synchronizes before the return of each Get that
// returns its value, the making of a value before the return of each call that returns it, and all
// uses of a value through Get before its freeing only if the task itself orders them so: an owner is
// ended by the task that it stands for, when that is over.
//
// # Differences from Python
//
// The types follow threading.local of Python 3.13:
//
//   - Python's owner is the running thread. Here it is an explicit value.
//   - Reading what is unset raises AttributeError. Here it is [ErrUnset].
//   - A subclass's __init__ runs in each thread at first touch, with the same argument objects, so that
//     a list among them is shared. Here GetOrMake is given a function, and what it shares is in sight.
//   - Values die with the thread, at some time. Here End frees them, in order, and use after it is an error.
package local
