package monitor

// fifo judges the ops of an unbounded queue in linear time. ok is false where
// it does not apply: a value is put twice, an op is more than a put, a get or a look
// that found nothing, or pending gets leave open what they took.
//
// Let put(v) and get(v) be the ops of a value. A history in which no value is
// put twice is legal iff none of these is in it (Henzinger, Sezgin, Vafeiadis, CONCUR 2013, as VFresh,
// VRepet, VOrd and VWit; Abdulla and others, PLDI 2025):
//
//   - a get of a value that was not put, or that ends before the put begins
//   - two gets of one value
//   - two values v and w, put(w) before put(v), of which get(v) ends before get(w) begins, or w is never got
//   - a look that found nothing, in each gap of which some value is inside for
//     sure: its put has ended and its get has not begun
//
// Pending puts: if the value is got, the put may take effect until then, which a
// put without an end says. If it is not, leaving it out is always right: no get needs it,
// and an item more makes others no more legal.
//
// Pending gets: to leave them out is one way to explain them, so what is legal
// without them is legal. The conditions on values that were got hold whatever pending gets
// took, since those took others. What is illegal only because of values that nobody is
// known to have got is left open.
func fifo(ops []op) (answer Answer, ok bool) {
	const by = "queue monitor"
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
	a := l.ordered(by, ops)
	if a.Verdict != Illegal {
		a = l.emptiness(by, ops)
	}
	if a.Verdict != Illegal {
		return legal(by), true
	}
	if len(l.gets) == 0 {
		return a, true
	}
	l.known(ops, true)
	if a = l.ordered(by, ops); a.Verdict != Illegal {
		a = l.emptiness(by, ops)
	}
	return a, a.Verdict == Illegal
}

// ordered returns an illegal answer if a value overtook another.
//
// It goes along the history and keeps, of the values whose puts have ended, the
// one whose get begins last. A put that begins now comes after all of them.
func (l *lives) ordered(by string, ops []op) Answer {
	at := make([]int32, 2*(l.last+1)) // by rank: the value that is put from there, and the one that is put by then, one more each
	for i := range l.values {
		v := &l.values[i]
		at[2*v.in.begin+1] = int32(i) + 1
		if v.in.end != never {
			at[2*v.in.end] = int32(i) + 1
		}
	}
	latest := int32(-1)
	for k, i := range at {
		if i--; i < 0 {
			continue
		}
		v := &l.values[i]
		if k%2 == 0 {
			if latest < 0 || v.gone.begin > l.values[latest].gone.begin {
				latest = i
			}
			continue
		}
		if latest >= 0 && v.isGot() && v.gone.end <= l.values[latest].gone.begin {
			return l.overtaken(by, ops, v, &l.values[latest])
		}
	}
	return Answer{}
}

func (l *lives) overtaken(by string, ops []op, v, w *life) Answer {
	first, second, early := ops[w.put].call, ops[v.put].call, ops[v.get].call
	if !w.isGot() {
		return illegal(by, "%s ended before %s began, but %s took the later item, and nobody the earlier one", first, second, early)
	}
	return illegal(by, "%s ended before %s began, but %s took the later item before %s began to take the earlier one", first, second, early, ops[w.get].call)
}
