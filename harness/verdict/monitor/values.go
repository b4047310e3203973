package monitor

// life is what happened to one value of a container: when it was put and when
// it was got. The letters of the proofs are in the comments.
type life struct {
	in, gone span // of the put and of the get; gone.begin is never if there is none
	put, get int32
}

// span is the begin and the end of an op.
type span struct{ begin, end int32 }

var noSpan = span{never, never}

// isGot reports whether there is a get of the value.
func (l *life) isGot() bool { return l.gone.begin != never }

// inside returns the gaps in which the value is in the container for sure: from
// the end of its put to the beginning of its get. They may be none.
func (l *life) inside() (from, to int32) { return l.in.end, l.gone.begin }

// lives are the values of a container with the looks that found it empty.
type lives struct {
	values  []life
	empties []int32 // ops
	gets    []int32 // pending gets: ops
	last    int32   // the last rank of all
}

// newLives gathers what the ops say. It returns an illegal answer if a value
// is got that was not put, or before that, or twice; and ok is false if a value is put
// twice, so that this is not a history of distinct values.
func newLives(by string, ops []op) (l *lives, bad Answer, ok bool) {
	l = &lives{}
	puts := 0
	for i := range ops {
		if ops[i].kind == put {
			puts++
		}
	}
	l.values = make([]life, 0, puts)
	ix := newIndex(ops)
	for i := range ops {
		o := &ops[i]
		l.last = max(l.last, o.begin)
		if o.end != never {
			l.last = max(l.last, o.end)
		}
		switch o.kind {
		case put:
			if !ix.set(o.v, int32(len(l.values))) {
				return nil, Answer{}, false
			}
			l.values = append(l.values, life{in: span{o.begin, o.end}, gone: noSpan, put: int32(i), get: -1})
		case empty:
			l.empties = append(l.empties, int32(i))
		case get:
			if o.pending {
				l.gets = append(l.gets, int32(i))
			}
		}
	}
	bad = l.match(by, ops, ix)
	return l, bad, true
}

// match finds the put of each get.
func (l *lives) match(by string, ops []op, ix *index) Answer {
	for i := range ops {
		o := &ops[i]
		if o.kind != get || o.pending {
			continue
		}
		at, found := ix.get(o.v)
		if !found {
			return illegal(by, "%s returned a value that nobody put", o.call)
		}
		switch v := &l.values[at]; {
		case v.isGot():
			return illegal(by, "%s and %s returned the same item, which was put once", ops[v.get].call, o.call)
		case o.end <= v.in.begin:
			return illegal(by, "%s returned an item before %s began to put it", o.call, ops[v.put].call)
		default:
			v.gone, v.get = span{o.begin, o.end}, int32(i)
		}
	}
	return Answer{}
}

// known drops the values that nobody is known to have got: pending puts, which
// may have had no effect, always; and the others too if all is true, since a
// pending get may have taken them.
func (l *lives) known(ops []op, all bool) {
	kept := l.values[:0]
	for _, v := range l.values {
		if v.isGot() || !all && !ops[v.put].pending {
			kept = append(kept, v)
		}
	}
	l.values = kept
}

// emptiness returns an illegal answer if a look that found nothing lies in gaps
// in each of which some value is inside for sure.
func (l *lives) emptiness(by string, ops []op) Answer {
	if len(l.empties) == 0 {
		return Answer{}
	}
	inside := make([]int32, l.last+2) // how many more are inside in gap r than in r-1; then the free gaps up to r
	for i := range l.values {
		if from, to := l.values[i].inside(); from < to {
			inside[min(from, l.last+1)]++
			inside[min(to, l.last+1)]--
		}
	}
	free, now := int32(0), int32(0)
	for r := range inside {
		now += inside[r]
		if now == 0 {
			free++
		}
		inside[r] = free
	}
	for _, i := range l.empties {
		o := &ops[i]
		if inside[o.end-1] == inside[o.begin]-isFree(inside, o.begin) {
			return illegal(by, "%s found nothing, but at each moment of it something was inside", o.call)
		}
	}
	return Answer{}
}

// isFree tells from the sums whether gap r is free.
func isFree(sums []int32, r int32) int32 {
	if r == 0 {
		return sums[0]
	}
	return sums[r] - sums[r-1]
}
