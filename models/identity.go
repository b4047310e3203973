package models

import (
	"fmt"
	"hash/maphash"
	"reflect"
	"slices"
)

// identity says when two states are the same. Hashes serve one process only.
type identity[S any] struct {
	hash  func(S) uint64
	equal func(a, b S) bool
	clip  func(S) S // makes appending to a state safe for the state; nil where nothing can be appended
}

// Identified is implemented by states that say themselves when they are the
// same: states that are Equal must have the same Hash.
type Identified[S any] interface {
	Equal(S) bool
	Hash() uint64
}

var seed = maphash.MakeSeed()

func identityOf[S any]() identity[S] {
	id := identity[S]{}
	t := reflect.TypeFor[S]()
	switch _, own := any(*new(S)).(Identified[S]); {
	case own:
		id.hash = func(s S) uint64 { return any(s).(Identified[S]).Hash() }
		id.equal = func(a, b S) bool { return any(a).(Identified[S]).Equal(b) }
	case t == reflect.TypeFor[int]():
		return any(intIdentity).(identity[S])
	case t == reflect.TypeFor[[]int]():
		return any(intsIdentity).(identity[S])
	case t.Comparable():
		id.hash = func(s S) uint64 { return maphash.Comparable(seed, any(s)) }
		id.equal = func(a, b S) bool { return any(a) == any(b) }
	default:
		id.hash = func(s S) uint64 { return maphash.String(seed, fmt.Sprintf("%#v", s)) }
		id.equal = func(a, b S) bool { return reflect.DeepEqual(a, b) }
	}
	if t.Kind() == reflect.Slice {
		id.clip = clipSlice[S]
	}
	return id
}

func (id identity[S]) clipped(s S) S {
	if id.clip == nil {
		return s
	}
	return id.clip(s)
}

func clipSlice[S any](s S) S {
	v := reflect.ValueOf(&s).Elem()
	v.SetCap(v.Len())
	return s
}

var intIdentity = identity[int]{
	hash:  func(s int) uint64 { return mix(uint64(s)) },
	equal: func(a, b int) bool { return a == b },
}

var intsIdentity = identity[[]int]{
	hash: func(s []int) uint64 {
		h := mix(uint64(len(s)))
		for _, v := range s {
			h = mix(h ^ uint64(v))
		}
		return h
	},
	equal: slices.Equal[[]int],
	clip:  slices.Clip[[]int],
}

// mix spreads the bits of x over all of the result (the finisher of splitmix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
