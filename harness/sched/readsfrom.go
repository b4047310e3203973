package sched

// ReadsFrom is partial order sampling under constraints on who reads from whom, as in reads-from fuzzing (Wolff, Shi, Duck, Mathur, Roychoudhury,
// ASPLOS 2024): for each execution it draws operations on one object, a write and another task's operation that may see it, and has the second see the first:
// it does not come before the write, and no other write comes between them. What is drawn are pairs of operations met in earlier executions,
// so pairs that no execution has shown are imposed as well.
//
// Deviations: there is no feedback loop, which in the paper's data finds nothing more; one to three pairs are imposed; where a pair can't be had, because all tasks
// that are ready would break it, it is given up.
type ReadsFrom struct {
	pos     POS
	atlas   atlas
	seen    map[uint64]*accesses // by object
	objects ordered[uint64]
	made    map[event]int
	pairs   []pair
	free    []*Task
}

// access is the n-th operation of a task on an object.
type access struct {
	event
	n int
}

type accesses struct{ writes, all ordered[access] }

// pair is a constraint: that to sees what from has written.
type pair struct {
	from, to access
	written  bool
}

// Begin implements Strategy.
func (s *ReadsFrom) Begin(seed uint64) bool {
	s.pos.Begin(seed)
	s.atlas.reset()
	if s.made == nil {
		s.made, s.seen = map[event]int{}, map[uint64]*accesses{}
	}
	clear(s.made)
	s.pairs = s.pairs[:0]
	if n := len(s.objects.list); n > 0 {
		for range 1 + s.pos.rng.below(3) {
			s.impose(s.seen[s.objects.list[s.pos.rng.below(n)]])
		}
	}
	return true
}

func (s *ReadsFrom) impose(a *accesses) {
	if len(a.writes.list) == 0 || len(a.all.list) == 0 {
		return
	}
	p := pair{from: a.writes.list[s.pos.rng.below(len(a.writes.list))], to: a.all.list[s.pos.rng.below(len(a.all.list))]}
	if p.from.lineage != p.to.lineage {
		s.pairs = append(s.pairs, p)
	}
}

// Next implements Strategy.
func (s *ReadsFrom) Next(ready []*Task, current *Task) *Task {
	s.atlas.look(ready)
	s.free = s.free[:0]
	for _, t := range ready {
		if !s.held(t) {
			s.free = append(s.free, t)
		}
	}
	if len(s.free) == 0 {
		s.pairs = s.pairs[:0]
		s.free = append(s.free, ready...)
	}
	t := s.free[0]
	if len(s.free) > 1 {
		t = s.pos.Next(s.free, current)
	}
	s.took(t)
	return t
}

// held reports whether a pair keeps t from what it stands before.
func (s *ReadsFrom) held(t *Task) bool {
	o := s.atlas.name(t)
	if o == 0 {
		return false
	}
	a := access{event{t.lineage, o}, s.made[event{t.lineage, o}]}
	for _, p := range s.pairs {
		switch {
		case p.to.object != o:
		case !p.written && a == p.to:
			return true
		case p.written && a != p.to && !onlyReads[t.kind]:
			return true
		}
	}
	return false
}

// took notes what t is about to do.
func (s *ReadsFrom) took(t *Task) {
	o := s.atlas.name(t)
	if o == 0 {
		return
	}
	e := event{t.lineage, o}
	a := access{e, s.made[e]}
	s.made[e]++
	if s.seen[o] == nil {
		s.seen[o] = &accesses{}
		s.objects.add(o)
	}
	s.seen[o].all.add(a)
	if !onlyReads[t.kind] {
		s.seen[o].writes.add(a)
	}
	left := s.pairs[:0]
	for _, p := range s.pairs {
		if a == p.from {
			p.written = true
		}
		if a != p.to {
			left = append(left, p)
		}
	}
	s.pairs = left
}

// Choose implements Strategy.
func (s *ReadsFrom) Choose(n int) int { return s.pos.Choose(n) }

// Learn implements Learner. What there is to learn has been noted on the way.
func (s *ReadsFrom) Learn([]*Task) {}

// Forget implements Learner.
func (s *ReadsFrom) Forget() {
	clear(s.seen)
	s.objects.clear()
}
