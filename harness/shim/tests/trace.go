package tests

import (
	"fmt"
	"runtime"

	"github.com/tenter-go/tenter/harness/sched"
)

// symbols gives the call stacks of an execution numbers.
type symbols struct {
	known map[[24]uintptr]int
	out   *[][]Frame
}

// stack returns the number of a call stack, 0 for none.
func (s *symbols) stack(pcs []uintptr) int {
	if len(pcs) == 0 {
		return 0
	}
	var key [24]uintptr
	copy(key[:], pcs)
	if n, ok := s.known[key]; ok {
		return n
	}
	var list []Frame
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		list = append(list, Frame{f.Function, f.File, f.Line})
		if !more {
			break
		}
	}
	*s.out = append(*s.out, list)
	if s.known == nil {
		s.known = map[[24]uintptr]int{}
	}
	s.known[key] = len(*s.out) - 1
	return s.known[key]
}

func addresses(list []sched.Pointer) []uintptr {
	var out []uintptr
	for _, p := range list {
		out = append(out, uintptr(p))
	}
	return out
}

// take copies what the scheduler says of an execution.
func (o *Outcome) take(r *sched.Result) {
	o.Ending, o.Steps, o.Branched, o.Preemptions, o.Tasks = r.Ending, r.Steps, r.Branched, r.Preemptions, r.Tasks
	o.Why, o.Delayed, o.Races = r.Why, r.Delayed, r.Races
	o.Now, o.Sum, o.Touched, o.Decisions, o.Uncontrolled = r.Now, r.Sum, r.Touched, r.Decisions, r.Uncontrolled
	if r.Panic != nil {
		o.Panic = Panic{r.Panic.Task, fmt.Sprint(r.Panic.Value), r.Panic.Stack}
	}
	o.Calls = [][]Frame{nil}
	sym := symbols{out: &o.Calls}
	for i := range r.Stuck {
		s := &r.Stuck[i]
		o.Stuck = append(o.Stuck, Stuck{
			ID: s.ID, Holder: s.Holder, Name: s.Name, Kind: s.Kind, Foreground: s.Foreground, Owned: s.Owned, Spinning: s.Spinning, Alive: s.Alive,
			Object: uintptr(s.Object), Waits: addresses(s.Waits), Where: sym.stack(s.Where), Stack: sym.stack(s.Stack),
		})
	}
	for i := range r.Trace {
		s := &r.Trace[i]
		o.Trace = append(o.Trace, Step{
			Task: s.Task, Seq: s.Seq, Kind: s.Kind, Object: uintptr(s.Object), Stack: sym.stack(s.PCs), Result: valueOf(s.Result),
			Blocks: s.Blocks, Waits: addresses(s.Waits), Now: s.Now,
		})
	}
}
