package sched

// rng is a small generator with reproducible streams (splitmix64): every draw costs about a nanosecond, and equal seeds give equal
// streams on every machine and Go release.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number in [0, n). The bias of the multiplication is below n/2^32, which no schedule can tell.
func (r *rng) below(n int) int {
	return int((r.next() >> 32) * uint64(n) >> 32)
}

// Random is the uniform random walk: each task that can step is equally likely to be next. It is the baseline: simple, and blind to
// how much each task still has to do.
type Random struct{ rng rng }

// Begin implements Strategy.
func (s *Random) Begin(seed uint64) bool {
	s.rng = rng(seed)
	return true
}

// Next implements Strategy.
func (s *Random) Next(ready []*Task, _ *Task) *Task { return ready[s.rng.below(len(ready))] }

// Choose implements Strategy.
func (s *Random) Choose(n int) int { return s.rng.below(n) }

// Sticky is a random walk that prefers to stay: it leaves a task that can go on with probability 1/Stay only, so that executions with
// few preemptions, which are how most bugs are met, are frequent. Stay 1 is close to Random.
type Sticky struct {
	Stay int
	rng  rng
}

// Begin implements Strategy.
func (s *Sticky) Begin(seed uint64) bool {
	s.rng = rng(seed)
	return true
}

// Next implements Strategy.
func (s *Sticky) Next(ready []*Task, current *Task) *Task {
	if current.ready >= 0 && current.kind != KindGosched && s.rng.below(s.Stay) != 0 {
		return current
	}
	return ready[s.rng.below(len(ready))]
}

// Choose implements Strategy.
func (s *Sticky) Choose(n int) int { return s.rng.below(n) }
