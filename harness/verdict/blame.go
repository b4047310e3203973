package verdict

import "github.com/tenter-go/tenter/histories"

// question asks whether a history has a legal order. Without demands its quiescences are left out of account. Relaxed says that there
// are stuck calls that no quiescence speaks for, so that they may have been granted. sure is false if the budget ended first.
type question func(h *histories.History, demands, relaxed bool) (legal, sure bool)

// blame says what is wrong with an illegal history: what went wrong first decides.
//
// The history is read quiescence by quiescence. If what was seen up to one is illegal only because of what is stuck there, a wake-up has
// been lost. If the results up to there are illegal, although whoever was stuck at the quiescences before was so rightly, a result
// is wrong: that of a call that overtakes one known to be waiting, say. To ask only whether the results alone can be explained would call
// that a lost wake-up, since without the quiescences nobody knows who waits.
//
// A call that waited and then gave up, although by then it must have been let in, has lost its wake-up as well: nobody but its
// context came to wake it.
//
// Should a budget end on the way, the answer is the harsher one: that the history is illegal is certain by then.
func blame(h *histories.History, ask question) Kind {
	for k := range h.Quiescences {
		part := upTo(h, k)
		legal, sure := ask(part, true, false)
		switch {
		case !sure:
			return illegal(h)
		case legal:
			continue
		}
		part.Quiescences = part.Quiescences[:k]
		return blameOne(part, len(h.Quiescences[k].Stuck) > 0, ask)
	}
	return blameOne(h.Clone(), false, ask)
}

// blameOne says what is wrong in the part up to a quiescence, which is not among the part's, when nothing was before.
func blameOne(part *histories.History, stuck bool, ask question) Kind {
	demands := len(part.Quiescences) > 0
	if stuck {
		if legal, sure := ask(part, demands, true); sure && legal {
			return LostWakeup
		}
	}
	kind := illegal(part)
	if kind != WrongResult || !patient(part) {
		return kind
	}
	if legal, sure := ask(part, demands, true); sure && legal {
		return LostWakeup
	}
	return kind
}

// patient turns calls that waited and gave up into such that wait on. It reports whether there was one.
func patient(h *histories.History) (any bool) {
	for i := range h.Operations {
		if o := &h.Operations[i]; o.Outcome == histories.Cancelled && o.Waited && o.CutShort(o.Return) {
			o.Outcome, o.Return, o.Cancel, o.Out = histories.Stuck, histories.Forever, 0, nil
			any = true
		}
	}
	return any
}

// upTo returns what was seen of h up to its k-th quiescence: calls that were pending then are stuck.
func upTo(h *histories.History, k int) *histories.History {
	at := h.Quiescences[k].At
	part := &histories.History{Quiescences: h.Quiescences[: k+1 : k+1]}
	for _, o := range h.Operations {
		if o.Call > at {
			break
		}
		if o.Return > at {
			o.Return, o.Outcome, o.Out = histories.Forever, histories.Stuck, nil
		}
		part.Operations = append(part.Operations, o)
	}
	return part
}
