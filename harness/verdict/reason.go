package verdict

import (
	"fmt"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// why says why the model refuses a phase in the state of a level.
func (t *trial) why(ph *phase, level int) string {
	if ph.kind == models.Settle {
		return t.whyNotQuiet(int(ph.call), level)
	}
	state := t.spec.Describe(t.machine.Snapshot(level, nil))
	label, o := t.labels[ph.call], &t.h.Operations[ph.call]
	switch ph.kind {
	case models.Enter:
		return t.whyNotEnter(int(ph.call), level, state)
	case models.Cancel:
		return fmt.Sprintf("%s does not wait any more, so it can't give up", label)
	case models.Refuse:
		return fmt.Sprintf("%s: %s must succeed, but it timed out", state, label)
	case hold:
		return fmt.Sprintf("%s: %s can't be granted", state, label)
	}
	if o.Outcome == histories.Cancelled {
		return fmt.Sprintf("%s: %s can't leave yet, but it came back", state, label)
	}
	return fmt.Sprintf("%s: %s must still wait, but it returned", state, label)
}

func (t *trial) whyNotEnter(call, level int, state string) string {
	label, o := t.labels[call], &t.h.Operations[call]
	if o.Mode == histories.Done && o.Outcome != histories.Cancelled {
		return fmt.Sprintf("the context of %s was done before the call, so it must fail with the context's error", label)
	}
	effect := t.spec.Possible(t.machine.Snapshot(level, nil), o.Op, o.In)
	returned := "returned"
	if o.Outcome == histories.Returned && (o.Out != nil || effect.Out != nil) {
		returned += " " + histories.FormatValue(o.Out)
	}
	if o.Outcome == histories.Panicked {
		returned = "panicked"
	}
	switch {
	case o.Outcome == histories.Cancelled:
		return fmt.Sprintf("%s: %s must succeed at once, but it came back cancelled", state, label)
	case o.Outcome == histories.Stuck:
		return fmt.Sprintf("%s, and %s must return at once", state, label)
	case effect.Blocks:
		return fmt.Sprintf("%s: %s must wait, but it %s", state, label, returned)
	case effect.Out == any(models.Panics):
		return fmt.Sprintf("%s: %s must panic, but it %s", state, label, returned)
	case effect.Out != o.Out || o.Outcome == histories.Panicked:
		return fmt.Sprintf("%s: %s must return %s, but it %s", state, label, histories.FormatValue(effect.Out), returned)
	}
	return t.whyNotGrant(call, level)
}

// whyNotGrant names the waiting call that the call would let go on, and which
// did something else.
func (t *trial) whyNotGrant(call, level int) string {
	label := t.labels[call]
	for _, w := range t.machine.Snapshot(level, nil).Waiting() {
		o := &t.h.Operations[w.Call]
		waiter := t.labels[w.Call]
		if o.Outcome == histories.Stuck {
			return fmt.Sprintf("%s waits, and %s must let it go on", waiter, label)
		}
		if o.Outcome == histories.Returned && o.Out != nil {
			return fmt.Sprintf("%s waits, and %s lets it go on with another result than %s", waiter, label, histories.FormatValue(o.Out))
		}
	}
	return fmt.Sprintf("%s lets a call go on that was not granted", label)
}

// whyNotQuiet says of the first stuck call that may not be stuck since when it
// should have gone on.
func (t *trial) whyNotQuiet(quiescence, level int) string {
	for _, i := range t.h.Quiescences[quiescence].Stuck {
		waiting, able := t.machine.Waits(level, i)
		if waiting && !able {
			continue
		}
		return t.since(i, level)
	}
	return "a call is stuck that may not be"
}

// since finds the move after which a stuck call could go on.
func (t *trial) since(call, level int) string {
	label, arrived := t.labels[call], -1
	cause := -1
	for k, s := range t.path {
		if s.call == call {
			arrived = k
		}
	}
	for k := len(t.path) - 1; k >= arrived && k >= 0; k-- {
		if waiting, able := t.machine.Waits(t.path[k].level, call); waiting && !able {
			break
		}
		cause = k
	}
	if cause > arrived && arrived >= 0 {
		return fmt.Sprintf("%s waits, and %s must let it go on", label, t.path[cause].label)
	}
	at := level
	if arrived >= 0 {
		at = t.path[arrived].level
	}
	return fmt.Sprintf("%s, and %s must return at once", t.spec.Describe(t.machine.Snapshot(at, nil)), label)
}
