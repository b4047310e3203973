package rand

import "math/rand/v2"

// source is the source of a task's generator. Seeding the one of math/rand takes longer than most tasks do.
type source struct{ rand.PCG }

func newSource(seed uint64, task int) *source {
	s := &source{}
	s.PCG.Seed(seed, uint64(task))
	return s
}

// Seed implements math/rand.Source.
func (s *source) Seed(seed int64) { s.PCG.Seed(uint64(seed), 0) }

// Int63 implements math/rand.Source.
func (s *source) Int63() int64 { return int64(s.Uint64() >> 1) }
