package shrink

import "github.com/tenter-go/tenter/harness/sched"

// schedule searches for the schedule with the fewest preemptions, and among those found for one with few decisions.
func (s *shrinker) schedule() {
	c := s.best
	c.Schedule = nil
	budget := lastSearch
	if got, ok := s.search(c, preemptions(s.best.Schedule)-1, &budget); ok {
		s.best = got
	}
	for i := 0; i < len(s.best.Schedule); {
		c := s.best
		c.Schedule = append(append([]sched.Decision(nil), c.Schedule[:i]...), c.Schedule[i+1:]...)
		if got, ok := s.try(c, &sched.Replay{Schedule: c.Schedule}, 0); ok && len(got.Schedule) < len(s.best.Schedule) {
			s.best = got
			continue
		}
		i++
	}
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
