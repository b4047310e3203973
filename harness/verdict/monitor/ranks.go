package monitor

import (
	"math/bits"
	"slices"
)

// ranked is the game of a priority queue: items of one priority stand in a line
// of their own, and a get takes the first of the best line that is not empty.
// The w of an op is the place of its value's priority among all priorities.
type ranked struct {
	ops      []op
	capacity int

	lines  []waitingLine
	best   tournament
	count  int
	taken  []int32 // of each get, the line that it took from
	state  digest
	number int // of priorities
}

// waitingLine holds values in the order in which they were put; those before
// head have left, and come back if their gets are undone.
type waitingLine struct {
	values []int64
	head   int
}

func newRanked(ops []op, capacity int) *ranked {
	g := &ranked{ops: ops, capacity: capacity}
	for i := range ops {
		if k := ops[i].kind; k == put || k == get {
			g.number = max(g.number, int(ops[i].w)+1)
		}
	}
	g.lines = make([]waitingLine, g.number)
	g.best = newTournament(g.number)
	return g
}

func (g *ranked) hash() digest { return g.state }

// leads says that a get needs its put, and an empty queue gets.
func (g *ranked) leads(i, next int) bool {
	switch o := &g.ops[i]; g.ops[next].kind {
	case get:
		return o.v == g.ops[next].v && o.kind == put
	case empty, put:
		return o.kind == get
	}
	return false
}

func (g *ranked) apply(i int) bool {
	o := &g.ops[i]
	switch o.kind {
	case put:
		if g.capacity > 0 && g.count == g.capacity {
			return false
		}
		l := &g.lines[o.w]
		l.values = append(l.values, o.v)
		g.changed(o.w, len(l.values)-1, +1)
		return true
	case get:
		if g.count == 0 {
			return false
		}
		from := g.best.first()
		l := &g.lines[from]
		if !o.pending && (int64(from) != o.w || l.values[l.head] != o.v) {
			return false
		}
		g.taken = append(g.taken, int32(from))
		l.head++
		g.changed(int64(from), l.head-1, -1)
		return true
	case empty:
		return g.count == 0
	case full:
		return g.capacity > 0 && g.count == g.capacity
	case size:
		return int64(g.count) == o.v
	}
	return false
}

// changed notes that the item at a place of a line came or left.
func (g *ranked) changed(in int64, place, by int) {
	l := &g.lines[in]
	d := digestOf(l.values[place], int64(place)<<32|in)
	if by > 0 {
		g.state.add(d)
	} else {
		g.state.sub(d)
	}
	g.count += by
	g.best.set(int(in), l.head < len(l.values))
}

func (g *ranked) undo(i int) {
	o := &g.ops[i]
	switch o.kind {
	case put:
		l := &g.lines[o.w]
		place := len(l.values) - 1
		g.state.sub(digestOf(l.values[place], int64(place)<<32|o.w))
		l.values = l.values[:place]
		g.count--
		g.best.set(int(o.w), l.head < place)
	case get:
		from := g.taken[len(g.taken)-1]
		g.taken = g.taken[:len(g.taken)-1]
		l := &g.lines[from]
		l.head--
		g.changed(int64(from), l.head, +1)
	}
}

// rankPriorities sets the w of all puts and gets to the place of their
// values' priorities among all.
func rankPriorities(ops []op, priority func(v int64) int64) {
	var all []int64
	for i := range ops {
		if ops[i].hasValue() {
			all = append(all, priority(ops[i].v))
		}
	}
	place := placesOf(all)
	for i := range ops {
		if ops[i].hasValue() {
			ops[i].w = place(priority(ops[i].v))
		}
	}
}

func (o *op) hasValue() bool { return o.kind == put || o.kind == get && !o.pending }

// placesOf returns a function that tells the place of a number among all that
// are different. It reorders the numbers.
func placesOf(all []int64) func(int64) int64 {
	if len(all) == 0 {
		return func(int64) int64 { return 0 }
	}
	least, most := slices.Min(all), slices.Max(all)
	if span := most - least; span >= 0 && span < int64(4*len(all)) {
		places := make([]int32, span+2)
		for _, p := range all {
			places[p-least+1] = 1
		}
		for i := 1; i < len(places); i++ {
			places[i] += places[i-1]
		}
		return func(p int64) int64 { return int64(places[p-least]) }
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return func(p int64) int64 {
		i, _ := slices.BinarySearch(all, p)
		return int64(i)
	}
}

// tournament finds the first of many that is set: words of bits, in layers, a
// bit of one layer for each word of the one below.
type tournament struct{ layers [][]uint64 }

func newTournament(n int) tournament {
	var t tournament
	for {
		words := (n + 63) / 64
		t.layers = append(t.layers, make([]uint64, max(words, 1)))
		if words <= 1 {
			return t
		}
		n = words
	}
}

func (t *tournament) set(i int, on bool) {
	for l := range t.layers {
		word := &t.layers[l][i/64]
		if on {
			*word |= 1 << (i % 64)
		} else {
			*word &^= 1 << (i % 64)
		}
		on = *word != 0
		i /= 64
	}
}

// first returns the first that is set; one must be.
func (t *tournament) first() int {
	i := 0
	for l := len(t.layers) - 1; l >= 0; l-- {
		i = i*64 + bits.TrailingZeros64(t.layers[l][i])
	}
	return i
}
