package builtin_test

import (
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// small are scenarios of which every execution is made, by primitive: a line for each task, with its calls. Cancellations are left to the
// search, since a context may strike at any step.
var small = map[string][]string{
	"queue": {
		"Put(1); Put(2)\nGet()\nGet()",
		"Put(1)\nPut(2)\nTryGet(); Get()",
		"Put(1)\nGet()\nShutdown()",
		"TryPut(1); TaskDone()\nJoin()\nTryPut(2)",
		"TryPut(1)\nJoin()\nShutdownNow()",
	},
	"lifo-queue":     {"Put(1); Put(2)\nGet()\nGet()", "TryPut(1); TryPut(2)\nTryGet(); TryGet()"},
	"priority-queue": {"Put(101); Put(201)\nGet()\nPut(103)", "Put(101)\nPut(902)\nGet()"},
	"simple-queue":   {"PutN(1); PutN(2)\nGet()\nGet()"},
	"deque":          {"PushBack(1); PopFront()\nPushFront(2)\nRotate(1); Values()"},
	"thread":         {"Start(); Join()\nStart()\nAlive()"},
	"local":          {"Make(1)\nMake(1)\nEnd(1)", "Make(1); Get(1)\nSet(103); Delete(1)"},
}

// TestSmallScenariosExhaustively makes every execution that differs in something, of every configuration that offers the calls.
func TestSmallScenariosExhaustively(t *testing.T) {
	for name, list := range small {
		target, err := builtin.Target(counterexample.Target{Prim: name})
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range list {
			if testing.Short() && i > 0 {
				break
			}
			t.Run(name+"/"+strings.ReplaceAll(text, "\n", " | "), func(t *testing.T) {
				classes := 0
				for _, sub := range target.Configs {
					if sc := parse(t, text, sub); sc != nil {
						classes += exhaust(t, sub, sc)
					}
				}
				t.Logf("%d executions", classes)
			})
		}
	}
}

// parse reads a scenario; it is nil if the subject lacks one of its operations.
func parse(t *testing.T, text string, sub *models.Subject) *scenario.Scenario {
	t.Helper()
	sc := &scenario.Scenario{}
	offered := exec.Offered(sub)
	for line := range strings.Lines(text) {
		var task []scenario.Op
		for call := range strings.SplitSeq(strings.TrimSpace(line), "; ") {
			op, err := counterexample.ParseOp(call, sub.Spec)
			if err != nil {
				t.Fatal(err)
			}
			if !offered[op.Op] {
				return nil
			}
			task = append(task, op)
		}
		sc.Tasks = append(sc.Tasks, task)
	}
	return sc
}

// exhaust makes all executions of a scenario and judges each.
func exhaust(t *testing.T, sub *models.Subject, sc *scenario.Scenario) int {
	t.Helper()
	runner, judge := exec.NewRunner(), verdict.NewJudge(sub.Spec)
	defer runner.Close()
	every := &sched.Exhaustive{}
	for {
		x, more := runner.Run(sub, sc, exec.Options{Strategy: every})
		switch {
		case !more && every.Doubts&^sched.DoubtTime != 0: // some of these read the clock, which decides nothing in them
			t.Fatalf("%s: not all may have been explored: %v", sub.Spec.Label, every.Doubts)
		case !more:
			return every.Classes
		case x.Ending != sched.EndQuiet && x.Ending != sched.EndAbandoned:
			t.Fatalf("%s: ended %v", sub.Spec.Label, x.Ending)
		case x.Ending == sched.EndQuiet && len(x.Leaks) > 0:
			t.Fatalf("%s: leaks", sub.Spec.Label)
		case x.Ending == sched.EndQuiet:
			if v := judge.Check(x.History); v.Kind != verdict.OK {
				t.Fatalf("%s: %v\n%v", sub.Spec.Label, v, x.History)
			}
		}
	}
}
