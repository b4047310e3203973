package sched

// Replay repeats a schedule. It tolerates drift: where a decision can't be followed, because its task is not ready or the choice
// has fewer possibilities, the default order is taken and Diverged tells.
type Replay struct {
	Schedule []Decision

	at       map[point]int
	used     int
	diverged []Decision
}

type point struct{ from, seq int }

// Begin implements Strategy. A Replay has one execution in it, however often it is begun: the seed means nothing.
func (s *Replay) Begin(uint64) bool {
	if s.at == nil {
		s.at = make(map[point]int, len(s.Schedule))
	}
	clear(s.at)
	for i, d := range s.Schedule {
		s.at[point{d.From, d.Seq}] = i
	}
	s.used, s.diverged = 0, s.diverged[:0]
	return true
}

// Next implements Strategy.
func (s *Replay) Next(ready []*Task, current *Task) *Task {
	if len(s.Schedule) == 0 {
		return byDefault(ready, current)
	}
	i, ok := s.at[point{current.id, current.seq}]
	if !ok {
		return byDefault(ready, current)
	}
	d := s.Schedule[i]
	for _, t := range ready {
		if t.id == d.To && !d.Data {
			s.used++
			return t
		}
	}
	s.diverged = append(s.diverged, d)
	return byDefault(ready, current)
}

// Choose implements Strategy.
func (s *Replay) Choose(n int) int {
	t := getCurrent()
	i, ok := s.at[point{t.id, t.seq}]
	if !ok {
		return 0
	}
	d := s.Schedule[i]
	if !d.Data || d.To >= n {
		s.diverged = append(s.diverged, d)
		return 0
	}
	s.used++
	return d.To
}

// Diverged returns the decisions of the schedule that the last execution could not follow: those that it met and found
// impossible, and in count those that it did not meet.
func (s *Replay) Diverged() (impossible []Decision, unmet int) {
	return s.diverged, len(s.Schedule) - s.used - len(s.diverged)
}

// Learn has s tell, by Diverged, of an execution that was made elsewhere: which decisions it met and found impossible, and how many it took.
func (s *Replay) Learn(impossible []Decision, taken int) {
	s.diverged, s.used = append(s.diverged[:0], impossible...), taken
}
