package monitor

import (
	"cmp"
	"slices"
)

// lookahead knows of the puts of a queue that have not taken effect which of
// their values comes out first.
type lookahead struct {
	begins []int32 // by op: at which gap the get of a put's value may begin; never if there is none
	order  []lead  // the puts whose values are got, by the ends of the gets
	place  []int32 // by op: its place in order, -1 if it has none
	isPut  []bool  // by place
	next   int     // the first place that has not been put
}

type lead struct {
	end int32 // of the get
	op  int32 // the put
}

// newLookahead returns nil if a value is put twice or got twice: then it is not
// known which get takes which.
func newLookahead(ops []op) *lookahead {
	l := &lookahead{begins: make([]int32, len(ops)), place: make([]int32, len(ops))}
	gets := newIndex(ops)
	earliest := never // of a get of which nobody knows what it took
	for i := range ops {
		o := &ops[i]
		switch {
		case o.kind == get && o.pending:
			earliest = min(earliest, o.begin)
		case o.kind == get && !gets.set(o.v, int32(i)):
			return nil
		}
	}
	puts := newIndex(ops)
	for i := range ops {
		o := &ops[i]
		l.place[i] = -1
		if o.kind != put {
			continue
		}
		if !puts.set(o.v, int32(i)) {
			return nil
		}
		l.begins[i] = earliest
		if at, ok := gets.get(o.v); ok {
			l.begins[i] = ops[at].begin
			l.order = append(l.order, lead{ops[at].end, int32(i)})
		}
	}
	slices.SortFunc(l.order, func(a, b lead) int { return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(a.op, b.op)) })
	for k, at := range l.order {
		l.place[at.op] = int32(k)
	}
	l.isPut = make([]bool, len(l.order))
	return l
}

// forbids reports whether a value that has not been put must leave before that
// of op i does.
func (l *lookahead) forbids(i int) bool {
	for l.next < len(l.order) && l.isPut[l.next] {
		l.next++
	}
	return l.next < len(l.order) && l.order[l.next].end <= l.begins[i]
}

func (l *lookahead) put(i int) {
	if p := l.place[i]; p >= 0 {
		l.isPut[p] = true
	}
}

func (l *lookahead) unput(i int) {
	if p := l.place[i]; p >= 0 {
		l.isPut[p] = false
		l.next = min(l.next, int(p))
	}
}
