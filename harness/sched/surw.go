package sched

// SURW is selectively uniform random walking (Zhao, Ding, Yang, ASPLOS 2025): it picks some operations as the interesting ones and makes
// every order of those equally likely; how the others fall in between is left to chance. With fewer operations there are fewer orders, so that each
// has a better one.
//
// For each execution the operations on one object, drawn anew, are the interesting ones. Which task makes the next of them is drawn in
// proportion to how many each still has to make; until then the others stop before theirs.
//
// Deviations: the numbers are the means over the executions so far, of operations made where there was a choice. If the task drawn can't
// come to its operation, as it waits for another, one of those that can is drawn instead.
type SURW struct {
	rng      rng
	atlas    atlas
	objects  ordered[uint64]
	counts   map[uint64]*tally // of the operations on each object
	made     map[event]int
	object   uint64 // the interesting one
	intended uint64 // the lineage of the task that makes the next operation on it; 0 if it has to be drawn
	weights  []float64
	free     []*Task
}

// event is what a task does to an object.
type event struct{ lineage, object uint64 }

// Begin implements Strategy.
func (s *SURW) Begin(seed uint64) bool {
	s.rng = rng(seed)
	s.atlas.reset()
	if s.made == nil {
		s.made, s.counts = map[event]int{}, map[uint64]*tally{}
	}
	clear(s.made)
	s.object, s.intended = 0, 0
	if n := len(s.objects.list); n > 0 {
		s.object = s.objects.list[s.rng.below(n)]
	}
	return true
}

// Next implements Strategy.
func (s *SURW) Next(ready []*Task, _ *Task) *Task {
	s.atlas.look(ready)
	t := s.choose(ready)
	if o := s.atlas.name(t); o != 0 {
		s.objects.add(o)
		s.made[event{t.lineage, o}]++
		if o == s.object {
			s.intended = 0
		}
	}
	return t
}

func (s *SURW) choose(ready []*Task) *Task {
	if s.object == 0 {
		return ready[s.rng.below(len(ready))]
	}
	if s.intended == 0 {
		s.intended = s.draw(ready).lineage
	}
	s.free = s.free[:0]
	for _, t := range ready {
		if t.lineage == s.intended || s.atlas.name(t) != s.object {
			s.free = append(s.free, t)
		}
	}
	if len(s.free) > 0 {
		return s.free[s.rng.below(len(s.free))]
	}
	return s.draw(ready)
}

// draw returns one of the tasks, in proportion to the interesting operations that it has before it.
func (s *SURW) draw(ready []*Task) *Task {
	c := s.counts[s.object]
	s.weights = s.weights[:0]
	for _, t := range ready {
		left := c.own(t.lineage) - float64(s.made[event{t.lineage, s.object}])
		if s.atlas.name(t) == s.object {
			left = max(left, 1)
		}
		s.weights = append(s.weights, max(left, 0)+c.started(t.lineage, t.children))
	}
	return ready[s.rng.weighted(s.weights)]
}

// Choose implements Strategy.
func (s *SURW) Choose(n int) int { return s.rng.below(n) }

// Learn implements Learner.
func (s *SURW) Learn(tasks []*Task) {
	for _, o := range s.objects.list {
		c := s.counts[o]
		if c == nil {
			c = &tally{}
			s.counts[o] = c
		}
		clear(c.whole)
		for _, t := range tasks {
			c.add(t.lineage, s.made[event{t.lineage, o}])
		}
	}
}

// Forget implements Learner.
func (s *SURW) Forget() {
	s.objects.clear()
	clear(s.counts)
}
