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
		if len(h.Quiescences[k].Stuck) > 0 {
			if legal, sure := ask(part, k > 0, true); sure && legal {
				return LostWakeup
			}
		}
		return illegal(part)
	}
	return illegal(h)
}

// upTo returns what was seen of h up to its k-th quiescence: calls that were pending then are stuck.
func upTo(h *histories.History, k int) *histories.History {
	at := h.Quiescences[k].At
	part := &histories.History{Quiescences: h.Quiescences[: k+1 : k+1], Unordered: h.Unordered}
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
