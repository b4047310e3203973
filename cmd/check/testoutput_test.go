package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/suite"
	"github.com/tenter-go/tenter/harness/verdict"
)

func outputFor(t *testing.T, args ...string) (*testOutput, *bytes.Buffer) {
	t.Helper()
	f, err := parseTestFlags(args)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	return &testOutput{app: &app{stdout: &b, stderr: &b, common: common{json: f.json, quiet: f.quiet}}, flags: f}, &b
}

// Who looks at the summary alone must not take for a pass that a package could not be run.
func TestFailureIsNotOK(t *testing.T) {
	out, b := outputFor(t, "--json")
	out.show(suite.Event{Package: &suite.Package{Path: "x", Failure: "its test does not build"}})
	out.finish(false)
	if !strings.Contains(b.String(), `"action":"summary","verdict":"unknown"`) || out.status() != statusFailed {
		t.Errorf("status %v:\n%s", out.status(), b)
	}
	out.show(suite.Event{Test: &suite.Test{Verdict: verdict.Deadlock}})
	if got := out.verdict(); got != verdict.Deadlock {
		t.Errorf("with a deadlock besides: %v", got)
	}
}

// What a process wrote before it ended is all there is to go by where there is no report.
func TestUndecidedTestShowsOutput(t *testing.T) {
	out, b := outputFor(t)
	out.show(suite.Event{Test: &suite.Test{Name: "TestX", Verdict: verdict.Unknown, Output: "panic: boom\n"}})
	if !strings.Contains(b.String(), "\n    What the test wrote\n      panic: boom\n") {
		t.Errorf("%s", b)
	}
}
