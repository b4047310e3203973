package monitor

// priorityQueue judges the ops of an unbounded priority queue, the least first,
// in time n log n. ok is false where it does not apply, as for fifo, and where two
// values have one priority.
//
// The values are looked at from the best to the worst (Lee and Mathur, OOPSLA
// 2025). A get must have a gap in which no better value is inside for sure. Where each has one the
// history is legal, given that what else holds of all containers holds; a put is
// taken to end when its value has been got at the latest, and a get to begin when its value's put
// has begun.
//
// Pending calls are as for a queue: fewer items make no get wrong.
func priorityQueue(ops []op) (answer Answer, ok bool) {
	const by = "priority queue monitor"
	for i := range ops {
		if k := ops[i].kind; k != put && k != get && k != empty {
			return Answer{}, false
		}
	}
	l, bad, distinct := newLives(by, ops)
	if !distinct {
		return Answer{}, false
	}
	if bad.Verdict == Illegal {
		return bad, true
	}
	if !l.sortByPriority(ops) {
		return Answer{}, false
	}
	l.known(ops, false)
	a := l.leastFirst(by, ops)
	if a.Verdict != Illegal {
		return legal(by), true
	}
	if len(l.gets) == 0 {
		return a, true
	}
	l.known(ops, true)
	a = l.leastFirst(by, ops)
	return a, a.Verdict == Illegal
}

// sortByPriority returns false if two values have one priority.
func (l *lives) sortByPriority(ops []op) bool {
	most := int64(0)
	for i := range l.values {
		most = max(most, ops[l.values[i].put].w)
	}
	at := make([]int32, most+1) // by place among the priorities: one more than the value's number
	for i := range l.values {
		if w := ops[l.values[i].put].w; at[w] != 0 {
			return false
		} else {
			at[w] = int32(i) + 1
		}
	}
	sorted := make([]life, 0, len(l.values))
	for _, i := range at {
		if i > 0 {
			sorted = append(sorted, l.values[i-1])
		}
	}
	l.values = sorted
	return true
}

// leastFirst judges values that come in the order of their priorities.
func (l *lives) leastFirst(by string, ops []op) Answer {
	if a := l.emptiness(by, ops); a.Verdict == Illegal {
		return a
	}
	free := newFreeGaps(int(l.last) + 2)
	for i := range l.values {
		v := &l.values[i]
		in, gone := v.in, v.gone
		if v.isGot() {
			in.end, gone.begin = min(in.end, gone.end), max(gone.begin, in.begin)
			if free.next(gone.begin) >= gone.end {
				return illegal(by, "at each moment of %s something better was inside than the item that it got", ops[v.get].call)
			}
		}
		if in.end < gone.begin {
			free.take(in.end, gone.begin)
		}
	}
	return Answer{}
}

// freeGaps finds the next gap that has not been taken.
type freeGaps struct{ up []int32 } // of a gap: itself if it is free, else one after it

func newFreeGaps(n int) *freeGaps {
	f := &freeGaps{up: make([]int32, n+1)}
	for i := range f.up {
		f.up[i] = int32(i)
	}
	return f
}

// next returns the first free gap from r on; the one after the last always is.
func (f *freeGaps) next(r int32) int32 {
	for f.up[r] != r {
		f.up[r] = f.up[f.up[r]]
		r = f.up[r]
	}
	return r
}

// take takes the gaps from to up to to-1.
func (f *freeGaps) take(from, to int32) {
	end := min(to, int32(len(f.up)-1))
	for r := f.next(from); r < end; r = f.next(r) {
		f.up[r] = r + 1
	}
}
