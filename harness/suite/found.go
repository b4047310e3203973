package suite

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	harness "github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/histories"
)

// alone is how many tasks an execution has in which a test starts no goroutine: the one that calls package testing, and the test.
const alone = 2

// found enters a violation that was confirmed.
func (x *explorer) found(c *counterexample.Counterexample, r *campaign.Replayed) error {
	t := x.t
	c.Seed = x.r.s.o.Seed
	t.Case, t.Message, t.Output = c, c.Message, x.remote.output
	output := t.Output
	if g := x.remote.passed; g != nil {
		c.Died, c.Output = true, postmortem.Excerpt(g.output)
	}
	var notes []string
	if len(c.Schedule) == 0 && c.Verdict != verdict.GoroutineLeak {
		note, artifact := x.plainly(c, r)
		if artifact != "" {
			t.Verdict, t.Case, t.Message = verdict.Unknown, nil, c.Message+artifact
			if c.Died {
				t.Output = c.Output
			}
			return nil
		}
		notes = append(notes, note)
	}
	notes = append(notes, t.Notes...)
	text, err := counterexample.Format(c, x.target.Configs[0].Spec)
	if err != nil {
		return err
	}
	x.r.s.keep.Lock()
	t.File = x.r.s.o.Keep(c, text)
	x.r.s.keep.Unlock()
	t.Report, err = x.report(c, r, output, notes)
	return err
}

// plainly looks at a violation that needs no schedule: does it show in a plain run too? note says so. What fails under every schedule, and passes
// in a plain run, fails because of control itself, unless it is a goroutine that panics when the test is over; artifact then says what to think of it.
func (x *explorer) plainly(c *counterexample.Counterexample, r *campaign.Replayed) (note, artifact string) {
	fails, output := x.plain()
	ends := c.Verdict == verdict.WrongResult || c.Verdict == verdict.Panic
	single := r.Execution != nil && r.Execution.Tasks <= alone
	late := c.Verdict == verdict.Panic && r.Execution != nil && r.Execution.Panic != nil && r.Execution.History.Operations[0].Outcome == histories.Returned
	switch {
	case !fails && late:
		return "a plain run passes: it is over before a goroutine that outlives the test comes so far", ""
	case fails && ends && x.always(c.Verdict):
		x.t.Plain, x.t.Output = true, output
		return "it fails in a plain run too, and under every schedule that was tried: fix that first", ""
	case fails:
		return "it fails in a plain run too", ""
	case (single || ends) && x.always(c.Verdict):
		return "", ", under every schedule that was tried, though the test passes in a plain run: it depends on something that control changes " +
			"(virtual time, allocations, the stacks or the number of goroutines)" + metText(r)
	}
	return "a plain run passes, though this is the plainest order of steps", ""
}

// metText names what an execution met that is not under control.
func metText(r *campaign.Replayed) string {
	if r.Execution == nil {
		return ""
	}
	end := len(r.Execution.Trace)
	return report.Source(r.Execution, end, r.Execution, end)
}

// How many executions tell whether a test fails under every schedule: as many as there is time for, and no fewer than leastTries.
const (
	tries      = 24
	leastTries = 8
)

// always reports whether the test fails in the same way whatever the schedule. Every other execution puts the tasks into one random order, so
// that also a task which makes many steps before it matters is overtaken in half of them.
func (x *explorer) always(kind verdict.Kind) bool {
	start := time.Now()
	for n := range tries {
		strategy := sched.Strategy(&sched.Random{})
		if n%2 == 1 {
			strategy = &sched.PCT{Depth: 1}
		}
		e, ok := x.remote.Run(nil, x.target.First[0], harness.Options{Strategy: strategy, Seed: uint64(n)})
		if !ok {
			return false
		}
		got := verdict.Panic
		if e.Ending != sched.EndPanic {
			got, _ = x.remote.judge(e)
		}
		if got != kind || x.remote.hangs > 0 {
			return false
		}
		if e.Branched == 0 && x.remote.passed == nil { // how many choices there were before a death is not known
			break // there is one schedule only
		}
		if n+1 >= leastTries && time.Since(start) > deathTime {
			break
		}
	}
	return true
}

// report writes what there is to say of a case.
func (x *explorer) report(c *counterexample.Counterexample, r *campaign.Replayed, output string, notes []string) (string, error) {
	page := x.r.s.o.Page
	page.Mode, page.Elapsed, page.Notes = controlled(x.remote.stamp), x.elapsed, notes
	if x.t.File != "" {
		page.Replay = []string{"check replay " + x.t.File}
	}
	return reportText(page, c, r, output)
}

func reportText(page worker.Page, c *counterexample.Counterexample, r *campaign.Replayed, output string) (string, error) {
	in := report.Input{Counterexample: c, Reason: r.Reason}
	if !c.Died && r.Execution != nil && r.Execution.Trace != nil {
		in.Execution = r.Execution
	}
	if r.Execution != nil {
		in.Race = r.Execution.Race
	}
	if !c.Died && saysMore(output, c.Message) {
		in.Printed = output
	}
	return page.Write(in)
}

// saysMore reports whether there is something in a test's output besides the failure that the report is about.
func saysMore(output, message string) bool {
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		if line != "" && line != "FAIL" && !resultLine.MatchString(line) && line != strings.TrimSpace(message) {
			return true
		}
	}
	return false
}

// plainTime is how long a test may take in a plain run, and waitTime one that did not end under control: it would only show that again.
const (
	plainTime = 30 * time.Second
	waitTime  = 3 * time.Second
	buildTime = 5 * time.Minute // that the go command may need to build it
)

// plain runs the test once by go test, without control, and reports whether it fails.
func (x *explorer) plain() (fails bool, output string) {
	limit := plainTime
	if x.t.Verdict == verdict.Deadlock || x.t.Verdict == verdict.Livelock {
		limit = waitTime
	}
	s := x.r.s
	ctx, cancel := context.WithTimeout(x.r.ctx, buildTime+limit)
	defer cancel()
	args := []string{"-vet=off", "-count=1", "-run=^" + regexp.QuoteMeta(x.t.Name) + "$", "-timeout=" + limit.String()}
	for _, f := range s.o.TestFlags {
		if !strings.HasPrefix(f, "-run=") && !strings.HasPrefix(f, "-skip=") {
			args = append(args, f)
		}
	}
	cmd := s.build.Stock(ctx, "test", append(args, x.t.Package)...)
	cmd.WaitDelay = graceTime
	out, err := cmd.CombinedOutput()
	if x.r.ctx.Err() != nil {
		x.remote.err = errInterrupted
	}
	return err != nil, string(out)
}

// controlled says in a line how much of a program is under control.
func controlled(stamp string) string {
	c := worker.ControlOf(stamp)
	return fmt.Sprintf("controlled: %d packages, %d yield points", c.Packages, c.Points)
}
