package exec

import (
	"runtime"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
)

// Execution is what one run of a scenario left behind. It is valid until the Runner's next run.
type Execution struct {
	Scenario *scenario.Scenario
	History  *histories.History
	sched.Result

	// Panics holds, by index in the history, what operations panicked with.
	Panics map[int]Failure
	// Constructor is set if the constructor panicked; nothing else was run then.
	Constructor *Failure
	// Leaks are tasks that the scenario's operations started and that still wait at the end. Tasks of the constructor are not among
	// them: they live as long as the object.
	Leaks []sched.Stuck
	// Ignored holds, in traced executions, the index in the history of each call that never looked at its context, although it was done before
	// the call or cancelled during it.
	Ignored []int
	// Rescues are the operations that were made to free stuck calls, in their order.
	Rescues []scenario.Op

	Spun       bool // at some quiescence a pending call was not blocked but only read again what it had read
	Overlapped bool // operations of different tasks overlapped
	Blocked    bool // a call waited
	Cancelled  bool // a call was cut short
	Points     int  // steps that the subject made, in whatever tasks, from the first call on

	// Names holds, by task, the tests and subtests that tasks run, where the subject is a test of package testing.
	Names []string
	// Race is what the race detector said, "" if it said nothing or can't be read; see sched.Result.Races.
	Race string
	// Frames, if not nil, says what the call stacks of the trace mean: they come from another process, and the numbers in them are only
	// names for stacks.
	Frames func(pcs []uintptr) []runtime.Frame
}

// Text is the result of a step that has stayed in another process: what a reader is to see of it.
type Text string

// Failure is a panic of the subject.
type Failure struct {
	Value any
	Stack string
}
