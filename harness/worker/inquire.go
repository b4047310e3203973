package worker

import (
	"errors"
	"fmt"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/verdict"
)

// errInterrupted ends an inquiry: the campaign is over, and nobody waits for it.
var errInterrupted = errors.New("interrupted while looking into the end of a worker")

// inquire finds out what the failure f of worker w in the middle of a share was about, and makes a result for the share of it. The worker's
// own counts are lost with it; the executions before the last one are made again for them.
func (s *supervisor) inquire(share campaign.Share, w *process, f *failure) (res campaign.ShareResult, hung bool, err error) {
	if s.killed.Load() {
		return res, false, errInterrupted
	}
	at := w.journal.Open()
	if at == nil || at.Share != share.Number {
		return res, false, fmt.Errorf("the worker %s before the first execution of its share\n%s", f.how(), f.output)
	}
	if s.o.Stress {
		return s.inquireStress(share, at, f)
	}
	index := at.Index
	if res, err = s.before(share, index); err != nil {
		return res, false, err
	}
	if f.hung {
		s.enterHang(&res, f)
		return res, true, nil
	}
	d := &death{s: s, share: share, index: index, first: f}
	if err = d.inquire(); err != nil {
		return res, false, err
	}
	if d.again != nil && d.again.hung {
		s.enterHang(&res, d.again)
		return res, true, nil
	}
	res.Stats.Executions++
	res.Found = &campaign.Found{Position: campaign.Position{Share: at.Share, Index: at.Index}, Counterexample: d.c}
	return res, false, nil
}

// before makes the executions of a share that come before the one with the given index, for their counts.
func (s *supervisor) before(share campaign.Share, index int) (campaign.ShareResult, error) {
	lead := share
	lead.Runs = index
	none := campaign.ShareResult{Share: share}
	none.Stats.Add(&campaign.Stats{})
	if index == 0 {
		return none, nil
	}
	r, f, err := s.fresh(command{Do: verbShare, Share: lead})
	if err != nil {
		return none, err
	}
	if f != nil { // it does not do the same twice; what it did the first time is known at least
		none.Stats.Executions = index
		return none, nil
	}
	res, err := s.result(share, r)
	res.Found = nil
	return res, err
}

func (s *supervisor) enterHang(res *campaign.ShareResult, f *failure) {
	res.Stats.Executions++
	res.Stats.Unknown++
	res.Stats.Reasons[s.hangText(f)]++
}

func (s *supervisor) hangText(f *failure) string {
	place := f.place
	if place == "" {
		place = "at a place that could not be found out"
	}
	return fmt.Sprintf("an execution made no progress for %v: %s", s.o.Patience, place)
}

// fresh has one command carried out by a worker of its own.
func (s *supervisor) fresh(c command) (reply, *failure, error) {
	r, f, _, err := s.noted(c)
	return r, f, err
}

// noted is fresh, and returns also the last execution that the worker has noted.
func (s *supervisor) noted(c command) (r reply, f *failure, at *postmortem.Entry, err error) {
	if s.killed.Load() {
		return r, nil, nil, errInterrupted
	}
	w, err := s.launch()
	if err != nil {
		return r, nil, nil, err
	}
	defer w.end()
	r, f, err = w.ask(c, s.o.looks())
	return r, f, w.journal.Open(), err
}

// death is an execution of which the process died, on its way to a counterexample.
type death struct {
	s     *supervisor
	share campaign.Share
	index int
	first *failure
	again *failure // when the execution was made again; nil if the process survived that
	c     *counterexample.Counterexample
}

// inquire makes the execution again with its decisions noted, then alone, and makes it smaller.
func (d *death) inquire() error {
	plan, f, err := d.s.fresh(command{Do: verbPlan, Share: d.share, Index: d.index})
	switch {
	case err != nil:
		return err
	case f != nil:
		return fmt.Errorf("the worker %s while it drew a scenario\n%s", f.how(), f.output)
	}
	if d.c, err = counterexample.Parse([]byte(plan.Case), d.s.o.Find.spec); err != nil {
		return err
	}
	r, f, at, err := d.s.noted(command{Do: verbOne, Share: d.share, Index: d.index})
	if err != nil {
		return err
	}
	d.again = f
	switch {
	case f == nil:
		return d.survived(r)
	case f.hung:
		return nil
	}
	if at == nil {
		return fmt.Errorf("the worker %s before the execution that it was to make\n%s", f.how(), f.output)
	}
	d.c.Schedule = at.Schedule
	d.c.Found = d.c.Size()
	d.describe(f)
	return d.shrink()
}

// survived is for an execution that was not the end of the process when it was made again. Either it is a violation, and the process died
// while that was made smaller: then it stands as it was found. Or the end depends on more than we control.
func (d *death) survived(r reply) error {
	res, err := d.s.result(d.share, r)
	if err != nil {
		return err
	}
	if res.Found != nil {
		d.c = res.Found.Counterexample
		return nil
	}
	d.describe(d.first)
	d.c.Verdict = verdict.Nondeterminism
	d.c.Message += "; made again in a fresh process, the same execution ended well"
	return nil
}

func (d *death) describe(f *failure) {
	d.c.Verdict, d.c.Died = verdict.Panic, true
	d.c.Message = "the process ended: " + f.cause()
	d.c.Output = postmortem.Excerpt(f.output)
}

// mostTrials bounds the processes that are spent on making a deadly case smaller. Each takes some ten milliseconds.
const mostTrials = 120

// shrink makes the case smaller.
func (d *death) shrink() error {
	c, alone, err := postmortem.Minimize(d.c, mostTrials, d.dies)
	if err == nil && !alone {
		c.Message += "; made alone in a fresh process, the execution ended well: it takes those before it"
	}
	d.c = c
	return err
}

// dies is a postmortem.Trial.
func (d *death) dies(c *counterexample.Counterexample) (*counterexample.Counterexample, bool, error) {
	spec, err := d.s.o.Find.spec(c.Target)
	if err != nil {
		return c, false, err
	}
	text, err := counterexample.Format(c, spec)
	if err != nil {
		return c, false, err
	}
	_, f, at, err := d.s.noted(command{Do: verbReplay, Case: string(text)})
	if err != nil || f == nil || f.hung || at == nil || f.cause() != d.again.cause() {
		return c, false, err
	}
	same := *c
	same.Schedule = at.Schedule
	return &same, true, nil
}
