package campaign

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// message says in one sentence what went wrong.
func message(e *engine, config int, x *exec.Execution, kind verdict.Kind) string {
	spec := e.target.Configs[config].Spec
	switch kind {
	case verdict.DataRace:
		return report.RaceSentence(x.Race)
	case verdict.LostWakeup:
		return fmt.Sprintf("%s waits for ever although by the model it must not", stuckNames(x))
	case verdict.Deadlock:
		return deadlockText(x.Stuck) + ", in " + stuckNames(x)
	case verdict.Livelock:
		return "tasks run for ever and only read again what they have read"
	case verdict.Panic:
		return "panic: " + panicText(x)
	case verdict.GoroutineLeak:
		return fmt.Sprintf("all calls have returned, yet %s", counted(len(x.Leaks), "goroutine that they started still waits", "goroutines that they started still wait"))
	case verdict.WrongResult:
		return fmt.Sprintf("no order of the calls explains the results by the model %s", spec.Label)
	}
	return kind.String()
}

// deadlockText says who waits for whom.
func deadlockText(stuck []sched.Stuck) string {
	for _, s := range stuck {
		if s.Holder == s.ID {
			return "a task waits for a lock that it holds itself"
		}
	}
	return "tasks wait for each other's locks"
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func stuckNames(x *exec.Execution) string {
	var names []string
	for i := range x.History.Operations {
		if o := &x.History.Operations[i]; o.Return == histories.Forever {
			names = append(names, o.Name)
		}
	}
	if len(names) == 0 {
		return "a task"
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " and ")
}

func panicText(x *exec.Execution) string {
	switch {
	case x.Constructor != nil:
		return fmt.Sprintf("%v, in the constructor", x.Constructor.Value)
	case x.Panic != nil:
		return fmt.Sprint(x.Panic.Value)
	}
	for i := range x.History.Operations {
		if f, ok := x.Panics[i]; ok {
			return fmt.Sprintf("%v, in %s", f.Value, x.History.Operations[i].Name)
		}
	}
	return "nil"
}

// warnings names what a reader should know before trusting a pass.
func warnings(s *Stats) (list []string) {
	if s.Executions == 0 {
		return nil
	}
	if s.Overlapped == 0 {
		list = append(list, "no two operations ever overlapped: nothing concurrent was checked")
	}
	return append(list, s.LockOrders...)
}

func divergence(r *sched.Replay, x *exec.Execution) string {
	impossible, unmet := r.Diverged()
	switch {
	case len(impossible) > 0:
		d := impossible[0]
		return fmt.Sprintf("at choice point %d of task %d, task %d could not go on as recorded", d.Seq, d.From, d.To)
	case unmet > 0:
		return fmt.Sprintf("%d of the recorded decisions were never met in %d steps", unmet, x.Steps)
	}
	return "the decisions could be followed, but the steps between them are others than recorded"
}

func misfit(t *Target, c *counterexample.Counterexample) error {
	return fmt.Errorf("%w: it is of configuration %d, and %s has %d", counterexample.ErrMisfit, c.Target.Config, t.Name, len(t.Configs))
}
