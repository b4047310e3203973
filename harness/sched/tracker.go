package sched

// tracker is a Strategy that follows what tasks do to objects, not only who goes next.
type tracker interface {
	// step is told that t is about to make what it stands before. It returns false to give the execution up.
	step(t *Task) bool
	// wrote is told that t's step is one that others can see; for kinds that need not be.
	wrote(t *Task)
	// released is told that t has given back the lock obj, or made progress that a waiter at obj needs.
	released(t *Task, obj Pointer)
	// started and woke are told that t goes on only because of what by does.
	started(by, t *Task)
	woke(by, t *Task)
	// returned is told that an operation of the harness has returned on t.
	returned(t *Task)
}
