package campaign

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Coverage says in a few lines what of all that could be executed has been: first what was explored as a whole, if anything was, and else how
// many different executions were seen. It claims no more than was done: that a number of classes is all there are needs an exploration that has
// come to its end without a doubt.
func (s *Summary) Coverage() (lines []string) {
	st := &s.Stats
	if st.Executions == 0 {
		return nil
	}
	most, isBounded := st.bound()
	switch {
	case s.Whole && isBounded:
		lines = append(lines, fmt.Sprintf("all %s with at most %s explored%s", counted(st.Classes, "execution", "executions"),
			counted(most, "preemption", "preemptions"), st.ofScenarios()))
	case s.Whole:
		lines = append(lines, fmt.Sprintf("all %s explored%s, %s", counted(st.Classes, "class of executions", "classes of executions"), st.ofScenarios(), st.redundant()))
	case st.Native == st.Executions && st.Histories > 0: // without control nobody knows the steps of an execution
		lines = append(lines, counted(st.Histories, "distinct history", "distinct histories"))
	default:
		lines = append(lines, counted(st.Distinct, "distinct execution", "distinct executions"))
		if st.Histories > 0 {
			lines[0] += ", " + counted(st.Histories, "distinct history", "distinct histories")
		}
		lines = append(lines, st.explored(most, isBounded)...)
	}
	return lines
}

// explored says how far explorations have come that are not all there is.
func (s *Stats) explored(most int, isBounded bool) (lines []string) {
	switch {
	case s.Exhausted > 0 && isBounded:
		lines = append(lines, fmt.Sprintf("%s explored to the end with at most %s, %s", counted(s.Exhausted, "scenario", "scenarios"),
			counted(most, "preemption", "preemptions"), counted(s.Classes, "execution", "executions")))
	case s.Exhausted > 0:
		lines = append(lines, fmt.Sprintf("%s explored to the end; with those explored in part %s, %s", counted(s.Exhausted, "scenario", "scenarios"),
			counted(s.Classes, "class of executions", "classes of executions"), s.redundant()))
	case s.Classes > 0 && !isBounded:
		lines = append(lines, fmt.Sprintf("explored in part: %s, %s", counted(s.Classes, "class of executions", "classes of executions"), s.redundant()))
	}
	if s.Doubts != 0 {
		lines = append(lines, fmt.Sprintf("not all there is where %s", s.Doubts))
	}
	return lines
}

func (s *Stats) redundant() string {
	return counted(s.Redundant, "redundant execution", "redundant executions")
}

// ofScenarios tells of how many scenarios, if there were several.
func (s *Stats) ofScenarios() string {
	if s.Exhausted < 2 {
		return ""
	}
	return fmt.Sprintf(", of all %d scenarios", s.Exhausted)
}

// bound returns the preemptions of a bounded exploration, if there was one.
func (s *Stats) bound() (most int, ok bool) {
	for name := range s.Strategies {
		if k, err := preemptions(name); err == nil {
			return k, true
		}
	}
	return 0, false
}

// Shares tells how the executions fell to the strategies, those with the most first.
func (s *Stats) Shares() string {
	names := slices.SortedFunc(maps.Keys(s.Strategies), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Strategies[b], s.Strategies[a]), cmp.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, s.Strategies[name])
	}
	return strings.Join(names, ", ")
}

// Histogram tells how often the scenarios given came to what, a line each, the most frequent first.
func (s *Stats) Histogram() []string {
	texts := slices.SortedFunc(maps.Keys(s.Outcomes), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Outcomes[b], s.Outcomes[a]), cmp.Compare(a, b))
	})
	for i, text := range texts {
		texts[i] = fmt.Sprintf("%d times  %s", s.Outcomes[text], text)
	}
	return texts
}
