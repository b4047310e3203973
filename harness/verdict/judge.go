package verdict

import (
	"fmt"

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

	spec   *models.Spec
	search search
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
// quiescences. It is LostWakeup if the results alone can be explained, so that
// what is wrong is that some call was still waiting, or was waiting although it
// was told to give up. It is Panic if they can't and a call panicked, and else
// WrongResult. Should the budget end while the last two are told from
// LostWakeup, the answer is the harsher one: that the history is illegal is
// certain by then.
func (j *Judge) Check(h *histories.History) Result {
	s := &j.search
	s.h, s.steps, s.budget = h, 0, j.Budget
	if err := j.load(h); err != nil {
		return Result{Kind: Unknown, Reason: err.Error()}
	}
	found, exhausted, err := s.ask(true)
	switch {
	case err != nil:
		return Result{Kind: Unknown, Reason: err.Error()}
	case exhausted:
		return Result{Kind: Unknown, Steps: s.steps, Reason: fmt.Sprintf("no answer within %d steps", j.Budget)}
	case found:
		return Result{Kind: OK, Steps: s.steps}
	}
	kind := illegal(h)
	if anyStuck(h) {
		s.budget += j.Budget
		if found, _, err := s.ask(false); err == nil && found {
			kind = LostWakeup
		}
	}
	return Result{Kind: kind, Steps: s.steps}
}

// ask searches with or without the demands of the quiescences.
func (s *search) ask(demands bool) (found, exhausted bool, err error) {
	s.relaxed = !demands
	if err := s.plan.build(s.machine, s.h, demands); err != nil {
		return false, false, err
	}
	found, exhausted = s.run()
	return found, exhausted, nil
}

// load hands the history to the machine, and refuses one whose stuck calls
// nobody has proven stuck.
func (j *Judge) load(h *histories.History) error {
	for i := range h.Operations {
		if o := &h.Operations[i]; o.Outcome == histories.Stuck {
			if before, _ := stuckBetween(h, i); before == histories.Forever {
				return fmt.Errorf("operation %d %q never returned, but there is no quiescence after it that proves it stuck", i, o.Name)
			}
		}
	}
	return j.search.machine.Load(h)
}

func anyStuck(h *histories.History) bool {
	for _, q := range h.Quiescences {
		if len(q.Stuck) > 0 {
			return true
		}
	}
	return false
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
	for i := range j.search.h.Operations {
		if j.search.h.Operations[i].Outcome == histories.Stuck {
			waiting = append(waiting, i)
		}
	}
	return j.search.machine.Snapshot(j.search.final, waiting)
}
