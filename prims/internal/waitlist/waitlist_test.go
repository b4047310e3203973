package waitlist

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAgainstASlice does random operations on a list and on a slice, and compares.
func TestAgainstASlice(t *testing.T) {
	seed := uint64(1)
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	var l, other List
	var want, gone []*Waiter
	for range 10_000 {
		switch r.IntN(4) {
		case 0, 1:
			w := New(r.Uint64())
			l.Push(w)
			want = append(want, w)
		case 2:
			w := l.Pop()
			if len(want) == 0 {
				if w != nil {
					t.Fatal("an empty list pops a waiter")
				}
				continue
			}
			if w != want[0] {
				t.Fatal("Pop took another waiter than the first")
			}
			gone, want = append(gone, w), want[1:]
		case 3:
			if len(want) == 0 {
				continue
			}
			i := r.IntN(len(want))
			w := want[i]
			if other.Remove(w) || !l.Remove(w) || l.Remove(w) {
				t.Fatal("Remove must succeed once, and on the waiter's own list")
			}
			gone, want = append(gone, w), slices.Delete(want, i, i+1)
		}
		var got []*Waiter
		for w := l.First(); w != nil; w = w.Next() {
			got = append(got, w)
		}
		if !slices.Equal(got, want) || l.Len() != len(want) || l.Empty() != (len(want) == 0) {
			t.Fatalf("the list has %d waiters, want %d, or another order", len(got), len(want))
		}
	}
	for _, w := range gone {
		if l.Remove(w) {
			t.Fatal("a waiter that has left is removed again")
		}
	}
}
