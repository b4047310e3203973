package suite

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/tests"
	"github.com/tenter-go/tenter/histories"
)

// first is the number of the task that calls package testing; the test is its child.
const first = 0

// executionOf makes of what a twin has sent what a search and a report work on.
func executionOf(o *tests.Outcome, sc *scenario.Scenario) *exec.Execution {
	e := &exec.Execution{Scenario: sc, History: history(sc, o.Returned), Blocked: true, Points: o.Steps, Names: o.Names, Race: o.Race}
	e.Result = sched.Result{
		Ending: o.Ending, Why: o.Why, Delayed: o.Delayed, Races: o.Races, Steps: o.Steps, Branched: o.Branched, Decisions: o.Decisions, Preemptions: o.Preemptions, Sum: o.Sum, Touched: o.Touched, Now: o.Now, Tasks: o.Tasks,
		Uncontrolled: o.Uncontrolled,
	}
	if o.Ending == sched.EndPanic {
		e.Panic = &sched.Panic{Task: o.Panic.Task, Value: strings.TrimRight(o.Panic.Value, "\n"), Stack: o.Panic.Stack} // what t.Log panics with is a line
	}
	x := importer{objects: map[uintptr]sched.Pointer{}}
	for i := range o.Stuck {
		if o.Stuck[i].ID != first {
			e.Stuck = append(e.Stuck, x.stuck(&o.Stuck[i]))
		}
	}
	for i := range o.Trace {
		e.Trace = append(e.Trace, x.step(&o.Trace[i]))
	}
	e.Spun = slices.ContainsFunc(e.Stuck, func(s sched.Stuck) bool { return s.Spinning })
	if o.Returned && o.Ending == sched.EndQuiet {
		e.Leaks = slices.DeleteFunc(slices.Clone(e.Stuck), func(s sched.Stuck) bool { return s.Alive })
	}
	if len(o.Calls) > 0 {
		e.Frames = frames(o.Calls)
	}
	return e
}

// history is that of a test, which is the only operation of its scenario.
func history(sc *scenario.Scenario, returned bool) *histories.History {
	op := histories.Operation{Name: sc.Tasks[0][0].Name, Outcome: histories.Stuck, Call: 1, Return: histories.Forever}
	if returned {
		op.Outcome, op.Return = histories.Returned, 2
	}
	return &histories.History{Operations: []histories.Operation{op}}
}

// importer finds stand-ins for objects of another process. Their addresses must not become pointers here.
type importer struct{ objects map[uintptr]sched.Pointer }

func (x importer) object(addr uintptr) sched.Pointer {
	if addr == 0 {
		return nil
	}
	p, ok := x.objects[addr]
	if !ok {
		p = unsafe.Pointer(new(int64))
		x.objects[addr] = p
	}
	return p
}

func (x importer) all(addrs []uintptr) (list []sched.Pointer) {
	for _, a := range addrs {
		list = append(list, x.object(a))
	}
	return list
}

func (x importer) stuck(s *tests.Stuck) sched.Stuck {
	return sched.Stuck{
		ID: s.ID, Name: s.Name, Kind: s.Kind, Object: x.object(s.Object), Foreground: s.Foreground, Owned: s.Owned, Spinning: s.Spinning, Alive: s.Alive,
		Holder: s.Holder, Where: stackName(s.Where), Stack: stackName(s.Stack), Waits: x.all(s.Waits),
	}
}

func (x importer) step(s *tests.Step) sched.Step {
	return sched.Step{
		Task: s.Task, Seq: s.Seq, Kind: s.Kind, Object: x.object(s.Object), PCs: stackName(s.Stack), Result: result(s.Result),
		Blocks: s.Blocks, Waits: x.all(s.Waits), Now: s.Now,
	}
}

func result(v tests.Value) any {
	switch v.Kind {
	case tests.NoValue:
		return nil
	case tests.Label:
		return exec.Label{}
	case tests.Int:
		if n, err := strconv.Atoi(v.Text); err == nil {
			return n
		}
	case tests.String:
		return v.Text
	case tests.Error:
		return exec.Text("error: " + v.Text)
	}
	return exec.Text(v.Text)
}

// stackName stands for a call stack by its number in tests.Outcome.Calls.
func stackName(n int) []uintptr {
	if n == 0 {
		return nil
	}
	return []uintptr{uintptr(n)}
}

// frames is exec.Execution.Frames for such stacks.
func frames(calls [][]tests.Frame) func([]uintptr) []runtime.Frame {
	return func(pcs []uintptr) (list []runtime.Frame) {
		if len(pcs) == 0 || pcs[0] >= uintptr(len(calls)) {
			return nil
		}
		for _, f := range calls[pcs[0]] {
			list = append(list, runtime.Frame{Function: f.Function, File: f.File, Line: f.Line})
		}
		return list
	}
}
