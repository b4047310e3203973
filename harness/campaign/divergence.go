package campaign

import (
	"runtime"
	"slices"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
)

// mostRepeated bounds the executions that are made twice to see how they differ.
const mostRepeated = 24

// Divergence makes executions of a share twice, the second time by the decisions of the first, until two differ, and returns both, traced,
// with the case. It returns nil if none do: what decided otherwise before need not do it again.
func Divergence(t *Target, s Share) (c *counterexample.Counterexample, first, second *exec.Execution) {
	if t.Validate() != nil {
		return nil, nil, nil
	}
	e := t.newEngine()
	p := newPlan(t, s)
	defer p.end()
	for index := range min(s.Runs, mostRepeated) {
		next, more := p.next()
		if !more {
			break
		}
		config, sc := next.config, next.sc
		x, ok := e.run(config, sc, next.strategy, next.seed, true)
		if !ok {
			if next.asked != nil {
				p.over(next.asked)
			}
			continue
		}
		kept := copied(x)
		again, _ := e.run(config, sc, &sched.Replay{Schedule: kept.Decisions}, 0, true)
		if again == nil || again.Sum == kept.Sum {
			continue
		}
		c = &counterexample.Counterexample{
			Target: t.Name, Seed: s.Seed, Execution: s.Number*s.Runs + index + 1, Scenario: sc, Schedule: kept.Decisions, GoVersion: runtime.Version(),
		}
		c.Target.Config, c.Target.Model = config, t.Configs[config].Spec.Label
		c.Found = c.Size()
		return c, kept, again
	}
	return nil, nil, nil
}

// copied returns an execution that outlives the next one.
func copied(x *exec.Execution) *exec.Execution {
	y := *x
	y.History, y.Trace, y.Stuck, y.Decisions = x.History.Clone(), slices.Clone(x.Trace), slices.Clone(x.Stuck), cloneDecisions(x.Decisions)
	y.Uncontrolled = slices.Clone(x.Uncontrolled)
	return &y
}
