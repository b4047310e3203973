package campaign

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

func newStats() Stats {
	return Stats{Operations: map[string]*OperationStats{}, Reasons: map[string]int{}, Strategies: map[string]int{}, Outcomes: map[string]int{}}
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
	s.Histories += one(f.fresh && !f.judged)
	if f.kind == verdict.Unknown {
		s.Unknown++
		s.Reasons[f.reason]++
	}
	if f.fresh {
		s.Seen(x.History)
	}
}

// Seen counts what the calls of a history did that had not been seen before.
func (s *Stats) Seen(h *histories.History) {
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
	s.Native += o.Native
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
	s.Classes += o.Classes
	s.Redundant += o.Redundant
	s.Exhausted += o.Exhausted
	s.Doubts |= o.Doubts
	s.Distinct += o.Distinct
	for name, n := range o.Strategies {
		s.Strategies[name] += n
	}
	for _, text := range slices.Sorted(maps.Keys(o.Outcomes)) {
		s.outcomes(text, o.Outcomes[text])
	}
	s.LockOrders = merged(s.LockOrders, o.LockOrders)
}

// mostOutcomes bounds the outcomes that are told from each other.
const mostOutcomes = 64

// otherOutcomes stands for those beyond.
const otherOutcomes = "others"

// outcome counts what an execution came to, if that is told.
func (s *Stats) outcome(text string) {
	if text != "" {
		s.outcomes(text, 1)
	}
}

func (s *Stats) outcomes(text string, n int) {
	if _, ok := s.Outcomes[text]; !ok && len(s.Outcomes) >= mostOutcomes {
		text = otherOutcomes
	}
	s.Outcomes[text] += n
}

// outcome says what an execution of one of the scenarios given came to, or nothing.
func (t *Target) outcome(sc *scenario.Scenario, x *exec.Execution) string {
	switch {
	case t.Outcome != nil:
		return t.Outcome(x)
	case t.Judge != nil || !slices.Contains(t.First, sc):
		return ""
	}
	ops := slices.Clone(x.History.Operations)
	slices.SortStableFunc(ops, func(a, b histories.Operation) int {
		return cmp.Or(cmp.Compare(a.Task, b.Task), cmp.Compare(a.Call, b.Call))
	})
	var b strings.Builder
	for i := range ops {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s: %v", sc.ClientName(ops[i].Task), ops[i])
	}
	return b.String()
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
