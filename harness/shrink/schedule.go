package shrink

import (
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/harness/sched"
)

// schedule searches for the schedule with the fewest preemptions, and among those found for one with few decisions.
//
// What is found in an execution in which tasks spin has very many decisions that mean nothing, and so many choices that cost no preemption that a search by
// preemptions alone comes to no end. So decisions are left out first, then the schedules with very few are tried.
func (s *shrinker) schedule() {
	s.curtail()
	s.thin()
	if len(s.best.Schedule) > fewDecisions {
		budget := lastSearch
		for n := 1; n <= fewDecisions && budget > 0; n++ {
			if s.explore(&sched.Bounded{Preemptions: n, Decisions: n}, &budget) {
				break
			}
		}
	}
	key := fmt.Sprintf("%d %v %d", s.best.Config, s.best.Scenario, preemptions(s.best.Schedule))
	if s.least[key] {
		return
	}
	budget := lastSearch
	if len(s.best.Schedule) <= fewDecisions { // as readable as one with fewer preemptions and more decisions
		budget /= 5
	}
	for p := range preemptions(s.best.Schedule) {
		if s.explore(&sched.Bounded{Preemptions: p}, &budget) {
			s.thin()
			return
		}
	}
	s.least[key] = true
}

// fewDecisions is as many as a schedule may have that is found by trying all that have no more.
const fewDecisions = 3

// explore tries the schedules of b in place of the best one.
func (s *shrinker) explore(b *sched.Bounded, budget *int) bool {
	c := s.best
	c.Schedule = nil
	got, ok := s.enumerate(c, b, budget)
	if ok {
		s.best = got
	}
	return ok
}

// curtail leaves out the end of the schedule: what comes behind the step that made it fail, and often much before.
func (s *shrinker) curtail() {
	short, long := -1, len(s.best.Schedule) // as many decisions are too few, and enough
	for short+1 < long {
		n := (short + 1 + long) / 2
		if s.without(n, len(s.best.Schedule)) {
			long = min(n, len(s.best.Schedule))
		} else {
			short = n
		}
	}
}

// thin leaves out what the schedule does not need: long parts of it, then shorter ones (Zeller, Hildebrandt, Simplifying and isolating failure-inducing
// input, 2002).
func (s *shrinker) thin() {
	for size := len(s.best.Schedule) / 2; size > 0; size /= 2 {
		for i := 0; i < len(s.best.Schedule); {
			if !s.without(i, min(i+size, len(s.best.Schedule))) {
				i += size
			}
		}
	}
}

// without leaves the decisions from i to j out. What is left is kept if it fails, and is less.
func (s *shrinker) without(i, j int) bool {
	if i >= j || s.spent > mostSpent {
		return false
	}
	c := s.best
	c.Schedule = slices.Concat(c.Schedule[:i], c.Schedule[j:])
	got, ok := s.try(c, &sched.Replay{Schedule: c.Schedule}, 0)
	before, after := preemptions(s.best.Schedule), preemptions(got.Schedule)
	if !ok || after > before || after == before && len(got.Schedule) >= len(s.best.Schedule) {
		return false
	}
	s.best = got
	return true
}

func preemptions(schedule []sched.Decision) int {
	n := 0
	for _, d := range schedule {
		if d.Preempts {
			n++
		}
	}
	return n
}
