package harness

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/reach"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/twin"
	"github.com/tenter-go/tenter/harness/verdict"
)

// summary says in one line what a search has covered.
func (c *checker) summary(sum *campaign.Summary) string {
	s := &sum.Stats
	text := fmt.Sprintf("%v: %s in %v", sum.Verdict, count(s.Executions, "execution"), sum.Elapsed.Round(time.Millisecond))
	if c.reported != nil {
		text += " of " + count(s.Scenarios, "scenario")
		text += fmt.Sprintf("; calls overlapped in %s, waited in %s, were cut short in %s of them",
			share(s.Overlapped, s.Executions), share(s.Blocked, s.Executions), share(s.Cancelled, s.Executions))
	}
	text += "; " + strings.Join(sum.Coverage(), "; ")
	return text + fmt.Sprintf("; strategies: %s; %s, %s met by the subject; seed %08x", s.Shares(), mode(), count(s.Points, "yield point"), sum.Seed)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func share(n, of int) string {
	if of == 0 {
		return "none"
	}
	return fmt.Sprintf("%d %%", (100*n+of/2)/of)
}

// mode says how far the program is under control, from what its build has noted.
func mode() string {
	fields := map[string]string{}
	for f := range strings.SplitSeq(sched.Stamp(), ";") {
		if k, v, ok := strings.Cut(f, "="); ok && fields[k] == "" {
			fields[k] = v
		}
	}
	text := fmt.Sprintf("controlled: %s packages, %s points", fields["packages"], fields["points"])
	if n := fields["limits"]; n != "0" && n != "" {
		text += fmt.Sprintf(", %s places out of reach, first %s", n, fields["limit"])
	}
	return text
}

// limitsTold has the limits of control named once in a process: they are the program's, not the check's.
var limitsTold sync.Once

// warnings are what a reader should know before trusting a pass.
func (c *checker) warnings(sum *campaign.Summary) []string {
	list := slices.Clone(sum.Warnings)
	if c.reported != nil {
		list = append(list, c.idle(sum)...)
	}
	if sum.SharesComplete > 0 && c.settings.runs > sum.Stats.Executions && !sum.Ended && sum.Verdict != verdict.Unknown {
		list = append(list, fmt.Sprintf("the budget of %v was spent before all %d executions were made; TENTER_RUNS and TENTER_BUDGET set other limits",
			c.settings.budget, c.settings.runs))
	}
	limitsTold.Do(func() {
		for _, line := range reach.Lines(reach.Limits(sched.Stamp())) {
			list = append(list, "out of reach: "+line)
		}
	})
	for i := range list {
		list[i] = "note: " + list[i]
	}
	return list
}

// idle names the operations of which the search has not seen what makes them interesting. A model that is too weak, or scenarios that are too
// small, show in it.
func (c *checker) idle(sum *campaign.Summary) (list []string) {
	if len(c.notOffered) > 0 {
		list = append(list, "not offered by the subject, and so not checked: "+strings.Join(c.notOffered, ", "))
	}
	var unwaited, uncalled []string
	for op, info := range c.spec.Operations {
		s := sum.Stats.Operations[info.Name]
		switch {
		case !c.target.Configs[0].Offers(nil, op):
		case s == nil || s.Calls == 0:
			uncalled = append(uncalled, info.Name)
		case info.Blocking && s.Blocked == 0 && s.Cancelled == 0:
			unwaited = append(unwaited, info.Name)
		}
	}
	if len(uncalled) > 0 {
		list = append(list, "never called: "+strings.Join(uncalled, ", "))
	}
	if len(unwaited) > 0 {
		list = append(list, "may wait by the model, but never did: "+strings.Join(unwaited, ", "))
	}
	return list
}

// undecided explains a verdict that is neither a pass nor a violation.
func (c *checker) undecided(sum *campaign.Summary) string {
	s := &sum.Stats
	if sum.Verdict == verdict.Nondeterminism {
		if text := c.divergence(sum); text != "" {
			return text
		}
		return fmt.Sprintf("nondeterminism: under the same schedule the program took other steps when it ran again (seed %08x) — something outlives an execution (a package variable, "+
			"a constructor that shares state), or decides by what no scheduler controls (the order of a map, math/rand, the real time)", sum.Seed)
	}
	if s.Points == 0 && s.Unknown == 0 {
		return fmt.Sprintf("unknown: in none of %s did the subject meet a yield point — it is not under control, or does not synchronize at all (seed %08x)",
			count(s.Executions, "execution"), sum.Seed)
	}
	var reasons []string
	for r := range s.Reasons {
		reasons = append(reasons, fmt.Sprintf("%s (%s)", r, count(s.Reasons[r], "time")))
	}
	slices.Sort(reasons)
	return fmt.Sprintf("unknown: %s without a verdict: %s (seed %08x)", count(max(s.Unknown, 1), "execution"), strings.Join(reasons, "; "), sum.Seed)
}

// divergence is the report on nondeterminism, or "" if it does not show again.
func (c *checker) divergence(sum *campaign.Summary) string {
	if c.unsteady == nil {
		return ""
	}
	j := c.child.Journal
	j.Begin(postmortem.Entry{Check: c.name, Seed: sum.Seed, Share: c.unsteady.Number, Runs: c.unsteady.Runs})
	x, first, second := campaign.Divergence(c.target, *c.unsteady)
	j.End()
	if x == nil {
		return ""
	}
	x.Verdict = verdict.Nondeterminism
	opt := c.reportOptions()
	in := report.Input{
		Counterexample: x, Execution: first, Spec: c.reported, Mode: mode(), Replay: []string{twin.Command(c.name, packageFolder())},
		Reason: report.Difference(x, c.reported, first, second, opt),
	}
	var b strings.Builder
	_ = report.Text(&b, in, opt)
	return strings.TrimRight(b.String(), "\n")
}

func (c *checker) reportOptions() report.Options {
	wd, _ := os.Getwd()
	return report.Options{Base: wd, Width: reportWidth(c.name), Taken: max(0, len(c.at)-4), ReadFile: os.ReadFile}
}

// report writes the whole report of a violation.
func (c *checker) report(x *counterexample.Counterexample, r *campaign.Replayed, file *savedCase, elapsed time.Duration, notes ...string) string {
	in := report.Input{Counterexample: x, Spec: c.reported, Mode: mode(), Elapsed: elapsed, Replay: []string{replayCommand(c.name)}, Notes: append(notes, file.where())}
	if r != nil {
		in.Execution, in.Reason = r.Execution, r.Reason
		if r.Diverged != "" {
			in.Notes = append(in.Notes, "the code takes other steps than when the case was saved: "+r.Diverged)
		}
		if c.reported != nil && (r.Verdict == verdict.WrongResult || r.Verdict == verdict.LostWakeup) {
			if e, err := verdict.NewJudge(c.spec).Explain(r.Execution.History); err == nil {
				in.Explanation = &e
			}
		}
	}
	var b strings.Builder
	_ = report.Text(&b, in, c.reportOptions())
	if !file.kept && file.text != "" {
		fmt.Fprintf(&b, "\nThe case, since it is not in the test's folder:\n\n%s", file.text)
	}
	return strings.TrimRight(b.String(), "\n")
}

// reportWidth is how wide the report of a check may be: as wide as the terminal, if the environment tells that, without the blanks that
// package testing puts before each line but the first: eight, and four for each test that the test is a part of.
func reportWidth(check string) int {
	columns, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil || columns < 1 {
		columns = 80
	}
	return columns - 8 - 4*strings.Count(twin.TestOf(check), "/")
}

// replayCommand is the command that runs the saved cases of a check first.
func replayCommand(check string) string {
	if yield := os.Getenv(twin.YieldEnv); yield != "" {
		return twin.YieldEnv + "=" + yield + " " + twin.Command(check, packageFolder())
	}
	return twin.Command(check, packageFolder())
}

// packageFolder is the folder of the package under test as seen from the top of its module.
func packageFolder() string {
	wd, err := os.Getwd()
	if err != nil {
		return "."
	}
	for top := wd; ; top = filepath.Dir(top) {
		if _, err := os.Lstat(filepath.Join(top, "go.mod")); err == nil {
			if rel, err := filepath.Rel(top, wd); err == nil && rel != "." {
				return "./" + filepath.ToSlash(rel)
			}
			return "."
		}
		if top == filepath.Dir(top) {
			return "."
		}
	}
}

// packagePath is the import path of the package under test.
func packagePath() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return strings.TrimSuffix(info.Path, ".test")
}

func goVersion() string { return runtime.Version() }
