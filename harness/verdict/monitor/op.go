package monitor

import (
	"cmp"
	"slices"

	"github.com/tenter-go/tenter/histories"
)

// op is a call in an object's own terms, or a look at a quiescence.
type op struct {
	begin, end int32 // it covers the gaps begin to end-1
	call       int32 // which call of the history it is, or is about
	kind       kind
	pending    bool // it may take no effect, and what it returns is not known
	waits      bool // it may wait, so that others may be refused because of it
	crowded    bool // it may also be refused because another one waits
	delta      int32
	v, w       int64 // a value or two; the least and the largest count for a tally
}

// kind says what an op does.
type kind uint8

const (
	put    kind = iota // v at the back
	get                // v at the front
	putTop             // v at the front, of a deque
	getEnd             // v at the back, of a deque
	seeTop             // v is at the front
	seeEnd             // v is at the back
	empty              // a look that found nothing
	full               // a look that found no room
	size               // a look that found v items

	read       // found v
	write      // v
	swap       // found w, wrote v
	replace    // found w, wrote v
	notReplace // found something else than w

	tally // the count was between v and w, and delta was added

	idle // a call that only waits, to the end
)

// isLook reports whether the op changes nothing.
func (o *op) isLook() bool {
	switch o.kind {
	case seeTop, seeEnd, empty, full, size, read, notReplace:
		return true
	case tally:
		return o.delta == 0
	}
	return false
}

// same reports whether two ops do the same with the same result.
func (o *op) same(p *op) bool {
	return o.v == p.v && o.w == p.w && o.kind == p.kind && o.delta == p.delta && o.waits == p.waits && o.crowded == p.crowded &&
		(o.pending == p.pending || o.kind == put || o.kind == putTop || o.kind == write || o.kind == tally)
}

// never is the end of an op that has none.
const never = histories.Never

// edge is the beginning or the end of an op, on one line with those of the others.
type edge int32

func beginOf(i int) edge { return edge(i << 1) }
func endOf(i int) edge   { return edge(i<<1 | 1) }

func (e edge) op() int    { return int(e >> 1) }
func (e edge) ends() bool { return e&1 != 0 }

// edges returns all beginnings and ends in the order of their ranks, ends
// first where they share one. Ops that never end have no end.
func edges(ops []op) []edge {
	list := make([]edge, 0, 2*len(ops))
	for i := range ops {
		list = append(list, beginOf(i))
		if ops[i].end != never {
			list = append(list, endOf(i))
		}
	}
	key := func(e edge) int32 {
		o := &ops[e.op()]
		if e.ends() {
			return o.end << 1
		}
		return o.begin<<1 | 1
	}
	if dense := 16 * len(ops); len(list) > 0 && int(maxKey(list, key)) < dense {
		return bucketed(list, key)
	}
	slices.SortStableFunc(list, func(a, b edge) int { return cmp.Compare(key(a), key(b)) })
	return list
}

func maxKey(list []edge, key func(edge) int32) (most int32) {
	for _, e := range list {
		most = max(most, key(e))
	}
	return most
}

// bucketed sorts edges whose keys are dense.
func bucketed(list []edge, key func(edge) int32) []edge {
	starts := make([]int32, maxKey(list, key)+2)
	for _, e := range list {
		starts[key(e)+1]++
	}
	for k := 1; k < len(starts); k++ {
		starts[k] += starts[k-1]
	}
	sorted := make([]edge, len(list))
	for _, e := range list {
		k := key(e)
		sorted[starts[k]] = e
		starts[k]++
	}
	return sorted
}
