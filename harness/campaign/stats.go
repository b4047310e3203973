package campaign

import (
	"slices"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

func newStats() Stats {
	return Stats{Operations: map[string]*OperationStats{}, Reasons: map[string]int{}}
}

// count adds one execution.
func (s *Stats) count(x *exec.Execution, f finding) {
	s.Executions++
	s.Steps += x.Steps
	s.Points += x.Points
	s.Overlapped += one(x.Overlapped)
	s.Blocked += one(x.Blocked)
	s.Cancelled += one(x.Cancelled)
	s.Rescued += one(len(x.Rescues) > 0)
	s.Histories += one(f.fresh)
	if f.kind == verdict.Unknown {
		s.Unknown++
		s.Reasons[f.reason]++
	}
	if f.fresh {
		s.operations(x.History)
	}
}

// operations counts what calls did, in histories that had not been seen before.
func (s *Stats) operations(h *histories.History) {
	for i := range h.Operations {
		o := &h.Operations[i]
		st := s.Operations[o.Name]
		if st == nil {
			st = &OperationStats{}
			s.Operations[o.Name] = st
		}
		st.Calls++
		st.Cancelled += one(o.Outcome == histories.Cancelled)
		st.Failed += one(o.Out == false || isFailure(o.Out))
		for _, q := range h.Quiescences {
			if o.Pending(q.At) {
				st.Blocked++
				break
			}
		}
	}
}

func isFailure(v any) bool {
	_, ok := v.(histories.Failure)
	return ok
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Add adds what another share gave.
func (s *Stats) Add(o *Stats) {
	if s.Operations == nil {
		*s = newStats()
	}
	s.Executions += o.Executions
	s.Overlapped += o.Overlapped
	s.Blocked += o.Blocked
	s.Cancelled += o.Cancelled
	s.Rescued += o.Rescued
	s.Unknown += o.Unknown
	s.Nondeterministic += o.Nondeterministic
	s.Steps += o.Steps
	s.Points += o.Points
	s.Scenarios += o.Scenarios
	s.Histories += o.Histories
	for name, st := range o.Operations {
		mine := s.Operations[name]
		if mine == nil {
			mine = &OperationStats{}
			s.Operations[name] = mine
		}
		mine.Calls += st.Calls
		mine.Blocked += st.Blocked
		mine.Cancelled += st.Cancelled
		mine.Failed += st.Failed
	}
	for reason, n := range o.Reasons {
		s.Reasons[reason] += n
	}
	s.LockOrders = merged(s.LockOrders, o.LockOrders)
}

// mostLockOrders bounds how many warnings of one kind a reader is given.
const mostLockOrders = 3

func merged(list, more []string) []string {
	for _, w := range more {
		if len(list) < mostLockOrders && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}
