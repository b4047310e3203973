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
	return &testOutput{app: &app{stdout: &b, stderr: &b, common: common{json: f.json, quiet: f.quiet, verbose: f.verbose}}, flags: f}, &b
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

// Lines end at the width of the terminal, and what the go command has said keeps its own.
func TestLinesAreWrapped(t *testing.T) {
	t.Setenv("COLUMNS", "50")
	out, b := outputFor(t)
	out.show(suite.Event{Test: &suite.Test{Package: "example.com/a", Name: "TestX", Verdict: verdict.Unknown, Message: "an execution did not get on: it runs and never gives way"}})
	out.show(suite.Event{Package: &suite.Package{Path: "example.com/a", Failure: "its test does not build:\nx.go:1:1: syntax error: an error message that is longer than a line"}})
	want := `???   example.com/a  TestX  unknown: an execution
      did not get on: it runs and never gives way
      (0 executions in 0.00 s)
FAIL  example.com/a  could not be run: its test
      does not build:
x.go:1:1: syntax error: an error message that is longer than a line
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What is not under control is named once, at the end, with what it means; all kinds of it only on request.
func TestLimitsAreNamedOnce(t *testing.T) {
	t.Setenv("COLUMNS", "200")
	stamp := "tenter=1"
	for _, what := range []string{"net.Listen", "os.Getpid", "cgo", "weak.Make", "net.Dial", "os.Pipe"} {
		stamp += ";limit=a x.go:1 " + what
	}
	for _, test := range []struct {
		args       []string
		want, more int
	}{{nil, mostLimits, 1}, {[]string{"-v"}, 6, 0}} {
		out, b := outputFor(t, test.args...)
		for range 2 {
			out.show(suite.Event{Package: &suite.Package{Path: "a", Tests: 1, Stamp: stamp}})
		}
		out.finish(false)
		got := b.String()
		if n := strings.Count(got, "(x.go:1 of a): "); n != test.want {
			t.Errorf("%q: %d limits are named, want %d:\n%s", test.args, n, test.want, got)
		}
		if n := strings.Count(got, "more kinds of places"); n != test.more {
			t.Errorf("%q: the rest is counted %d times:\n%s", test.args, n, got)
		}
	}
}
