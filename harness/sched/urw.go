package sched

// URW is the random walk weighted by remaining events (Zhao, Ding, Yang, ASPLOS 2025, where it is the non-selective form of SURW; Shuttle's
// urw): the next step is that of a task with a probability in proportion to the steps that it still has before it, those of the tasks that it
// will start included. If the numbers are right every interleaving is equally likely, while the uniform walk prefers those in which short tasks end
// late.
//
// Deviations: the numbers are the means over all executions so far, so that loops with a varying number of turns do well; the first execution,
// which knows nothing, is a uniform walk. A task that has outlived its number counts as having one step left. The clock has one.
//
// In half of the executions the tasks of one role count together as much as the busiest of them: where fifty workers meet one task that closes
// what they work on, hardly any interleaving has it come early, and what happens then would hardly ever be seen. (Shuttle, which knows tasks by the place where
// they are started, comes to something like it.) In three quarters of them tasks that have not begun begin before all else: the steps before a
// task's first operation concern nobody, so they need no interleaving.
type URW struct {
	rng     rng
	tally   tally
	learned bool
	byRole  bool // in the execution in progress
	eager   bool // the same
	weights []float64
	ahead   []ahead // by task number + 1: the clock is first
	roles   ordered[uintptr]
	most    []float64 // by role: the weight of the busiest task that is ready
	all     []float64 // by role: of all that are ready
}

// ahead is what there is to know of a task of the execution in progress.
type ahead struct {
	known    bool
	own      float64 // its choice points, over the whole execution
	children int     // tasks that it had started when started was computed
	started  float64 // the choice points of those that it has yet to start
	role     int     // index in roles
}

// Begin implements Strategy.
func (s *URW) Begin(seed uint64) bool {
	s.rng = rng(seed)
	clear(s.ahead)
	s.roles.clear()
	s.byRole, s.eager = s.rng.below(2) == 0, s.rng.below(4) != 0
	return true
}

// Next implements Strategy.
func (s *URW) Next(ready []*Task, _ *Task) *Task {
	if s.eager {
		if t := s.fresh(ready); t != nil {
			return t
		}
	}
	if !s.learned {
		return ready[s.rng.below(len(ready))]
	}
	s.weights = s.weights[:0]
	for _, t := range ready {
		s.weights = append(s.weights, s.remaining(t))
	}
	if s.byRole && len(s.roles.list) < len(ready) {
		s.share(ready)
	}
	return ready[s.rng.weighted(s.weights)]
}

// fresh returns one of the tasks that have not begun, any, or nil if all have.
func (s *URW) fresh(ready []*Task) *Task {
	n := 0
	for _, t := range ready {
		if t.kind == KindStart {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	if n > 1 {
		n = 1 + s.rng.below(n)
	}
	for _, t := range ready {
		if t.kind == KindStart {
			if n--; n == 0 {
				return t
			}
		}
	}
	return nil
}

func (s *URW) remaining(t *Task) float64 {
	i := t.id + 1
	if i >= len(s.ahead) || !s.ahead[i].known || s.ahead[i].children != t.children {
		s.look(t)
	}
	a := &s.ahead[i]
	return max(1, a.own-float64(t.seq)) + a.started
}

// look asks the tally about t, which is dear, so that it is done only when the answer may have changed.
func (s *URW) look(t *Task) {
	for len(s.ahead) <= t.id+1 {
		s.ahead = append(s.ahead, ahead{})
	}
	s.roles.add(t.role)
	s.ahead[t.id+1] = ahead{true, s.tally.own(t.lineage), t.children, s.tally.started(t.lineage, t.children), s.roles.index[t.role]}
}

// share has the tasks of each role share the weight of one of them.
func (s *URW) share(ready []*Task) {
	for len(s.most) < len(s.roles.list) {
		s.most, s.all = append(s.most, 0), append(s.all, 0)
	}
	clear(s.most)
	clear(s.all)
	for i, t := range ready {
		role := s.ahead[t.id+1].role
		s.most[role] = max(s.most[role], s.weights[i])
		s.all[role] += s.weights[i]
	}
	for i, t := range ready {
		role := s.ahead[t.id+1].role
		s.weights[i] *= s.most[role] / s.all[role]
	}
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
