package sched

// Strategy decides who steps next. A strategy lives over many executions, so that it may learn from one for the next; it is used
// by one driver at a time.
//
// It must be deterministic: the same calls get the same answers. It must not keep tasks from one execution to the next.
type Strategy interface {
	// Begin starts an execution whose random choices are to be drawn from seed. It returns false if the strategy has nothing
	// left to explore; the execution is then not started.
	Begin(seed uint64) bool

	// Next returns the element of ready that makes the next step. ready holds two tasks or more, each with the operation that it is
	// about to make; the clock is among them while it may fire a timer early. current is the task that asks; it is not
	// in ready if it has blocked or ended.
	Next(ready []*Task, current *Task) *Task

	// Choose returns a number in [0, n): which of n ready cases a select takes and the like. 0 is the case that a reader
	// would expect.
	Choose(n int) int
}

// ClockID is the number under which the virtual clock appears among the tasks. Choosing it fires the earliest timer.
const ClockID = -1

// StartID is the number under which the moment between two phases, when nobody runs, asks who is next.
const StartID = -2

// Decision is one place where an execution left the default order: when task From met its choice point number Seq, To was
// chosen in place of the default. For a choice of data, To is the chosen number and Data is set.
//
// The default order never preempts: the current task goes on while it can, then the ready task with the smallest number is
// next, and the clock moves only when no task can run. A schedule is the list of its decisions, so that a short
// schedule is one with few surprises, and the empty one is the default order.
type Decision struct {
	From, Seq int
	To        int
	Data      bool
	Preempts  bool // From could have gone on
}

// byDefault returns the task that the default order takes. A task that offers to let others run is taken at its word: the next
// higher number follows it.
func byDefault(ready []*Task, current *Task) *Task {
	after := -1
	if current != nil && current.ready >= 0 {
		if current.kind != KindGosched {
			return current
		}
		after = current.id
	}
	var first, next *Task
	for _, t := range ready {
		if t.id < 0 {
			continue
		}
		if first == nil || t.id < first.id {
			first = t
		}
		if t.id > after && (next == nil || t.id < next.id) {
			next = t
		}
	}
	if next != nil {
		return next
	}
	return first
}
