package verdict

import "github.com/tenter-go/tenter/models"

// advance goes along the borders up to the end of a phase that is not done. It
// reports whether there is one.
func (a *along) advance() bool {
	for ; a.at < len(a.edges); a.at++ {
		e := a.edges[a.at]
		if e.what == phaseEnds && a.done>>a.phases[e.of].bit&1 == 0 {
			a.farthest = max(a.farthest, a.at)
			return true
		}
		a.pass(e, true)
		if e.what == callEnds || e.what == phaseEnds && a.phases[e.of].kind == models.Settle {
			a.done &^= a.bitsOf(e)
		}
	}
	return false
}

// rewind goes back to a border.
func (a *along) rewind(to int) {
	for a.at > to {
		a.at--
		a.pass(a.edges[a.at], false)
	}
}

// bitsOf returns the bits that a border makes free.
func (a *along) bitsOf(e border) (word uint64) {
	if e.what == phaseEnds {
		return 1 << a.phases[e.of].bit
	}
	for i := a.first[e.of]; i < a.first[e.of+1]; i++ {
		word |= 1 << a.phases[i].bit
	}
	return word
}

// pass crosses a border forwards, or backwards.
func (a *along) pass(e border, forwards bool) {
	switch e.what {
	case callBegins, callEnds:
		place := a.places[e.of]
		if forwards == (e.what == callBegins) {
			a.active |= 1 << place
			a.inPlace[place] = e.of
			a.machine.Place(int(place), a.l.Operation(int(e.of), a.index[a.l.Calls[e.of].Name]))
			if e.what == callEnds {
				a.open(e.of)
			}
		} else {
			a.active &^= 1 << place
			if e.what == callEnds {
				a.started &^= a.bitsOf(e)
			}
		}
	case phaseBegins:
		bit := a.phases[e.of].bit
		if forwards {
			a.started |= 1 << bit
			a.inBit[bit] = e.of
		} else {
			a.started &^= 1 << bit
		}
	case phaseEnds:
		if a.phases[e.of].kind == models.Settle {
			bit := a.phases[e.of].bit
			if forwards {
				a.started &^= 1 << bit
			} else {
				a.started |= 1 << bit
				a.inBit[bit] = e.of
			}
		}
	}
}

// open makes the phases of a call that had ended count as begun again.
func (a *along) open(call int32) {
	for i := a.first[call]; i < a.first[call+1]; i++ {
		if a.phases[i].kind != flag {
			a.started |= 1 << a.phases[i].bit
			a.inBit[a.phases[i].bit] = i
		}
	}
}
