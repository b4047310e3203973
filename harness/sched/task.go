package sched

import (
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/internal/g"
)

// Task is one controlled goroutine. Its methods are called by the shims, on the task's own goroutine, while it is the current
// task; a strategy may read ID, Kind, Object and Steps of every task that it is offered.
type Task struct {
	g    unsafe.Pointer // the goroutine that runs the task; valid while it is the current task
	run  *Run
	id   int
	kind Kind           // what the task is about to do
	obj  unsafe.Pointer // and to which object; nil if there is none

	lineage    uint64         // see Lineage
	children   int            // tasks started
	role       uintptr        // see Role
	alike      int            // see Alike; 0 for a task that is like no other
	proc       int            // the number that a tracker has given it, + 1
	resumes    bool           // another task has ended its waiting and done its operation
	seq        int            // choice points met, the local time in which decisions are written
	ready      int            // index in Run.ready, or -1
	state      state          //
	unwinding  bool           // the execution is over and the task's deferred calls run
	foreground bool           // the execution's phase ends only when the task has ended
	owned      bool           // started by the subject's constructor or one of its tasks
	idle       int            // steps made by the task since anything was last written by anybody
	seen       uint64         // Run.changes when idle was last reset
	written    uint64         // Run.writes when the streak began
	anchor     unsafe.Pointer // the operation to which returns are counted
	anchorKind Kind
	returns    int              // times the task has come back to it in the streak
	away       int              // steps since
	reach      int              // steps after which another operation is taken
	resumed    int              // Run.steps when the task was last given another look
	polls      bool             // set aside although it took locks
	spins      int              // inert steps while unwinding
	pins       int              // see Pin
	blocks     int              // times the task has waited
	barredAt   Duration         // virtual time plus one at which it began to wait for a lock that it has not got yet, or 0
	same       int              // choices of data in a row that were the default
	held       []unsafe.Pointer // locks that the task has taken and nobody has released

	waits  []waiter // the places the task waits at; more than one for a select
	fired  int      // index of the wait that ended the waiting
	cell   unsafe.Pointer
	closed bool

	fn     func()
	worker *worker
	name   string
	where  []uintptr // where the task was started; only in traced executions
	stack  []uintptr // where the task blocked; only in traced executions
	label  any       // what the engine runs on this task now; shown in traces
}

type state uint8

const (
	stateReady state = iota
	stateBlocked
	stateSpinning // set aside until somebody writes
	stateEnded
)

// idleTask stands in current while the driver holds control: it is no goroutine's task.
var idleTask = &Task{id: StartID, g: unsafe.Pointer(new(byte))}

// Current returns the task that calls, or nil if the caller is no task of the active execution: then the caller must use the real
// operation. It may be called from any goroutine.
func Current() *Task {
	if t := getCurrent(); t != nil {
		return t.mine()
	}
	return nil
}

// mine compares goroutines rather than remembering them: the runtime reuses a goroutine's descriptor, so that a foreign
// goroutine may have the descriptor of a task that ended, but never that of the current task, which lives.
func (t *Task) mine() *Task {
	if t.g == g.Get() {
		return t
	}
	return nil
}

// active is 1 while current is not nil. It has a word of its own, read by a function rather than by a method of an atomic type, because
// that keeps Active so small to the compiler that the shims which ask it first can be inlined into native code.
var active uint32

// Active reports whether a controlled execution is in progress in this process.
func Active() bool { return atomic.LoadUint32(&active) != 0 }

// ID returns the task's number: tasks are numbered from 0 in the order of their creation. The clock is ClockID.
func (t *Task) ID() int { return t.id }

// Name returns the name that the task was given, or "".
func (t *Task) Name() string { return t.name }

// SetName gives the task a name for traces and reports.
func (t *Task) SetName(name string) { t.name = name }

// Blocks returns how often the task has waited.
func (t *Task) Blocks() int { return t.blocks }

// Kind returns what the task is about to do.
func (t *Task) Kind() Kind { return t.kind }

// Object returns the address of the object that the task is about to touch, or nil.
func (t *Task) Object() unsafe.Pointer { return t.obj }

// Seq returns the number of choice points that the task has met.
func (t *Task) Seq() int { return t.seq }

// Unwinding reports whether the execution is over and only the task's deferred calls are being run: shims are then inert, and
// what would block ends the goroutine.
func (t *Task) Unwinding() bool { return t.unwinding }

// Label returns what was last set by SetLabel.
func (t *Task) Label() any { return t.label }

// SetLabel notes what the engine runs on the task from now on.
func (t *Task) SetLabel(label any) { t.label = label }

// holds reports whether t has taken the lock obj and nobody has given it back.
func (t *Task) holds(obj unsafe.Pointer) bool {
	for _, h := range t.held {
		if h == obj {
			return true
		}
	}
	return false
}
