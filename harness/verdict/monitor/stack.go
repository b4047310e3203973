package monitor

// stack judges the ops of an unbounded stack in time n log n. ok is false where
// it does not apply, as for fifo.
//
// It takes values away whose removal changes nothing, until none is left or
// none can be taken away (Lee and Mathur, OOPSLA 2025; Abdulla and others, PLDI
// 2025). A gap is free if no value that is left is inside for sure. An op can be the
// outermost one if it covers a free gap: there it is put onto the bottom, or
// leaves the stack empty. A value can be taken away if both its ops can, or its
// put if it is never got. The history is legal iff all can be taken away and no look that found nothing
// is wrong, which is as for a queue.
//
// A value whose put and get overlap is taken away at once: in a gap that both
// cover it may be put and got with nothing in between.
//
// Pending calls are as for a queue: what is got by known gets alone must be
// legal by itself, since a stack without some items, put and got, is a stack.
func stack(ops []op) (answer Answer, ok bool) {
	const by = "stack monitor"
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
	l.known(ops, false)
	a := l.lastInFirstOut(by, ops)
	if a.Verdict != Illegal {
		return legal(by), true
	}
	if len(l.gets) == 0 {
		return a, true
	}
	l.known(ops, true)
	a = l.lastInFirstOut(by, ops)
	return a, a.Verdict == Illegal
}

func (l *lives) lastInFirstOut(by string, ops []op) Answer {
	if a := l.emptiness(by, ops); a.Verdict == Illegal {
		return a
	}
	p := newPeeling(l)
	if v, all := p.run(); !all {
		if g := l.values[v].get; g >= 0 {
			return illegal(by, "the item that %s put and %s got left at no moment at which it can have been the last", ops[l.values[v].put].call, ops[g].call)
		}
		return illegal(by, "the item that %s put stays, but something below it was got", ops[l.values[v].put].call)
	}
	return Answer{}
}

// peeling takes values away.
//
// Only ends of puts and beginnings of gets change how many values are inside, so
// gaps between them are one stretch. Counts of stretches are kept in a tree that finds a free one,
// ops in a tree that finds one that covers it.
type peeling struct {
	values  []life
	left    []bool
	marks   []uint8 // of each value: how many of its two ops can be outermost
	stretch []int32 // of each gap
	inside  leastTree
	covers  coverTree
}

func newPeeling(l *lives) *peeling {
	p := &peeling{values: l.values, left: make([]bool, len(l.values)), marks: make([]uint8, len(l.values)), stretch: make([]int32, l.last+2)}
	for i := range p.values {
		if from, to := p.values[i].inside(); from < to {
			p.left[i] = true
			p.stretch[from] = 1
			if to != never {
				p.stretch[to] = 1
			}
		}
	}
	for r := 1; r < len(p.stretch); r++ {
		p.stretch[r] += p.stretch[r-1]
	}
	counts := make([]int32, p.stretch[len(p.stretch)-1]+1)
	var spans []cover
	for i := range p.values {
		if !p.left[i] {
			continue
		}
		v := &p.values[i]
		from, to := p.whole(i)
		counts[from]++
		if int(to) < len(counts) {
			counts[to]--
		}
		spans = append(spans, p.cover(v.in, i))
		if v.isGot() {
			spans = append(spans, p.cover(v.gone, i))
		} else {
			p.marks[i]++
		}
	}
	for s := 1; s < len(counts); s++ {
		counts[s] += counts[s-1]
	}
	p.inside = newLeastTree(counts)
	p.covers = newCoverTree(spans, len(counts))
	return p
}

// whole returns the stretches in which value i is inside, from and up to.
func (p *peeling) whole(i int) (from, to int32) {
	begin, end := p.values[i].inside()
	if end == never {
		return p.stretch[begin], p.stretch[len(p.stretch)-1] + 1
	}
	return p.stretch[begin], p.stretch[end]
}

// cover returns the stretches that an op of value i covers.
func (p *peeling) cover(s span, i int) cover {
	end := min(int(s.end)-1, len(p.stretch)-1)
	return cover{p.stretch[s.begin], p.stretch[end], int32(i)}
}

// run takes away all that can be, and returns a value that is left if there is one.
func (p *peeling) run() (value int, all bool) {
	for {
		s, free := p.inside.zero()
		if !free {
			break
		}
		p.inside.add(int(s), int(s)+1, 1<<29) // it need not be found again
		for {
			i, found := p.covers.take(s)
			if !found {
				break
			}
			if p.marks[i]++; p.marks[i] == 2 {
				p.left[i] = false
				from, to := p.whole(int(i))
				p.inside.add(int(from), int(to), -1)
			}
		}
	}
	for i, left := range p.left {
		if left {
			return i, false
		}
	}
	return 0, true
}
