package rand

import "math/rand/v2"

// The standard types.
type (
	ChaCha8 = rand.ChaCha8
	PCG     = rand.PCG
	Rand    = rand.Rand
	Source  = rand.Source
	Zipf    = rand.Zipf
)

// New is math/rand/v2.New.
func New(src Source) *Rand { return rand.New(src) }

// NewChaCha8 is math/rand/v2.NewChaCha8.
func NewChaCha8(seed [32]byte) *ChaCha8 { return rand.NewChaCha8(seed) }

// NewPCG is math/rand/v2.NewPCG.
func NewPCG(seed1, seed2 uint64) *PCG { return rand.NewPCG(seed1, seed2) }

// NewZipf is math/rand/v2.NewZipf.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf { return rand.NewZipf(r, s, v, imax) }

// intType is the standard package's constraint.
type intType interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// N is math/rand/v2.N.
func N[Int intType](n Int) Int {
	r := current()
	if r == nil || n <= 0 {
		return rand.N(n)
	}
	return Int(r.Uint64N(uint64(n)))
}
