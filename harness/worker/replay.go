package worker

import (
	"context"
	"fmt"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/verdict"
)

// Replayed is what running a counterexample again gave.
type Replayed struct {
	Verdict  verdict.Kind
	Died     bool   // the process died of it
	Same     bool   // it went the same way as when it was found
	Followed bool   // every decision of the schedule could be followed
	Diverged string // else where it went another way
	Reason   string // for unknown: why
	Report   string // the report on this execution
	Stamp    string // see Result
}

// Replay runs a counterexample once more in a worker of its own, and has a report written. Of the options those that shape a campaign do
// not matter. It returns an error if it could not be run.
func Replay(ctx context.Context, o Options, c *counterexample.Counterexample, page Page) (*Replayed, error) {
	o.fill()
	o.Target, o.Stress = c.Target, c.Observed != nil
	s := &supervisor{o: o, ledger: newLedger(0, nil)}
	spec, err := o.Find.spec(c.Target)
	if err != nil {
		return nil, err
	}
	text, err := counterexample.Format(c, spec)
	if err != nil {
		return nil, err
	}
	w, err := s.launch()
	if err != nil {
		return nil, err
	}
	defer w.end()
	defer context.AfterFunc(ctx, func() { w.cmd.Process.Kill() })()
	r, f, err := w.ask(command{Do: verbReplay, Case: string(text), Page: &page}, o.looks())
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("the replay was interrupted: %w", ctx.Err())
	case err != nil:
		return nil, err
	case f != nil:
		return s.failedReplay(c, f, w.journal.Open(), page)
	case r.Replay == nil:
		return nil, fmt.Errorf("the worker answered another question than it was asked")
	}
	got := r.Replay
	return &Replayed{
		Verdict: got.Verdict, Same: got.Same && !c.Died, Followed: got.Followed, Diverged: got.Diverged, Reason: got.Reason, Report: got.Report, Stamp: s.stamp,
	}, nil
}

// Report writes what there is to say of a counterexample without running it again.
func Report(find Find, c *counterexample.Counterexample, page Page) (string, error) {
	spec, err := find.spec(c.Target)
	if err != nil {
		return "", err
	}
	in := report.Input{Counterexample: c, Spec: spec}
	if err := explainObserved(&in); err != nil {
		return "", err
	}
	return page.Write(in)
}

// failedReplay is for a replay that the worker did not come back from.
func (s *supervisor) failedReplay(c *counterexample.Counterexample, f *failure, at *postmortem.Entry, page Page) (*Replayed, error) {
	now := *c
	r := &Replayed{Verdict: verdict.Panic, Died: true, Stamp: s.stamp}
	if f.hung {
		r.Verdict, r.Died = verdict.Unknown, false
		r.Reason = s.hangText(f)
		now.Message = r.Reason
	} else {
		d := death{s: s, c: &now}
		d.describe(f)
		r.Same = c.Died && c.Message == now.Message
		if !r.Same {
			r.Diverged = fmt.Sprintf("%s; it was found as %s: %s", now.Message, c.Verdict, c.Message)
		}
	}
	now.Verdict = r.Verdict
	if at != nil && at.Steps > 0 {
		text, err := s.approached(&now, at, page)
		if r.Report = text; text != "" || err != nil {
			return r, err
		}
	}
	var err error
	r.Report, err = Report(s.o.Find, &now, page)
	return r, err
}

// approached has a worker write the report on a case that another one died of, having run it up to the last step. It returns "" if that
// one died as well.
func (s *supervisor) approached(c *counterexample.Counterexample, at *postmortem.Entry, page Page) (string, error) {
	spec, err := s.o.Find.spec(c.Target)
	if err != nil {
		return "", err
	}
	text, err := counterexample.Format(c, spec)
	if err != nil {
		return "", err
	}
	r, f, err := s.fresh(command{Do: verbReplay, Case: string(text), Page: &page, Task: at.Task, Steps: at.Steps})
	if err != nil || f != nil || r.Replay == nil {
		return "", err
	}
	return r.Replay.Report, nil
}
