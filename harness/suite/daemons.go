package suite

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/tests"
)

// A daemon is a goroutine that a test leaves behind by right: one that the user has named, or one that is started once in a process, by
// whoever comes first, and then serves all. The second kind is found out by running the test twice within one execution: it leaves behind
// no more of them than one run does.

// daemons tells daemons from leaks.
type daemons struct {
	named []*regexp.Regexp // see Options
	found map[string]bool  // where they are started
}

// any reports whether there are daemons to be told from leaks, which takes a trace.
func (d *daemons) any() bool { return len(d.named)+len(d.found) > 0 }

// leaks returns those of the goroutines left behind that are no daemons.
func (d *daemons) leaks(x *exec.Execution) []sched.Stuck {
	if x.Frames == nil {
		return x.Leaks
	}
	var list []sched.Stuck
	for _, s := range x.Leaks {
		if !d.found[origin(x, s)] && !d.isNamed(x, s) {
			list = append(list, s)
		}
	}
	return list
}

func (d *daemons) isNamed(x *exec.Execution, s sched.Stuck) bool {
	for _, f := range append(x.Frames(s.Stack), x.Frames(s.Where)...) {
		if slices.ContainsFunc(d.named, func(re *regexp.Regexp) bool { return re.MatchString(f.Function) }) {
			return true
		}
	}
	return false
}

// origin is where a goroutine was started: the go statement, and all that led to it in code that is not the harness's.
func origin(x *exec.Execution, s sched.Stuck) string {
	for _, f := range x.Frames(s.Where) {
		if !strings.HasPrefix(f.Function, "github.com/tenter-go/tenter/harness/") {
			return fmt.Sprintf("%s:%d", f.File, f.Line)
		}
	}
	return ""
}

// learn finds the daemons among what the default execution of a test leaves behind. Each of the executions is made in a fresh process.
func (d *daemons) learn(r *remote) error {
	var counts [2]map[string]int
	for n := range counts {
		r.stop()
		o, f := r.ask(&tests.Request{Test: r.test, Trace: true, Repeat: n + 1}, nil)
		if r.err != nil {
			return r.err
		}
		if f != nil || !o.Returned || o.Failed {
			return nil
		}
		x := executionOf(o, r.scenario)
		counts[n] = map[string]int{}
		for _, s := range x.Leaks {
			counts[n][origin(x, s)]++
		}
	}
	for place, n := range counts[0] {
		if place != "" && counts[1][place] == n {
			if d.found == nil {
				d.found = map[string]bool{}
			}
			d.found[place] = true
		}
	}
	return nil
}
