package shrink

import "github.com/tenter-go/tenter/harness/scenario"

// byEnumeration runs every scenario that is smaller than the case, the smallest first, as long as the budget lasts. What the other
// passes reach by leaving things out is small, but another case may be smaller still: two acquires, say, where the
// search came by two releases and an acquire.
func (s *shrinker) byEnumeration() {
	limit := s.spent + fromBelow
	tasks, operations := s.best.Scenario.Size()
	for n := 1; n < operations; n++ {
		for _, shape := range shapes(n, tasks) {
			for config := 0; config <= s.best.Config; config++ {
				if s.fill(shape, s.calls.All(config), config, limit) {
					return
				}
			}
		}
	}
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
	if n > 2 && tasks > 1 {
		cut(n-1, n-1, nil, 1)
	}
	return list
}

// fill tries every way to fill the shape with calls, and stops at the first that fails.
func (s *shrinker) fill(sh shape, calls []scenario.Op, config, limit int) bool {
	total := sh.epilogue
	for _, k := range sh.tasks {
		total += k
	}
	chosen := make([]int, total)
	for {
		if s.spent > limit {
			return true
		}
		if sc, ok := s.build(sh, calls, chosen, config); ok && s.acceptBelow(Case{Config: config, Scenario: sc}) {
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

// acceptBelow keeps a case that fails with no more preemptions than the best one.
func (s *shrinker) acceptBelow(c Case) bool {
	budget := slowSearch
	got, ok := s.search(c, min(3, preemptions(s.best.Schedule)), &budget)
	if ok {
		s.best = got
	}
	return ok
}

// build makes a scenario of the chosen calls. Of scenarios that differ only in which of two equal tasks does what, one is enough.
func (s *shrinker) build(sh shape, calls []scenario.Op, chosen []int, config int) (*scenario.Scenario, bool) {
	sc := &scenario.Scenario{Tasks: make([][]scenario.Op, len(s.best.Scenario.Tasks))}
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
