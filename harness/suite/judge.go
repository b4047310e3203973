package suite

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
)

// judge gives the verdict on an execution in which nobody panicked and no locks were waited for in a circle; see campaign.Target.
func (r *remote) judge(x *exec.Execution) (verdict.Kind, string) {
	if r.passed != nil {
		return r.passed.verdict()
	}
	o := r.last
	switch {
	case !o.Returned && x.Spun:
		return verdict.Livelock, "the test runs for ever and only reads again what it has read"
	case !o.Returned:
		return verdict.Deadlock, stillText(x.Stuck) + ", and the test has not come to its end: " + stuckText(x.Stuck)
	case o.Failed:
		return verdict.WrongResult, firstFailure(r.output)
	}
	if leaks := r.daemons.leaks(x); len(leaks) > 0 {
		return verdict.GoroutineLeak, "the test has come to its end, yet " + leakText(len(leaks))
	}
	return verdict.OK, ""
}

// verdict is that on an execution which was the end of its process.
func (g *gone) verdict() (verdict.Kind, string) {
	switch {
	case g.hung:
		return verdict.Unknown, "an execution did not get on: " + g.place()
	case !g.twice:
		return verdict.Nondeterminism, "the process ended: " + g.cause() + "; made again in a fresh process, the same execution ended well"
	}
	return verdict.Panic, "the process ended: " + g.cause()
}

// stillText says why nothing more is to be expected.
func stillText(stuck []sched.Stuck) string {
	if slices.ContainsFunc(stuck, func(s sched.Stuck) bool { return s.Alive }) {
		return "nothing goes on but what timers wake again and again"
	}
	return "no task can run"
}

func stuckText(stuck []sched.Stuck) string {
	others, names := 0, []string(nil)
	for _, s := range stuck {
		if s.Alive {
			continue
		}
		if s.Name == "" {
			others++
		} else {
			names = append(names, s.Name)
		}
	}
	text := strings.Join(names, " and ")
	switch {
	case len(names) == 0 && others == 1:
		return "a goroutine waits for ever"
	case len(names) == 0:
		return fmt.Sprintf("%d goroutines wait for ever", others)
	case len(names) == 1:
		text += " waits for ever"
	default:
		text += " wait for ever"
	}
	switch others {
	case 0:
		return text
	case 1:
		return text + ", and so does a goroutine that it started"
	}
	return fmt.Sprintf("%s, and so do %d goroutines that it started", text, others)
}

func leakText(n int) string {
	if n == 1 {
		return "a goroutine that it started waits for ever"
	}
	return fmt.Sprintf("%d goroutines that it started wait for ever", n)
}

var (
	// logLine matches what t.Error and its like print: an indented position and a text.
	logLine = regexp.MustCompile(`^ +([\w.-]+\.go:\d+): (.*)$`)
	// resultLine matches what package testing says of a test or subtest that has failed.
	resultLine = regexp.MustCompile(`^ *--- FAIL: (\S+)`)
	// headLine matches what it says, with -v, of the test whose logs follow.
	headLine = regexp.MustCompile(`^=== (?:RUN|NAME|CONT) +(\S+)`)
)

// firstFailure finds in what package testing printed what the test said first. Of tests that failed, the one that has failed itself, not by
// its subtests, is the last of those that are named in a row.
func firstFailure(output string) string {
	failed, said := "", map[string]string{}
	test := "" // that the lines are of
	for line := range strings.Lines(output) {
		line = strings.TrimRight(line, "\r\n")
		if m := headLine.FindStringSubmatch(line); m != nil {
			test = m[1]
		} else if m := resultLine.FindStringSubmatch(line); m != nil {
			test = m[1]
			if failed == "" || strings.HasPrefix(test, failed+"/") {
				failed = test
			}
		} else if m := logLine.FindStringSubmatch(line); m != nil && said[test] == "" {
			said[test] = strings.TrimSuffix(m[1]+": "+m[2], ": ")
		}
	}
	switch {
	case said[failed] != "":
		return said[failed]
	case failed != "":
		return failed + " failed without saying why"
	}
	return "the test failed without saying why"
}
