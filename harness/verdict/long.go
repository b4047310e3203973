package verdict

import (
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/harness/verdict/monitor"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Finding is the verdict on a history of any length.
type Finding struct {
	Result
	// By names the judge that settled it: "queue monitor", "exact search".
	By string
	// Reason of a Finding also says why the history is illegal. It has a %s for each of Calls.
	Calls []int
}

// CheckLong judges a history of any length, the names and values of which must be
// those of the specification (see models.Spec.Admit). Short ones are judged as
// Check does; long ones by a monitor, where there is one for the object, and else by
// a search along the history. Kinds are those of Check, but of a long history
// that is legal but for what is stuck LostWakeup is said wherever that happened.
//
// What is stuck must be proven so, by a quiescence; pending calls may be in any place.
func (j *Judge) CheckLong(l *histories.Long) Finding {
	if len(l.Calls) <= models.MaxCalls {
		h := l.History(j.spec.Index)
		if res := j.Check(h); res.Kind != Unknown {
			return j.confirmed(h, res)
		}
	}
	a := j.long(l)
	f := Finding{Result: Result{Steps: a.Steps, Reason: a.Reason}, By: a.By, Calls: a.Calls}
	switch a.Verdict {
	case monitor.Legal:
		f.Kind = OK
	case monitor.Illegal:
		f.Kind = j.kindOf(l)
	default:
		f.Kind = Unknown
	}
	return f
}

// confirmed is what the exact search says of a short history, if porcupine says so
// too where it is illegal.
func (j *Judge) confirmed(h *histories.History, res Result) Finding {
	f := Finding{Result: res, By: "exact search"}
	if res.Kind == OK {
		return f
	}
	switch kind, err := j.Confirm(h); {
	case err != nil:
		f.Kind, f.Reason = Unknown, err.Error()
	case kind == OK:
		f.Kind, f.Reason = Unknown, fmt.Sprintf("harness bug: the exact search says %v, porcupine ok; please report the history", res.Kind)
	case kind.Violation():
		f.By += " and porcupine"
	}
	return f
}

// long asks the monitors, and then the search along the history.
func (j *Judge) long(l *histories.Long) monitor.Answer {
	a := monitor.Judge(j.spec, l, j.LongBudget)
	if a.Verdict != monitor.Open {
		return a
	}
	why := a.Reason
	a = j.searchAlong(l)
	if a.Verdict == monitor.Open {
		a.Reason += "; " + why
	}
	return a
}

// defaultAlong is the number of steps of a model after which a search along a history gives up.
const defaultAlong = 20_000_000

// searchAlong judges a history of any length by the model alone.
func (j *Judge) searchAlong(l *histories.Long) monitor.Answer {
	const by = "search along the history"
	budget := j.LongBudget
	if budget == 0 {
		budget = defaultAlong
	}
	machine := j.spec.Machine()
	for {
		w, impossible, err := layOut(machine, j.spec, l)
		switch {
		case err != nil:
			return monitor.Answer{By: by, Reason: err.Error()}
		case impossible != "":
			return monitor.Answer{Verdict: monitor.Illegal, By: by, Reason: strings.ReplaceAll(impossible, "%", "%%")}
		}
		a := newAlong(w, machine, j.spec, l, budget)
		found, exhausted := a.run()
		switch {
		case found && machine.Excused():
			machine = j.spec.TwoPhase() // which sees who waits, and since when
			continue
		case found:
			return monitor.Answer{Verdict: monitor.Legal, By: by, Steps: a.steps}
		case exhausted:
			return monitor.Answer{By: by, Steps: a.steps, Reason: fmt.Sprintf("no answer within %d steps of the search", a.steps)}
		}
		return j.refused(a, by)
	}
}

// refused is the answer where a search found no order.
func (j *Judge) refused(a *along, by string) monitor.Answer {
	answer := monitor.Answer{Verdict: monitor.Illegal, By: by, Steps: a.steps, Reason: "no order of the calls up to a quiescence lets those wait that are stuck there"}
	if ph := &a.phases[a.edges[a.farthest].of]; ph.kind != models.Settle {
		answer.Reason, answer.Calls = "no order of the calls up to the end of %s explains what they returned", []int{int(ph.call)}
	}
	for i := range a.l.Calls {
		o := a.l.Operation(i, -1)
		switch {
		case o.Outcome == histories.Cancelled && a.doubtful:
			return monitor.Answer{By: by, Steps: a.steps, Reason: "a call may have been refused because one waited that gave up before"}
		case j.mayHaveHeld(&o):
			return monitor.Answer{By: by, Steps: a.steps, Reason: "a pending call may have been granted something for a moment"}
		}
	}
	return answer
}

// mayHaveHeld reports whether a pending call may be about to give back what it was granted.
func (j *Judge) mayHaveHeld(o *histories.Operation) bool {
	return o.Outcome == histories.Pending && o.CutShort(histories.Forever) && j.spec.Object().GivesBack
}

// kindOf says what is wrong with an illegal history.
func (j *Judge) kindOf(l *histories.Long) Kind {
	kind := WrongResult
	stuck := false
	for i := range l.Calls {
		if l.Calls[i].Outcome == histories.Panicked {
			kind = Panic
		}
		stuck = stuck || l.Calls[i].Outcome == histories.Stuck
	}
	if (stuck || len(l.Quiescences) > 0) && j.long(l.Unproven()).Verdict == monitor.Legal {
		return LostWakeup
	}
	return kind
}

// Text returns the reason with its calls named by name.
func (f *Finding) Text(name func(call int) string) string {
	if len(f.Calls) == 0 {
		return f.Reason
	}
	names := make([]any, len(f.Calls))
	for i, c := range f.Calls {
		names[i] = name(c)
	}
	return fmt.Sprintf(f.Reason, names...)
}
