package verdict

import (
	"fmt"

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
		if res := j.Check(l.History(j.spec.Index)); res.Kind != Unknown {
			return Finding{Result: res, By: "exact search"}
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

// long asks the monitors, and then the search along the history.
func (j *Judge) long(l *histories.Long) monitor.Answer {
	a := monitor.Judge(j.spec, l, j.LongBudget)
	if a.Verdict != monitor.Open {
		return a
	}
	return a
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
