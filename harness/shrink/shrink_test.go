package shrink_test

import (
	"slices"
	"testing"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shrink"
)

// calls is an alphabet of operations named by letters; Wait waits.
type calls []string

func (c calls) Simpler(_ int, op scenario.Op) []scenario.Op {
	if op.Arg == 2 {
		op.Arg = 1
		return []scenario.Op{op}
	}
	return nil
}
func (c calls) Waits(_ int, op scenario.Op) bool { return op.Name == "Wait" }
func (c calls) All(int) (list []scenario.Op) {
	for _, name := range c {
		list = append(list, scenario.Op{Name: name, Arg: 1})
	}
	return list
}

func (c calls) Configs() int                  { return 1 }
func (c calls) Renew(int, *scenario.Scenario) {}
func (c calls) Strategies() []sched.Strategy  { return []sched.Strategy{&sched.Replay{}} }

// Draw knows one scenario, in which nothing is wrong: these tests are about the passes that come after.
func (c calls) Draw(scenario.Limits, uint64) (int, *scenario.Scenario) {
	return 0, &scenario.Scenario{Tasks: make([][]scenario.Op, 2)}
}

// ops makes operations with the argument 2.
func ops(names ...string) (list []scenario.Op) {
	for _, n := range names {
		list = append(list, scenario.Op{Name: n, Arg: 2})
	}
	return list
}

func count(sc *scenario.Scenario, name string) int {
	n := 0
	for _, part := range append(slices.Clone(sc.Tasks), sc.Prefix, sc.Epilogue) {
		for _, o := range part {
			if o.Name == name {
				n++
			}
		}
	}
	return n
}

// trial makes a Trial of a predicate over scenarios that holds under every schedule.
func trial(fails func(sc *scenario.Scenario) bool) shrink.Trial {
	sch := sched.New()
	return func(_ int, sc *scenario.Scenario, s sched.Strategy, _ uint64) (bool, []sched.Decision, bool) {
		res, ok := sch.Run(0, sched.Config{Strategy: s}, func() {})
		if !ok {
			return false, nil, false
		}
		return fails(sc), slices.Clone(res.Decisions), true
	}
}

func TestOnlyWhatMattersIsLeft(t *testing.T) {
	start := shrink.Case{Scenario: &scenario.Scenario{
		Prefix:   ops("Put", "Get"),
		Tasks:    [][]scenario.Op{ops("Put", "Wait", "Get"), ops("Get", "Put", "Put"), ops("Put", "Get", "Wait")},
		Epilogue: ops("Get"),
	}}
	best, spent := shrink.Shrink(start, trial(func(sc *scenario.Scenario) bool {
		return count(sc, "Wait") >= 1 && count(sc, "Get") >= 2
	}), calls{"Get", "Put", "Wait"})
	tasks, operations := best.Scenario.Size()
	if tasks != 1 || operations != 3 {
		t.Errorf("%d tasks, %d operations, want 1 and 3:\n%v", tasks, operations, best.Scenario)
	}
	for _, task := range best.Scenario.Tasks {
		for _, o := range task {
			if o.Arg != 1 {
				t.Errorf("%v could have a simpler argument", o)
			}
		}
	}
	t.Logf("spent %d executions:\n%v", spent, best.Scenario)
}

func TestSmallerCaseFromElsewhere(t *testing.T) {
	// Leaving out can't lead from three Puts to the two Gets that also fail: only enumeration finds them.
	start := shrink.Case{Scenario: &scenario.Scenario{Tasks: [][]scenario.Op{ops("Put"), ops("Put"), ops("Put")}}}
	best, _ := shrink.Shrink(start, trial(func(sc *scenario.Scenario) bool {
		return count(sc, "Put") >= 3 || count(sc, "Get") >= 2
	}), calls{"Put", "Get"})
	if _, operations := best.Scenario.Size(); operations != 2 || count(best.Scenario, "Get") != 2 {
		t.Errorf("left:\n%v", best.Scenario)
	}
}

func TestWaitingCallsStayInTasks(t *testing.T) {
	start := shrink.Case{Scenario: &scenario.Scenario{Tasks: [][]scenario.Op{ops("Wait"), ops("Get")}}}
	best, _ := shrink.Shrink(start, trial(func(sc *scenario.Scenario) bool {
		return count(sc, "Wait") >= 1 && count(sc, "Get") >= 1
	}), calls{"Wait", "Get"})
	for _, o := range append(slices.Clone(best.Scenario.Prefix), best.Scenario.Epilogue...) {
		if o.Name == "Wait" {
			t.Errorf("nobody could wake it there:\n%v", best.Scenario)
		}
	}
}

func TestShrinkingIsReproducible(t *testing.T) {
	start := shrink.Case{Scenario: &scenario.Scenario{Tasks: [][]scenario.Op{ops("Put", "Get", "Put"), ops("Get", "Get"), ops("Put")}}}
	fails := trial(func(sc *scenario.Scenario) bool { return count(sc, "Put") >= 2 && count(sc, "Get") >= 1 })
	first, spent := shrink.Shrink(start, fails, calls{"Put", "Get"})
	for range 3 {
		again, n := shrink.Shrink(start, fails, calls{"Put", "Get"})
		if again.Scenario.String() != first.Scenario.String() || n != spent {
			t.Fatalf("%d executions and\n%vthen %d and\n%v", spent, first.Scenario, n, again.Scenario)
		}
	}
}
