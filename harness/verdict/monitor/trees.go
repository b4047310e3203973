package monitor

import (
	"cmp"
	"slices"
)

// leastTree keeps a number for each place, adds to ranges of them, and finds a
// place that has zero. Numbers never are below zero.
//
// The least number below a node is its own entry and those of all nodes above it added up.
type leastTree struct {
	size  int
	least []int32 // of the subtree, without what was added above
	added []int32 // to the whole subtree; of inner nodes
}

func newLeastTree(counts []int32) leastTree {
	t := leastTree{size: 1}
	for t.size < len(counts) {
		t.size *= 2
	}
	t.least, t.added = make([]int32, 2*t.size), make([]int32, t.size)
	for i := range t.size {
		t.least[t.size+i] = 1 << 30
	}
	copy(t.least[t.size:], counts)
	for n := t.size - 1; n > 0; n-- {
		t.least[n] = min(t.least[2*n], t.least[2*n+1])
	}
	return t
}

// add adds by to the places from to up to to-1.
func (t *leastTree) add(from, to int, by int32) {
	l, r := from+t.size, to+t.size
	first, last := l, r-1
	for ; l < r; l, r = l/2, r/2 {
		if l&1 == 1 {
			t.addTo(l, by)
			l++
		}
		if r&1 == 1 {
			r--
			t.addTo(r, by)
		}
	}
	t.rise(first)
	t.rise(last)
}

func (t *leastTree) addTo(n int, by int32) {
	t.least[n] += by
	if n < t.size {
		t.added[n] += by
	}
}

func (t *leastTree) rise(n int) {
	for n /= 2; n > 0; n /= 2 {
		t.least[n] = min(t.least[2*n], t.least[2*n+1]) + t.added[n]
	}
}

// zero returns a place that has zero.
func (t *leastTree) zero() (place int32, ok bool) {
	if t.least[1] != 0 {
		return 0, false
	}
	n := 1
	for n < t.size {
		if 2*n+1 < 2*t.size && t.least[2*n] > t.least[2*n+1] {
			n = 2*n + 1
		} else {
			n *= 2
		}
	}
	return int32(n - t.size), true
}

// cover is a range of places, both ends in it, that belongs to a value.
type cover struct{ from, to, value int32 }

// coverTree finds, of many ranges, one that covers a place, and takes it out.
type coverTree struct {
	size   int
	covers []cover // by from
	upTo   []int32 // by place: how many begin there or before
	most   []int32 // the greatest to of a subtree, -1 if none is left
}

func newCoverTree(covers []cover, places int) coverTree {
	t := coverTree{size: 1, covers: covers, upTo: make([]int32, places)}
	slices.SortFunc(covers, func(a, b cover) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.value, b.value))
	})
	for t.size < len(covers) {
		t.size *= 2
	}
	t.most = make([]int32, 2*t.size)
	for i := range t.most {
		t.most[i] = -1
	}
	for i, c := range covers {
		t.most[t.size+i] = c.to
		t.upTo[c.from]++
	}
	for p := 1; p < places; p++ {
		t.upTo[p] += t.upTo[p-1]
	}
	for n := t.size - 1; n > 0; n-- {
		t.most[n] = max(t.most[2*n], t.most[2*n+1])
	}
	return t
}

// take returns the value of a range that covers the place, which is there no more.
func (t *coverTree) take(place int32) (value int32, ok bool) {
	// Of those that begin in time, look at whole subtrees from the right.
	n := t.size + int(t.upTo[place])
	for n > 1 {
		if n&1 == 1 && t.most[n-1] >= place {
			return t.out(n-1, place), true
		}
		n /= 2
	}
	if int(t.upTo[place]) == t.size && t.most[1] >= place {
		return t.out(1, place), true
	}
	return 0, false
}

// out takes out a range of the subtree that reaches the place.
func (t *coverTree) out(n int, place int32) int32 {
	for n < t.size {
		n *= 2
		if t.most[n] < place {
			n++
		}
	}
	value := t.covers[n-t.size].value
	t.most[n] = -1
	for n /= 2; n > 0; n /= 2 {
		t.most[n] = max(t.most[2*n], t.most[2*n+1])
	}
	return value
}
