package sched

// URW is the random walk weighted by remaining events (Zhao, Ding, Yang, ASPLOS 2025, where it is the non-selective form of SURW; Shuttle's
// urw): the next step is that of a task with a probability in proportion to the steps that it still has before it, those of the tasks that it
// will start included. If the numbers are right every interleaving is equally likely, while the uniform walk prefers those in which short tasks end
// late.
//
// Deviations: the numbers are the means over all executions so far, so that loops with a varying number of turns do well; the first execution,
// which knows nothing, is a uniform walk. A task that has outlived its number counts as having one step left. The clock has one.
type URW struct {
	rng     rng
	tally   tally
	learned bool
	weights []float64
}

// Begin implements Strategy.
func (s *URW) Begin(seed uint64) bool {
	s.rng = rng(seed)
	return true
}

// Next implements Strategy.
func (s *URW) Next(ready []*Task, _ *Task) *Task {
	if !s.learned {
		return ready[s.rng.below(len(ready))]
	}
	s.weights = s.weights[:0]
	for _, t := range ready {
		s.weights = append(s.weights, s.remaining(t))
	}
	return ready[s.rng.weighted(s.weights)]
}

func (s *URW) remaining(t *Task) float64 {
	return max(1, s.tally.own(t.lineage)-float64(t.seq)) + s.tally.started(t.lineage, t.children)
}

// Choose implements Strategy.
func (s *URW) Choose(n int) int { return s.rng.below(n) }

// Learn implements Learner.
func (s *URW) Learn(tasks []*Task) {
	s.learned = true
	clear(s.tally.whole)
	for _, t := range tasks {
		s.tally.add(t.lineage, t.seq)
	}
}

// Forget implements Learner.
func (s *URW) Forget() {
	s.learned = false
	s.tally.forget()
}

// weighted returns an index with a probability in proportion to its weight, or any if none has weight.
func (r *rng) weighted(weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	if sum <= 0 {
		return r.below(len(weights))
	}
	at := float64(r.next()>>11) / (1 << 53) * sum
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
