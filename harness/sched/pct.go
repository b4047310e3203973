package sched

// PCT is probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010): every task has a random
// priority, the highest runs, and at Depth-1 random steps the running task falls below all others. A bug that needs d ordered
// steps is found with probability 1/(n·k^(d-1)) in n tasks and k steps.
//
// Deviations: k is the longest execution seen so far, as in Shuttle; a task that offers to let others run (runtime.Gosched) falls
// below all others, or a spin loop would keep its priority for ever; the clock is a task like the others.
type PCT struct {
	Depth int

	rng      rng
	longest  int
	steps    int
	priority []int // by task number + 1: the clock is first
	changes  []int // steps at which the running task falls
	low      int   // the next priority below all others
}

// Begin implements Strategy.
func (s *PCT) Begin(seed uint64) bool {
	s.rng = rng(seed)
	s.longest = max(s.longest, s.steps, 8)
	s.steps, s.low = 0, -1
	s.priority = s.priority[:0]
	s.changes = s.changes[:0]
	for range s.Depth - 1 {
		s.changes = append(s.changes, 1+s.rng.below(s.longest))
	}
	return true
}

// Next implements Strategy.
func (s *PCT) Next(ready []*Task, current *Task) *Task {
	s.steps++
	for _, at := range s.changes {
		if at == s.steps {
			s.fall(current)
		}
	}
	if current.kind == KindGosched {
		s.fall(current)
	}
	best := ready[0]
	for _, t := range ready[1:] {
		if p, b := s.of(t), s.of(best); p > b || p == b && t.id < best.id {
			best = t
		}
	}
	return best
}

// fall puts t below all others.
func (s *PCT) fall(t *Task) {
	if t.id >= ClockID {
		s.of(t)
		s.priority[t.id+1] = s.low
		s.low--
	}
}

// of returns t's priority, which is drawn when it is first asked for.
func (s *PCT) of(t *Task) int {
	for len(s.priority) <= t.id+1 {
		s.priority = append(s.priority, 1+s.rng.below(1<<30))
	}
	return s.priority[t.id+1]
}

// Seen returns the choice points of the longest execution so far, which is all that s learns from one execution for the next.
func (s *PCT) Seen() int { return max(s.longest, s.steps) }

// Learn has s know of an execution with so many choice points that was made elsewhere.
func (s *PCT) Learn(seen int) { s.longest = max(s.longest, seen) }

// Choose implements Strategy.
func (s *PCT) Choose(n int) int { return s.rng.below(n) }
