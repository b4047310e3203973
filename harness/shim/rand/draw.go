package rand

import "math/rand"

// ExpFloat64 is math/rand.ExpFloat64.
func ExpFloat64() float64 {
	if r := current(); r != nil {
		return r.ExpFloat64()
	}
	return rand.ExpFloat64()
}

// Float32 is math/rand.Float32.
func Float32() float32 {
	if r := current(); r != nil {
		return r.Float32()
	}
	return rand.Float32()
}

// Float64 is math/rand.Float64.
func Float64() float64 {
	if r := current(); r != nil {
		return r.Float64()
	}
	return rand.Float64()
}

// Int is math/rand.Int.
func Int() int {
	if r := current(); r != nil {
		return r.Int()
	}
	return rand.Int()
}

// Int31 is math/rand.Int31.
func Int31() int32 {
	if r := current(); r != nil {
		return r.Int31()
	}
	return rand.Int31()
}

// Int31n is math/rand.Int31n.
func Int31n(n int32) int32 {
	if r := current(); r != nil {
		return r.Int31n(n)
	}
	return rand.Int31n(n)
}

// Int63 is math/rand.Int63.
func Int63() int64 {
	if r := current(); r != nil {
		return r.Int63()
	}
	return rand.Int63()
}

// Int63n is math/rand.Int63n.
func Int63n(n int64) int64 {
	if r := current(); r != nil {
		return r.Int63n(n)
	}
	return rand.Int63n(n)
}

// Intn is math/rand.Intn.
func Intn(n int) int {
	if r := current(); r != nil {
		return r.Intn(n)
	}
	return rand.Intn(n)
}

// NormFloat64 is math/rand.NormFloat64.
func NormFloat64() float64 {
	if r := current(); r != nil {
		return r.NormFloat64()
	}
	return rand.NormFloat64()
}

// Perm is math/rand.Perm.
func Perm(n int) []int {
	if r := current(); r != nil {
		return r.Perm(n)
	}
	return rand.Perm(n)
}

// Shuffle is math/rand.Shuffle.
func Shuffle(n int, swap func(i, j int)) {
	if r := current(); r != nil {
		r.Shuffle(n, swap)
		return
	}
	rand.Shuffle(n, swap)
}

// Uint32 is math/rand.Uint32.
func Uint32() uint32 {
	if r := current(); r != nil {
		return r.Uint32()
	}
	return rand.Uint32()
}

// Uint64 is math/rand.Uint64.
func Uint64() uint64 {
	if r := current(); r != nil {
		return r.Uint64()
	}
	return rand.Uint64()
}
