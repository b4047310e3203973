package verdict

import (
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// DefaultBudget is the number of steps of a model that a Judge spends on one
// question, unless told otherwise. A history of twelve calls takes a few dozen.
const DefaultBudget = 200_000

// Judge judges histories by one specification. It keeps its buffers, so that
// judging does not allocate once they have grown, and is for one goroutine.
type Judge struct {
	// Budget is the number of model steps after which a question is Unknown.
	Budget int
	// LongBudget is the same for the searches of CheckLong; 0 is monitor.DefaultBudget.
	LongBudget int

	spec   *models.Spec
	search search
	full   *search // on a two-phase machine, where search is not enough
	last   *search // the one that settled the last question
}

// NewJudge returns a judge by the given specification.
func NewJudge(spec *models.Spec) *Judge {
	return &Judge{Budget: DefaultBudget, spec: spec, search: search{machine: spec.Machine()}}
}

// Result is the answer to Check.
type Result struct {
	// Kind is OK, WrongResult, LostWakeup, Panic or Unknown.
	Kind Kind
	// Steps is how many steps of the model were tried.
	Steps int
	// Reason says why the verdict is Unknown; it is empty for all others.
	Reason string
}

// Check judges a history that satisfies Validate.
//
// The verdict is OK if one order of the phases explains all results and all
// quiescences. Else what went wrong first decides: it is LostWakeup if a call
// was still waiting, or was waiting although it was told to give up; it is
// Panic if a call panicked that must not, and else WrongResult.
func (j *Judge) Check(h *histories.History) Result {
	if err := proven(h); err != nil {
		return Result{Kind: Unknown, Reason: err.Error()}
	}
	s := &j.search
	found, exhausted, err := j.ask(s, h, true, false)
	if found && s.machine.Excused() {
		s = j.twoPhase()
		found, exhausted, err = j.ask(s, h, true, false)
	}
	j.last = s
	steps := s.steps
	switch {
	case err != nil:
		return Result{Kind: Unknown, Reason: err.Error()}
	case exhausted:
		return Result{Kind: Unknown, Steps: steps, Reason: fmt.Sprintf("no answer within %d steps", j.Budget)}
	case found:
		return Result{Kind: OK, Steps: steps}
	}
	for i := range h.Operations {
		if j.mayHaveHeld(&h.Operations[i]) {
			return Result{Kind: Unknown, Steps: steps, Reason: "a pending call may have been granted something for a moment"}
		}
	}
	kind := illegal(h)
	if anyStuck(h) {
		kind = blame(h, func(part *histories.History, demands, relaxed bool) (legal, sure bool) {
			s := j.twoPhase() // who is known to wait matters here
			legal, exhausted, err := j.ask(s, part, demands, relaxed)
			steps += s.steps
			return legal, !exhausted && err == nil
		})
	}
	return Result{Kind: kind, Steps: steps}
}

// twoPhase returns the search that sees who waits, and since when.
func (j *Judge) twoPhase() *search {
	if j.full == nil {
		j.full = &search{machine: j.spec.TwoPhase()}
	}
	return j.full
}

// ask searches for an order with or without the demands of the quiescences; see question.
func (j *Judge) ask(s *search, h *histories.History, demands, relaxed bool) (found, exhausted bool, err error) {
	s.h, s.steps, s.budget, s.relaxed = h, 0, j.Budget, relaxed
	if err := s.machine.Load(h); err != nil {
		return false, false, err
	}
	if err := s.plan.build(s.machine, h, demands); err != nil {
		return false, false, err
	}
	found, exhausted = s.run()
	return found, exhausted, nil
}

// proven returns an error for a history whose stuck calls nobody has proven
// stuck.
func proven(h *histories.History) error {
	for i := range h.Operations {
		if o := &h.Operations[i]; o.Outcome == histories.Stuck {
			if before, _ := stuckBetween(h, i); before == histories.Forever {
				return fmt.Errorf("operation %d %q never returned, but there is no quiescence after it that proves it stuck", i, o.Name)
			}
		}
	}
	return nil
}

func anyStuck(h *histories.History) bool {
	return slices.ContainsFunc(h.Quiescences, func(q histories.Quiescence) bool { return len(q.Stuck) > 0 })
}

func illegal(h *histories.History) Kind {
	for i := range h.Operations {
		if h.Operations[i].Outcome == histories.Panicked {
			return Panic
		}
	}
	return WrongResult
}

// State returns the model's state at the end of the order that the last Check
// found, with the calls that are still waiting. It may be called only after a
// verdict OK, and only until the next call of a method of j.
func (j *Judge) State() models.State {
	var waiting []int
	for i := range j.last.h.Operations {
		if j.last.h.Operations[i].Outcome == histories.Stuck {
			waiting = append(waiting, i)
		}
	}
	return j.last.machine.Snapshot(j.last.final, waiting)
}
