package models

import (
	"slices"
	"testing"
)

type point struct{ x, y int }

// parity is a state of which only the last bit counts.
type parity int

func (p parity) Equal(q parity) bool { return (p-q)%2 == 0 }
func (p parity) Hash() uint64        { return uint64(p) & 1 }

// checkIdentity wants a and b told apart, and a and twin not.
func checkIdentity[S any](t *testing.T, a, twin, b S) {
	t.Helper()
	id := identityOf[S]()
	if !id.equal(a, twin) || id.hash(a) != id.hash(twin) {
		t.Errorf("%#v and %#v are the same state, but are told apart", a, twin)
	}
	if id.equal(a, b) {
		t.Errorf("%#v and %#v are taken for one state", a, b)
	}
	if id.hash(a) == id.hash(b) {
		t.Errorf("%#v and %#v have one hash", a, b)
	}
}

func TestIdentity(t *testing.T) {
	checkIdentity(t, 1, 1, 2)
	checkIdentity(t, "a", "a", "b")
	checkIdentity(t, point{1, 2}, point{1, 2}, point{2, 1})
	checkIdentity(t, parity(1), parity(3), parity(2))
	checkIdentity(t, []int{1, 2}, []int{1, 2}, []int{2, 1})
	checkIdentity(t, []string{"a"}, []string{"a"}, []string{"b"})
	checkIdentity(t, map[string]int{"a": 1, "b": 2}, map[string]int{"b": 2, "a": 1}, map[string]int{"a": 2, "b": 2})
}

// TestAppendingToAStateIsSafe: two branches of a search that append to one state
// must not write into each other's memory.
func TestAppendingToAStateIsSafe(t *testing.T) {
	room := append(make([]string, 0, 8), "a")
	clipped := identityOf[[]string]().clipped(room)
	one, two := append(clipped, "b"), append(clipped, "c")
	if !slices.Equal(one, []string{"a", "b"}) || !slices.Equal(two, []string{"a", "c"}) {
		t.Errorf("after two appends to one state: %v and %v", one, two)
	}
	ints := identityOf[[]int]().clipped(append(make([]int, 0, 8), 1))
	if _, other := append(ints, 2), append(ints, 3); other[1] != 3 || cap(ints) != 1 {
		t.Errorf("state of integers: %v with room for %d", other, cap(ints))
	}
}
