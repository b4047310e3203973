package shrink

import (
	"slices"

	"github.com/tenter-go/tenter/harness/scenario"
)

// byPairs runs the scenarios of one call or two whose schedule takes no preemption: there are few of them, and if one fails there is hardly anything left to do.
func (s *shrinker) byPairs() {
	limit := s.spent + pairs
	for n := 1; n <= 2; n++ {
		tasks, operations := s.best.Scenario.Size()
		if n > operations || n == operations && preemptions(s.best.Schedule) == 0 || s.below(n, tasks, bounds{0, limit, perPair}, false) {
			return
		}
	}
}

// byEnumeration runs every scenario that is smaller than the case, the smallest first, as long as the budget lasts; then those
// of its size that might do with a preemption less. What the other passes reach by leaving things out is small, but another case may be
// smaller still: two acquires, say, where the search came by two releases and an acquire. The calls of the case itself come
// first, all that can be called after them.
func (s *shrinker) byEnumeration() {
	for _, own := range []bool{true, false} {
		limit := s.spent + fromBelow
		for n := 1; ; n++ {
			tasks, operations := s.best.Scenario.Size()
			most := min(3, preemptions(s.best.Schedule))
			if n == operations {
				most--
			}
			if n > operations || most < 0 || s.spent > limit {
				break
			}
			if s.below(n, tasks, bounds{most, limit, slowSearch}, own) {
				return
			}
		}
	}
}

// bounds are those of an enumeration.
type bounds struct {
	preemptions int // of a schedule
	spent       int // by the shrinker when it ends
	each        int // executions of a scenario
}

// below tries all scenarios of n operations.
func (s *shrinker) below(n, tasks int, b bounds, own bool) bool {
	for _, shape := range shapes(n, tasks) {
		for config := range s.calls.Configs() {
			calls := s.calls.All(config)
			if own {
				calls = s.own(config)
			}
			if s.fill(shape, calls, config, b) {
				return true
			}
		}
	}
	return false
}

// own returns the calls of the case, each once, with those that are simpler.
func (s *shrinker) own(config int) (list []scenario.Op) {
	add := func(o scenario.Op) {
		if !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	each(s.best.Scenario, func(o *scenario.Op) {
		for _, simple := range s.calls.Simpler(config, *o) {
			add(simple)
		}
		add(*o)
	})
	return list
}

// shape says how many operations each part of a scenario has.
type shape struct {
	tasks    []int // descending
	epilogue int
}

// shapes lists the ways to give n operations to at most that many tasks, and at most one of them to the epilogue.
func shapes(n, tasks int) (list []shape) {
	var cut func(left, most int, so []int, epilogue int)
	cut = func(left, most int, so []int, epilogue int) {
		if left == 0 {
			list = append(list, shape{append([]int(nil), so...), epilogue})
			return
		}
		if len(so) == tasks {
			return
		}
		for k := min(left, most); k > 0; k-- {
			cut(left-k, k, append(so, k), epilogue)
		}
	}
	cut(n, n, nil, 0)
	if n > 1 && tasks > 1 {
		tasks-- // the epilogue counts as one
		cut(n-1, n-1, nil, 1)
	}
	return list
}

// fill tries every way to fill the shape with calls, and stops at the first that fails.
func (s *shrinker) fill(sh shape, calls []scenario.Op, config int, b bounds) bool {
	total := sh.epilogue
	for _, k := range sh.tasks {
		total += k
	}
	chosen := make([]int, total)
	for {
		if s.spent > b.spent {
			return false
		}
		if sc, ok := s.build(sh, calls, chosen, config); ok && s.acceptBelow(Case{Config: config, Scenario: sc}, b) {
			return true
		}
		i := total - 1
		for ; i >= 0; i-- {
			if chosen[i]++; chosen[i] < len(calls) {
				break
			}
			chosen[i] = 0
		}
		if i < 0 {
			return false
		}
	}
}

// acceptBelow keeps a case that fails with at most so many preemptions.
func (s *shrinker) acceptBelow(c Case, b bounds) bool {
	got, ok := s.search(c, b.preemptions, &b.each)
	if ok {
		s.best = got
	}
	return ok
}

// build makes a scenario of the chosen calls. Of scenarios that differ only in which of two equal tasks does what, one is enough.
func (s *shrinker) build(sh shape, calls []scenario.Op, chosen []int, config int) (*scenario.Scenario, bool) {
	sc := &scenario.Scenario{Tasks: make([][]scenario.Op, max(len(sh.tasks), 1))}
	at := 0
	for t, k := range sh.tasks {
		if t > 0 && sh.tasks[t-1] == k && lessCalls(chosen[at:at+k], chosen[at-k:at]) {
			return nil, false
		}
		for _, c := range chosen[at : at+k] {
			sc.Tasks[t] = append(sc.Tasks[t], calls[c])
		}
		at += k
	}
	if sh.epilogue > 0 {
		last := calls[chosen[at]]
		if s.calls.Waits(config, last) {
			return nil, false
		}
		sc.Epilogue = []scenario.Op{last}
	}
	s.calls.Renew(config, sc)
	return sc, true
}

func lessCalls(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
