package worker

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
)

// stressed runs a share without control.
func (s *server) stressed(c command) (reply, error) {
	number := int64(c.Share.Number) + 1
	stop := func() bool {
		s.journal.Tick()
		return s.stop.Load() == number
	}
	res, err := stress.RunShare(s.target, c.Share, stress.Options{Alone: true}, s.begins, stop)
	if err != nil {
		return reply{}, err
	}
	r := &shareReply{Stats: res.Stats, Spent: res.Spent}
	if f := res.Found; f != nil {
		text, err := s.format(f.Counterexample)
		if err != nil {
			return reply{}, err
		}
		r.Found = &foundReply{Position: f.Position, Case: text}
	}
	return reply{Share: r}, nil
}

// stressAgain runs the scenario of a case that was found without control, again and again, until it fails or there was no end of it.
func (s *server) stressAgain(x *counterexample.Counterexample, page *Page) (reply, error) {
	got, err := stress.Replay(s.target, x, stress.Options{Alone: true}, func() bool {
		s.journal.Tick()
		return false
	})
	if err != nil {
		return reply{}, err
	}
	r := &replayReply{Verdict: got.Verdict, Reason: got.Reason, Same: got.Case != nil && got.Verdict == x.Verdict, Diverged: got.Note}
	if page == nil {
		return reply{Replay: r}, nil
	}
	shown := *x
	if got.Case != nil {
		shown = *got.Case
		shown.Seed, shown.Execution = x.Seed, x.Execution
	}
	shown.Verdict = got.Verdict
	p := *page
	p.Notes = append(p.Notes, got.Note)
	in := report.Input{Counterexample: &shown, Spec: s.target.Configs[x.Target.Config].Spec, Reason: got.Reason}
	if err := explainObserved(&in); err != nil {
		return reply{}, err
	}
	r.Report, err = p.Write(in)
	return reply{Replay: r}, err
}

// explainObserved adds why the model refuses the history that was seen, if that is what is wrong.
func explainObserved(in *report.Input) error {
	o, kind := in.Counterexample.Observed, in.Counterexample.Verdict
	if o == nil || o.History == nil || kind != verdict.WrongResult && kind != verdict.LostWakeup {
		return nil
	}
	e, err := verdict.NewJudge(in.Spec).Explain(o.History)
	if err == nil {
		in.Explanation = &e
	}
	return err
}

// inquireStress makes a result of what a worker left that died, or that hung, while it made executions without control. They can't be made again.
func (s *supervisor) inquireStress(share campaign.Share, at *postmortem.Entry, f *failure) (res campaign.ShareResult, hung bool, err error) {
	res = campaign.ShareResult{Share: share}
	res.Stats.Add(&campaign.Stats{})
	index := at.Index
	if serial, ok := diedIn(f.output); ok && !f.hung && serial <= index {
		index = serial
	}
	res.Stats.Executions, res.Stats.Native = at.Index+1, at.Index+1
	if f.hung {
		res.Stats.Unknown++
		res.Stats.Reasons[s.hangText(f)]++
		return res, true, nil
	}
	plan, failed, err := s.fresh(command{Do: verbPlan, Share: share, Index: index})
	switch {
	case err != nil:
		return res, false, err
	case failed != nil:
		return res, false, fmt.Errorf("the worker %s while it drew a scenario\n%s", failed.how(), failed.output)
	}
	c, err := counterexample.Parse([]byte(plan.Case), s.o.Find.spec)
	if err != nil {
		return res, false, err
	}
	c.Verdict, c.Died = verdict.Panic, true
	c.Message = "the process ended: " + f.cause()
	c.Output = withoutLabels(postmortem.Excerpt(f.output))
	c.Observed = &counterexample.Observed{}
	res.Found = &campaign.Found{Position: campaign.Position{Share: at.Share, Index: index}, Counterexample: c}
	return res, false, nil
}

// label finds the number of the execution in the labels that the runtime prints with the goroutine that ended the process.
var label = regexp.MustCompile(` labels:\{"tenter": "[^"]*:(\d+)(?:/object)?"\}`)

func diedIn(output string) (serial int, ok bool) {
	m := label.FindStringSubmatch(output)
	if m == nil {
		return 0, false
	}
	serial, err := strconv.Atoi(m[1])
	return serial, err == nil
}

func withoutLabels(output string) string { return label.ReplaceAllString(output, "") }
