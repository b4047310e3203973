package campaign

import (
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shrink"
	"github.com/tenter-go/tenter/harness/verdict"
)

// reduce shrinks a violation to a counterexample.
func (e *engine) reduce(config int, x *exec.Execution, kind verdict.Kind, seed uint64) *counterexample.Counterexample {
	defer func() { e.noRescue = false }()
	e.shrunk = 0
	c := &counterexample.Counterexample{Target: e.target.Name, Verdict: kind, Seed: seed, Fair: e.fair, GoVersion: runtime.Version()}
	start := shrink.Case{Config: config, Scenario: x.Scenario.Clone(), Schedule: cloneDecisions(x.Decisions)}
	c.Scenario, c.Schedule = start.Scenario, start.Schedule
	c.Found = c.Size()
	if again, f := e.replay(config, start.Scenario, start.Schedule); again == nil || f.kind != kind {
		// The program takes decisions that are not ours: what was found is kept as it is, and the replay will say so.
		c.Target.Config, c.Sum = config, e.sum(config, start.Scenario, start.Schedule)
		c.Target.Model = e.target.Configs[config].Spec.Label
		c.Message = "an execution could not be repeated: the program takes decisions that the scheduler does not control"
		c.Verdict = verdict.Nondeterminism
		return c
	}
	best, spent := start, 0
	if !e.target.Raw {
		start = e.withRescues(start, x, kind)
		best, spent = shrink.Shrink(start, e.trial(kind), calls{e, map[small]*scenario.Generator{}})
	}
	c.Scenario, c.Schedule, c.Shrinks = best.Scenario, best.Schedule, spent
	c.Target.Config, c.Target.Model = best.Config, e.target.Configs[best.Config].Spec.Label
	e.noRescue = false
	c.Sum = e.sum(best.Config, best.Scenario, best.Schedule)
	x, f := e.replay(best.Config, best.Scenario, best.Schedule)
	if x == nil {
		return c // a runner that has failed, which says so itself
	}
	e.confirm(best.Config, x, f.kind)
	c.Message = f.message
	if c.Message == "" {
		c.Message = message(e, best.Config, x, f.kind)
	}
	return c
}

// withRescues makes the operations that were to free stuck calls part of the scenario, and does without rescues from here on, so that
// the counterexample shows all that it takes.
func (e *engine) withRescues(c shrink.Case, x *exec.Execution, kind verdict.Kind) shrink.Case {
	full := shrink.Case{Config: c.Config, Scenario: c.Scenario.Clone()}
	full.Scenario.Epilogue = append(full.Scenario.Epilogue, x.Rescues...)
	e.noRescue = true
	if failed, decisions, ok := e.trial(kind)(full.Config, full.Scenario, &sched.Replay{Schedule: c.Schedule}, 0); ok && failed {
		full.Schedule = decisions
		return full
	}
	e.noRescue = false
	return c
}

func cloneDecisions(d []sched.Decision) []sched.Decision { return append([]sched.Decision(nil), d...) }

func (e *engine) replay(config int, sc *scenario.Scenario, schedule []sched.Decision) (*exec.Execution, finding) {
	x, ok := e.run(config, sc, &sched.Replay{Schedule: schedule}, 0, false)
	if !ok {
		return nil, finding{}
	}
	return x, e.settle(config, x)
}

// sum returns what a replay will compare with its own.
func (e *engine) sum(config int, sc *scenario.Scenario, schedule []sched.Decision) uint64 {
	x, ok := e.run(config, sc, &sched.Replay{Schedule: schedule}, 0, true)
	if !ok {
		return 0
	}
	return identity(x)
}

// identity stands for the steps of a traced execution and the objects that they touch.
func identity(x *exec.Execution) uint64 { return x.Sum ^ x.Touched }

// planned reports whether a scenario is one of those given.
func planned(given []*scenario.Scenario, sc *scenario.Scenario) bool {
	return slices.ContainsFunc(given, func(g *scenario.Scenario) bool { return g.String() == sc.String() })
}

// confirm asks porcupine, the judge of record, about a history that is to be reported. That it disagrees can only be a fault of ours.
func (e *engine) confirm(config int, x *exec.Execution, kind verdict.Kind) {
	if e.target.Judge != nil || kind != verdict.WrongResult && kind != verdict.LostWakeup {
		return
	}
	record, err := e.judge(config).Confirm(x.History)
	if record == verdict.Panic && !panicked(x) {
		record = verdict.WrongResult // histories do not tell who was made to panic
	}
	if err != nil || record != kind && record != verdict.Unknown {
		panic(fmt.Sprintf("harness bug: the verdict on this history is %v, but porcupine says %v (%v); please report it:\n%v", kind, record, err, x.History))
	}
}

// shrinkSteps bounds the steps spent on shrinking one violation: some executions are a thousand times as long as others. It is a count,
// so that shrinking is reproducible.
const shrinkSteps = 25_000_000

// trial makes executions for the shrinker: a candidate fails if it gets the same verdict.
func (e *engine) trial(kind verdict.Kind) shrink.Trial {
	return func(config int, sc *scenario.Scenario, s sched.Strategy, seed uint64) (bool, []sched.Decision, bool) {
		if e.target.Enough != nil && e.target.Enough() {
			return false, nil, false
		}
		if e.target.Only && !planned(e.target.First, sc) {
			return false, nil, false
		}
		if e.target.Trying != nil {
			e.target.Trying()
		}
		if e.shrunk > shrinkSteps {
			return false, nil, false
		}
		if e.target.notOffered(config, sc) != "" { // configurations may differ in that
			return false, nil, true
		}
		x, ok := e.run(config, sc, s, seed, false)
		if !ok {
			return false, nil, false
		}
		e.shrunk += x.Steps
		if e.settle(config, x).kind != kind {
			return false, nil, true
		}
		return true, cloneDecisions(x.Decisions), true
	}
}

// Replay runs a counterexample again, traced.
func Replay(t *Target, c *counterexample.Counterexample) (*Replayed, error) {
	if err := t.Validate(); err != nil {
		return nil, err
	}
	if c.Target.Config < 0 || c.Target.Config >= len(t.Configs) {
		return nil, misfit(t, c)
	}
	if name := t.notOffered(c.Target.Config, c.Scenario); name != "" {
		return nil, fmt.Errorf("%w: it calls %s, which the subject does not offer (any more)", counterexample.ErrMisfit, name)
	}
	e := t.newEngine()
	e.forget()
	e.fair = c.Fair
	strategy := &sched.Replay{Schedule: c.Schedule}
	x, ok := e.run(c.Target.Config, c.Scenario, strategy, 0, true)
	if !ok {
		return nil, errNoReplay
	}
	f := e.settle(c.Target.Config, x)
	r := &Replayed{Verdict: f.kind, Reason: f.reason, Execution: x, Same: identity(x) == c.Sum}
	if !r.Same {
		r.Diverged = divergence(strategy, x)
	}
	impossible, unmet := strategy.Diverged()
	r.Followed = len(impossible) == 0 && unmet == 0
	return r, nil
}

// errNoReplay is what a replay ends with whose runner has made no execution.
var errNoReplay = errors.New("the execution could not be made again")

// Approach runs a counterexample that would be the end of the process, traced, up to the last step that was seen of it: the task made it
// as so many steps had been made; see Target.Stepped. It returns nil if the execution does not come to that step.
func Approach(t *Target, c *counterexample.Counterexample, task, steps int) *exec.Execution {
	if steps == 0 || t.Validate() != nil || c.Target.Config >= len(t.Configs) || t.notOffered(c.Target.Config, c.Scenario) != "" {
		return nil
	}
	e := t.newEngine()
	opts := e.options(c.Target.Config, &sched.Replay{Schedule: c.Schedule}, 0, true)
	opts.MaxSteps, opts.Decided, opts.Stepped = steps, nil, nil
	x, ok := e.runner.Run(t.Configs[c.Target.Config], c.Scenario, opts)
	if !ok || x.Ending != sched.EndStepLimit {
		return nil
	}
	for _, s := range x.Stuck {
		if s.ID == task && s.Stack != nil {
			x.Trace = append(x.Trace, sched.Step{Task: task, Kind: s.Kind, Object: s.Object, PCs: s.Stack})
		}
	}
	x.Decisions = c.Schedule // the last one may be that which led to this step
	return x
}

// notOffered returns the name of an operation that the scenario calls and the subject of the configuration lacks, or "".
func (t *Target) notOffered(config int, sc *scenario.Scenario) string {
	g := t.generator(config)
	for _, ops := range append(slices.Clone(sc.Tasks), sc.Prefix, sc.Epilogue) {
		for _, o := range ops {
			if !g.Offers(o.Op) {
				return o.Name
			}
		}
	}
	return ""
}
