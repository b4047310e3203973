package harness

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
)

// modeStress is the value of TENTER_MODE for which checks run without control.
const modeStress = "stress"

func stressMode() bool { return os.Getenv("TENTER_MODE") == modeStress }

// stressed makes the check without control, in the binary that go test has made: real goroutines, the code as it was compiled. Checks of parallel tests run in
// parallel.
func (c *checker) stressed() outcome {
	switch err := c.settings.fromEnv(); {
	case c.reported == nil:
		return outcome{skip: "tenter: skipped: TENTER_MODE=stress is for checks of models; a body without a model needs control"}
	case err != nil:
		return failed("tenter: %v", err)
	case len(c.settings.faults) > 0:
		return failed("%s", strings.Join(c.settings.faults, "\n"))
	}
	if fault := c.addScenarios(); fault != "" {
		return failed("%s", fault)
	}
	defer c.target.Close()
	start := time.Now()
	late := func() bool { return c.settings.budget > 0 && time.Since(start) > c.settings.budget }
	runs := c.settings.runs
	if runs == 0 {
		runs = 1 << 40
	}
	seed := c.settings.seedOf(c.name, c.repetition)
	res, err := stress.RunShare(c.target, campaign.Share{Seed: seed, Runs: runs}, stress.Options{Name: c.name}, nil, late)
	if err != nil {
		return failed("harness.Check: %v", err)
	}
	sum := campaign.Merge(seed, []campaign.ShareResult{res.ShareResult})
	sum.Elapsed = time.Since(start)
	if sum.Found != nil {
		return outcome{fault: c.stressReport(&sum)}
	}
	s := &sum.Stats
	text := fmt.Sprintf("%v in stress mode, without control: %d executions of %d scenarios in %.2f s, %d%% with overlapping operations, %d%% with a stuck call; seed %08x",
		sum.Verdict, s.Executions, s.Scenarios, sum.Elapsed.Seconds(), 100*s.Overlapped/max(1, s.Executions), 100*s.Blocked/max(1, s.Executions), seed)
	if res.Spent {
		text += "; ended early, since objects have left many goroutines in the process"
	}
	o := outcome{logs: []string{text}}
	if sum.Verdict != verdict.OK {
		o.fault = c.undecided(&sum)
	}
	return o
}

// stressReport says what was found. There is nothing to be run again: the history says it all.
func (c *checker) stressReport(sum *campaign.Summary) string {
	x := sum.Found.Counterexample
	in := report.Input{
		Counterexample: x, Spec: c.reported, Mode: "stress: nothing is under control, and the case can't be repeated", Elapsed: sum.Elapsed,
		Notes: []string{"without TENTER_MODE=stress the check runs under control, where what it finds is repeatable"},
	}
	if h := x.Observed.History; h != nil && (x.Verdict == verdict.WrongResult || x.Verdict == verdict.LostWakeup) {
		if e, err := verdict.NewJudge(c.spec).Explain(h); err == nil {
			in.Explanation = &e
		}
	}
	var b strings.Builder
	_ = report.Text(&b, in, c.reportOptions()) // a strings.Builder takes all
	return strings.TrimRight(b.String(), "\n")
}
