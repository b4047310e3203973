package shrink

import (
	"slices"

	"github.com/tenter-go/tenter/harness/scenario"
)

// byMoves tries what the words of a draw can't express, until nothing helps any more.
func (s *shrinker) byMoves() {
	for changed := true; changed && s.spent <= mostSpent; {
		changed = s.moveOut() || s.moveIn() || s.joinParts() || s.dropPair() || s.simplify() || s.simplerConfig() || s.swap() || s.calmer()
	}
}

// place is where an operation stands in a scenario.
type place struct {
	part  int // a task, or len(Tasks) for the prefix, len(Tasks)+1 for the epilogue
	index int
}

func partOf(sc *scenario.Scenario, part int) *[]scenario.Op {
	switch part {
	case len(sc.Tasks):
		return &sc.Prefix
	case len(sc.Tasks) + 1:
		return &sc.Epilogue
	}
	return &sc.Tasks[part]
}

func places(sc *scenario.Scenario) (all []place) {
	for part := range len(sc.Tasks) + 2 {
		for i := range *partOf(sc, part) {
			all = append(all, place{part, i})
		}
	}
	return all
}

// without returns a copy of the scenario without the given operations, which are in the order of places.
func without(sc *scenario.Scenario, drop ...place) *scenario.Scenario {
	c := sc.Clone()
	for _, p := range slices.Backward(drop) {
		ops := partOf(c, p.part)
		*ops = slices.Delete(*ops, p.index, p.index+1)
	}
	return c
}

// dropPair drops one operation, or two at once: a put and its get, an acquire and its release.
func (s *shrinker) dropPair() bool {
	all := places(s.best.Scenario)
	for i, p := range all {
		if s.accept(Case{Config: s.best.Config, Scenario: without(s.best.Scenario, p)}, slowSearch) {
			return true
		}
		for _, q := range all[i+1:] {
			if s.accept(Case{Config: s.best.Config, Scenario: without(s.best.Scenario, p, q)}, quickSearch) {
				return true
			}
		}
	}
	return false
}

// swap drops one operation and puts any other call in the place of a second: a time-out that probes, say, may be a longer way to say
// what a try says.
func (s *shrinker) swap() bool {
	all := places(s.best.Scenario)
	if len(all) > 6 {
		return false
	}
	calls := s.calls.All(s.best.Config)
	for _, drop := range all {
		for _, at := range all {
			if at == drop {
				continue
			}
			for _, call := range calls {
				if at.part > len(s.best.Scenario.Tasks)-1 && s.calls.Waits(s.best.Config, call) {
					continue
				}
				c := s.best.Scenario.Clone()
				(*partOf(c, at.part))[at.index] = call
				s.calls.Renew(s.best.Config, c)
				if s.accept(Case{Config: s.best.Config, Scenario: without(c, drop)}, quickSearch) {
					return true
				}
			}
		}
	}
	return false
}

// calmer puts another call in the place of one, if that saves a preemption.
func (s *shrinker) calmer() bool {
	most := min(3, preemptions(s.best.Schedule)) - 1
	all := places(s.best.Scenario)
	if most < 0 || len(all) > 6 {
		return false
	}
	for _, at := range all {
		for _, call := range s.calls.All(s.best.Config) {
			if at.part > len(s.best.Scenario.Tasks)-1 && s.calls.Waits(s.best.Config, call) {
				continue
			}
			c := Case{Config: s.best.Config, Scenario: s.best.Scenario.Clone()}
			(*partOf(c.Scenario, at.part))[at.index] = call
			s.calls.Renew(c.Config, c.Scenario)
			budget := quickSearch
			if got, ok := s.search(c, most, &budget); ok {
				s.best = got
				return true
			}
		}
	}
	return false
}

// moveOut moves a task's only operation to the end of the prefix, to the front or the end of another task, or to the
// epilogue, so that there is a task less.
func (s *shrinker) moveOut() bool {
	sc := s.best.Scenario
	for from, ops := range sc.Tasks {
		if len(ops) != 1 {
			continue
		}
		for to := range len(sc.Tasks) + 2 {
			if to == from || to < len(sc.Tasks) && len(sc.Tasks[to]) == 0 || to >= len(sc.Tasks) && s.calls.Waits(s.best.Config, ops[0]) {
				continue
			}
			for _, front := range []bool{true, false} {
				c := sc.Clone()
				c.Tasks[from] = nil
				dest := partOf(c, to)
				at := len(*dest)
				if front {
					at = 0
				}
				*dest = slices.Insert(*dest, at, ops[0])
				if s.accept(Case{Config: s.best.Config, Scenario: c}, slowSearch) {
					return true
				}
			}
		}
	}
	return false
}

// moveIn moves the only operation of the prefix to the front of a task, or that of the epilogue to the end of one: the part counts as a task where several tasks
// call something.
func (s *shrinker) moveIn() bool {
	sc := s.best.Scenario
	for _, part := range []int{len(sc.Tasks), len(sc.Tasks) + 1} {
		ops := *partOf(sc, part)
		if len(ops) != 1 {
			continue
		}
		for to := range sc.Tasks {
			if len(sc.Tasks[to]) == 0 {
				continue
			}
			c := sc.Clone()
			*partOf(c, part) = nil
			at := 0
			if part == len(sc.Tasks)+1 {
				at = len(c.Tasks[to])
			}
			c.Tasks[to] = slices.Insert(c.Tasks[to], at, ops[0])
			if s.accept(Case{Config: s.best.Config, Scenario: c, Schedule: s.best.Schedule}, slowSearch) {
				return true
			}
		}
	}
	return false
}

// joinParts gives everything to one task, where there is only one.
func (s *shrinker) joinParts() bool {
	sc := s.best.Scenario
	if len(sc.Tasks) == 0 || callers(sc) > 1 {
		return false
	}
	all := slices.Clone(sc.Prefix)
	for _, ops := range sc.Tasks {
		all = append(all, ops...)
	}
	c := &scenario.Scenario{Tasks: make([][]scenario.Op, len(sc.Tasks))}
	c.Tasks[0] = append(all, sc.Epilogue...)
	return s.accept(Case{Config: s.best.Config, Scenario: c}, slowSearch)
}

// callers counts the tasks that call something, whatever the other parts do.
func callers(sc *scenario.Scenario) int {
	n := 0
	for _, ops := range sc.Tasks {
		n += min(1, len(ops))
	}
	return n
}

// simplify replaces single calls by simpler ones.
func (s *shrinker) simplify() bool {
	for _, p := range places(s.best.Scenario) {
		o := (*partOf(s.best.Scenario, p.part))[p.index]
		for _, simple := range s.calls.Simpler(s.best.Config, o) {
			c := s.best.Scenario.Clone()
			(*partOf(c, p.part))[p.index] = simple
			if s.accept(Case{Config: s.best.Config, Scenario: c, Schedule: s.best.Schedule}, slowSearch) {
				return true
			}
		}
	}
	return false
}

// simplerConfig tries the earlier configurations, alone and together with dropping one operation: an acquire in the prefix, say,
// is not needed where there is a permit less.
func (s *shrinker) simplerConfig() bool {
	for config := range s.best.Config {
		if s.accept(Case{Config: config, Scenario: s.best.Scenario}, slowSearch) {
			return true
		}
		for _, p := range places(s.best.Scenario) {
			if s.accept(Case{Config: config, Scenario: without(s.best.Scenario, p)}, quickSearch) {
				return true
			}
		}
	}
	return false
}
