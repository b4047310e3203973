package impl

import (
	"context"
	"slices"

	"github.com/tenter-go/tenter/harness/reach"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
)

// Outcome is what a search on a subject gave.
type Outcome struct {
	Options  worker.Options // of the campaign that the result is of
	Result   *worker.Result
	Stressed *worker.Result // of the campaign without control that was made besides; nil if there was none, or if it is Result
	Passes   []string       // options that weaken the model, of which each alone has the subject pass for a while
}

// hintRuns is how long a subject must pass under a weaker model for that to be proposed.
const hintRuns = 2000

// Search checks a subject.
//
// What a subject does when a function panics that it was passed is of less interest than all else: such calls are made only if nothing is found without them.
// If there is code that is out of control, and nothing is found under control, there is a campaign without control as well; it decides where that under
// control could not.
func (s *Subject) Search(ctx context.Context, o worker.Options, unseen []reach.Limit) (*Outcome, error) {
	staged := o
	staged.Budget, o.Budget = o.Budget/2, o.Budget-o.Budget/2
	if gentle := s.Binding.Family.Gentle(s.Impl.Allow); len(gentle) > len(s.Impl.Allow) && !o.Stress {
		found, err := s.under(ctx, staged, gentle)
		if err != nil || found.Result.Found != nil || found.Result.Interrupted {
			return found, err
		}
	}
	found, err := s.under(ctx, o, s.Impl.Allow)
	if err != nil || found.Result.Verdict.Violation() || found.Result.Interrupted || o.Stress || o.Race || len(unseen) == 0 || s.Impl.Spec != "" {
		return found, err
	}
	o.Stress, o.Strategy, o.Workers = true, "", 0
	stressed, err := s.under(ctx, o, s.Impl.Allow)
	if err != nil {
		return nil, err
	}
	if stressed.Result.Verdict.Violation() || found.Result.Verdict != verdict.OK {
		return stressed, nil
	}
	found.Stressed = stressed.Result
	return found, nil
}

// under makes a campaign in which that is allowed, and finds out about a violation what else would have to be.
func (s *Subject) under(ctx context.Context, o worker.Options, allow []string) (*Outcome, error) {
	res, err := s.once(ctx, &o, allow)
	if err != nil {
		return nil, err
	}
	found := &Outcome{Options: o, Result: res}
	if res.Found == nil || s.Impl.Spec != "" {
		return found, nil
	}
	o.Progress, o.Raw, o.Budget, o.Runs = nil, true, 0, hintRuns
	for _, name := range s.Binding.Family.Allows {
		if slices.Contains(allow, name) || ctx.Err() != nil {
			continue
		}
		if res, err := s.once(ctx, &o, append(slices.Clone(allow), name)); err == nil && res.Verdict == verdict.OK && !res.Interrupted {
			found.Passes = append(found.Passes, name)
		}
	}
	return found, nil
}

// once makes a campaign in which that is allowed; the options get its target.
func (s *Subject) once(ctx context.Context, o *worker.Options, allow []string) (*worker.Result, error) {
	impl := s.Impl
	impl.Allow = allow
	o.Target = s.Target()
	o.Target.Impl = &impl
	return worker.Run(ctx, *o)
}
