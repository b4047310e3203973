package postmortem

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
)

// big is a case of which only two calls and one preemption matter.
func big() *counterexample.Counterexample {
	op := func(name string) scenario.Op { return scenario.Op{Name: name} }
	return &counterexample.Counterexample{
		Scenario: &scenario.Scenario{
			Prefix:   []scenario.Op{op("x")},
			Tasks:    [][]scenario.Op{{op("x"), op("first")}, {op("x"), op("x")}, {op("second"), op("x")}},
			Epilogue: []scenario.Op{op("x")},
		},
		Schedule: []sched.Decision{{From: 1, Seq: 1, To: 2}, {From: 1, Seq: 4, To: 3, Preempts: true}, {From: 3, Seq: 2, To: 1, Preempts: true}},
	}
}

// deadly reports whether the case has what matters.
func deadly(c *counterexample.Counterexample) bool {
	has := func(ops []scenario.Op, name string) bool {
		return slices.ContainsFunc(ops, func(o scenario.Op) bool { return o.Name == name })
	}
	tasks := c.Scenario.Tasks
	return has(tasks[0], "first") && has(tasks[2], "second") &&
		slices.ContainsFunc(c.Schedule, func(d sched.Decision) bool { return d.Preempts && d.From == 1 && d.To == 3 })
}

func TestMinimize(t *testing.T) {
	trials := 0
	got, alone, err := Minimize(big(), 100, func(c *counterexample.Counterexample) (*counterexample.Counterexample, bool, error) {
		trials++
		return c, deadly(c), nil
	})
	if err != nil || !alone {
		t.Fatalf("alone %v, %v", alone, err)
	}
	if diff := cmp.Diff(counterexample.Size{Tasks: 2, Operations: 2, Preemptions: 1}, got.Size()); diff != "" {
		t.Errorf("(-want +got):\n%s\n%v%v", diff, got.Scenario, got.Schedule)
	}
	if got.Shrinks != trials-1 {
		t.Errorf("%d trials are counted, of %d and the first", got.Shrinks, trials)
	}
}

// A case that is not deadly by itself is left as it is, and trials are bounded.
func TestMinimizeBounds(t *testing.T) {
	none := func(c *counterexample.Counterexample) (*counterexample.Counterexample, bool, error) {
		return c, false, nil
	}
	if got, alone, err := Minimize(big(), 100, none); alone || err != nil || cmp.Diff(big(), got) != "" {
		t.Errorf("alone %v, %v: %+v", alone, err, got)
	}
	trials := 0
	only := func(c *counterexample.Counterexample) (*counterexample.Counterexample, bool, error) {
		trials++
		return c, trials == 1, nil
	}
	if _, alone, err := Minimize(big(), 3, only); !alone || err != nil || trials != 4 {
		t.Errorf("alone %v, %v, %d trials; want the first and 3", alone, err, trials)
	}
}
