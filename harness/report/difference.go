package report

import (
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/models"
)

// Difference says in one sentence where two traced executions of the same case under the same schedule part, or "" if they don't. spec may be
// nil.
func Difference(c *counterexample.Counterexample, spec *models.Spec, first, second *exec.Execution, opt Options) string {
	a := analyse(Input{Counterexample: c, Execution: first, Spec: spec}, opt)
	b := analyse(Input{Counterexample: c, Execution: second, Spec: spec}, opt)
	x, y := a.inUsersCode(), b.inUsersCode()
	for n := range max(len(x), len(y)) {
		if n < len(x) && n < len(y) && a.sameStep(x[n], b, y[n]) {
			continue
		}
		return "The first step that differs: in one execution " + a.stepText(x, n) + "; in the other " + b.stepText(y, n) +
			Source(first, stepOr(x, n, len(first.Trace)), second, stepOr(y, n, len(second.Trace)))
	}
	return ""
}

func stepOr(steps []int, n, end int) int {
	if n < len(steps) {
		return steps[n]
	}
	return end
}

// Source says what may have made two executions differ from certain steps on, as the end of a sentence about these: what either met before that is
// not under control, the last of it first.
func Source(first *exec.Execution, from int, second *exec.Execution, orFrom int) string {
	var met []string
	for _, e := range []struct {
		x    *exec.Execution
		from int
	}{{first, from}, {second, orFrom}} {
		for _, u := range slices.Backward(e.x.Uncontrolled) {
			if u.Step <= e.from && !slices.Contains(met, u.What) {
				met = append(met, u.What)
			}
		}
	}
	if len(met) == 0 {
		return ""
	}
	met = met[:min(len(met), mostSources)]
	return ". Before that the program met what is not under control: " + strings.Join(met, ", ")
}

// mostSources is how many things are named. What decided is most likely the last before the difference.
const mostSources = 3

// inUsersCode returns the steps that were made there, as indices of the trace.
func (a *analysis) inUsersCode() (list []int) {
	for i := range a.tl.trace {
		if len(a.tl.sites[i].chain) > 0 && !a.tl.trace[i].Blocks {
			list = append(list, i)
		}
	}
	return list
}

func (a *analysis) sameStep(i int, b *analysis, k int) bool {
	s, t := &a.tl.trace[i], &b.tl.trace[k]
	return s.Task == t.Task && s.Kind == t.Kind && a.tl.sites[i].at() == b.tl.sites[k].at()
}

// stepText says who makes the n-th of these steps, and what it is.
func (a *analysis) stepText(steps []int, n int) string {
	if n >= len(steps) {
		return "nobody makes one more"
	}
	i := steps[n]
	return a.who(a.tl.trace[i].Task) + " is at " + a.src.inFunction(a.tl.sites[i].at()) + ": " + a.expression(i).text
}
