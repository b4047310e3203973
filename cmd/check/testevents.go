package main

import (
	"github.com/tenter-go/tenter/harness/suite"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
)

type testStartEvent struct {
	Action        string   `json:"action"` // "start"
	Schema        int      `json:"schema"`
	Version       string   `json:"version"`
	Packages      []string `json:"packages"`
	Seed          string   `json:"seed"` // hexadecimal digits
	Mode          string   `json:"mode"` // "controlled"
	Runs          int      `json:"runs"` // of each test
	BudgetSeconds float64  `json:"budget_seconds,omitempty"`
	Strategy      string   `json:"strategy"`
}

// testEvent is what came of one test.
type testEvent struct {
	Action     string   `json:"action"` // "test"
	Package    string   `json:"package"`
	Test       string   `json:"test"`
	Verdict    string   `json:"verdict"`
	Message    string   `json:"message,omitempty"`
	Executions int      `json:"executions"`
	Seconds    float64  `json:"seconds"`
	Sequential bool     `json:"sequential,omitempty"` // one schedule is all there is
	Skipped    bool     `json:"skipped,omitempty"`
	Plain      bool     `json:"plain,omitempty"` // it fails in a plain run too
	Short      bool     `json:"short,omitempty"` // the budget was spent
	Whole      bool     `json:"whole"`           // all executions that differ have been made
	Coverage   []string `json:"coverage,omitempty"`
	Classes    int      `json:"classes"`   // executions that differ
	Redundant  int      `json:"redundant"` // executions of explored scenarios that were like one before
	Steps      int      `json:"steps"`
	Goroutines int      `json:"goroutines"` // the most that an execution had, the test's own among them
	Warnings   []string `json:"warnings,omitempty"`
	Notes      []string `json:"notes,omitempty"`
	Output     string   `json:"output,omitempty"` // of the execution that is reported
}

// packageEvent comes after the events of its tests.
type packageEvent struct {
	Action      string          `json:"action"` // "package"
	Package     string          `json:"package"`
	Tests       int             `json:"tests"`
	NoTests     bool            `json:"no_tests,omitempty"`
	Failure     string          `json:"failure,omitempty"`
	Interrupted bool            `json:"interrupted,omitempty"`
	Output      string          `json:"output,omitempty"`
	Seconds     float64         `json:"seconds"`
	Controlled  controlledEvent `json:"controlled,omitzero"`
}

// testSummaryEvent is always the last one.
type testSummaryEvent struct {
	Action      string `json:"action"` // "summary"
	Verdict     string `json:"verdict"`
	Tests       int    `json:"tests"`
	Executions  int    `json:"executions"`
	Violations  int    `json:"violations"`
	Undecided   int    `json:"undecided"`
	Failures    int    `json:"failures"` // packages that could not be run
	Seed        string `json:"seed"`
	Mode        string `json:"mode"`
	Interrupted bool   `json:"interrupted,omitempty"`
}

func (t *testOutput) testEvents(r *suite.Test) {
	if c := r.Case; c != nil {
		e := counterexampleEventOf(c, kept{path: r.File})
		e.Package, e.Test = r.Package, r.Name
		t.event(e)
	}
	e := testEvent{
		Action: "test", Package: r.Package, Test: r.Name, Verdict: r.Verdict.String(), Message: r.Message, Executions: r.Stats.Executions,
		Seconds: r.Elapsed.Seconds(), Sequential: r.Sequential, Skipped: r.Skipped, Plain: r.Plain, Short: r.Short, Whole: r.Whole, Coverage: r.Coverage,
		Classes: r.Stats.Classes, Redundant: r.Stats.Redundant, Steps: r.Stats.Steps, Goroutines: r.Goroutines, Warnings: r.Warnings, Notes: r.Notes,
	}
	if r.Verdict != verdict.OK {
		e.Output = r.Output
	}
	t.event(e)
}

func packageEventOf(p *suite.Package) packageEvent {
	return packageEvent{
		Action: "package", Package: p.Path, Tests: p.Tests, NoTests: p.NoTests, Failure: p.Failure, Interrupted: p.Interrupted, Output: p.Output, Seconds: p.Elapsed.Seconds(),
		Controlled: controlledEvent(worker.ControlOf(p.Stamp)),
	}
}
