package sched

// POS is partial order sampling (Yuan, Yang, Gu, CAV 2018): every operation that a task stands before has a random priority, and the highest
// goes first. When an operation is made, those that race with it draw again, since which of them comes next is a new question. So every
// order of racing operations has a chance that does not shrink with the operations that race with nobody.
//
// Deviations: operations race if they touch the same object and one of them may write; a task that offers to let others run
// (runtime.Gosched) goes last; the clock is a task like the others, which races with nobody.
type POS struct {
	rng   rng
	drawn []draw // by task number + 1: the clock is first
}

// draw is the priority of what a task stands before.
type draw struct {
	seq      int // the task's choice points when it was drawn
	priority uint64
}

// Begin implements Strategy.
func (s *POS) Begin(seed uint64) bool {
	s.rng = rng(seed)
	s.drawn = s.drawn[:0]
	return true
}

// Next implements Strategy.
func (s *POS) Next(ready []*Task, _ *Task) *Task {
	best := ready[0]
	for _, t := range ready[1:] {
		if p, b := s.priority(t), s.priority(best); p > b || p == b && t.id < best.id {
			best = t
		}
	}
	for _, t := range ready {
		if t != best && races(t, best) {
			s.drawn[t.id+1].seq = -1
		}
	}
	s.drawn[best.id+1].seq = -1
	return best
}

func (s *POS) priority(t *Task) uint64 {
	for len(s.drawn) <= t.id+1 {
		s.drawn = append(s.drawn, draw{seq: -1})
	}
	d := &s.drawn[t.id+1]
	if d.seq != t.seq {
		d.seq, d.priority = t.seq, s.rng.next()>>1
		if t.kind == KindGosched {
			d.priority = 0
		}
	}
	return d.priority
}

// Choose implements Strategy.
func (s *POS) Choose(n int) int { return s.rng.below(n) }

// races reports whether it may matter which of the operations that two tasks stand before is made first.
func races(a, b *Task) bool {
	return a.obj != nil && a.obj == b.obj && !(onlyReads[a.kind] && onlyReads[b.kind])
}

// onlyReads tells the kinds that never change what they touch.
var onlyReads = [kindCount]bool{KindLoad: true, KindRead: true, KindLen: true, KindNow: true, KindRLock: true, KindTryRLock: true, KindRUnlock: true, KindWait: true}
