package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/suite"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
)

// testOutput shows the results of check test.
type testOutput struct {
	*app
	flags      *testFlags
	seed       uint64
	any        bool // a result has come
	tests      int
	executions int
	violations int
	undecided  int
	failures   int // packages that could not be run
	short      bool
	first      verdict.Kind // of the first test that failed

	interrupted bool
}

func (t *testOutput) start() {
	if t.json {
		o := &t.flags.options
		t.event(testStartEvent{
			Action: "start", Schema: schema, Version: version(), Packages: o.Packages, Seed: seedText(t.seed), Mode: "controlled",
			Runs: o.Runs, BudgetSeconds: o.Budget.Seconds(), Strategy: orAll(o.Strategy),
		})
		return
	}
}

func orAll(strategy string) string {
	if strategy == "" {
		return "all"
	}
	return strategy
}

// show shows one result.
func (t *testOutput) show(e suite.Event) {
	t.any = true
	if isTerminal(t.stderr) && !t.quiet {
		fmt.Fprint(t.stderr, clearLine)
	}
	if e.Test != nil {
		t.test(e.Test)
		return
	}
	t.pkg(e.Package)
}

func (t *testOutput) test(r *suite.Test) {
	t.tests++
	t.executions += r.Stats.Executions
	t.short = t.short || r.Short
	switch {
	case r.Verdict.Violation():
		if t.violations++; t.violations == 1 {
			t.first = r.Verdict
		}
	case r.Verdict != verdict.OK:
		t.undecided++
	}
	switch {
	case t.json:
		t.testEvents(r)
	case t.quiet && r.Verdict == verdict.OK:
	case r.Verdict == verdict.OK:
		fmt.Fprintf(t.stdout, "%s  %s  %s  %s\n", passWord(r), r.Package, r.Name, extent(r))
		t.details(r)
	default:
		fmt.Fprintf(t.stdout, "%s  %s  %s  %s: %s  (%s)\n", failWord(r), r.Package, r.Name, r.Verdict, sentence(r), extent(r))
		if !t.quiet {
			t.details(r)
			t.report(r)
		}
	}
}

func passWord(r *suite.Test) string {
	if r.Skipped {
		return "skip"
	}
	return "ok  "
}

func failWord(r *suite.Test) string {
	if r.Verdict.Violation() {
		return "FAIL"
	}
	return "??? "
}

// sentence says what a test failed with.
func sentence(r *suite.Test) string {
	if r.Plain {
		return "fails without any schedule, fix it first: " + r.Message
	}
	return strings.TrimPrefix(r.Message, r.Verdict.String()+": ")
}

// extent says how much of a test was explored.
func extent(r *suite.Test) string {
	n := counted(r.Stats.Executions, "execution")
	switch {
	case r.Skipped:
		return "it skips itself"
	case r.Sequential:
		return fmt.Sprintf("%s, one schedule is all there is", n)
	case r.Short:
		return fmt.Sprintf("%s in %s, the budget is spent", n, seconds(r.Elapsed))
	}
	text := fmt.Sprintf("%s in %s", n, seconds(r.Elapsed))
	if r.Whole && r.Verdict == verdict.OK {
		text += ", " + r.Coverage[0]
	}
	return text
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

// details are what is told of a test besides its result, most of it only on request.
func (t *testOutput) details(r *suite.Test) {
	for _, w := range r.Warnings {
		fmt.Fprintf(t.stdout, "      warning: %s\n", w)
	}
	if !t.verbose {
		return
	}
	if len(r.Coverage) > 0 {
		fmt.Fprintf(t.stdout, "      covered: %s; strategies: %s\n", strings.Join(r.Coverage, "; "), r.Stats.Shares())
	}
	for _, n := range r.Notes {
		fmt.Fprintf(t.stdout, "      note: %s\n", n)
	}
	if r.Verdict == verdict.OK && r.Output != "" {
		fmt.Fprint(t.stdout, indented(r.Output, "      "))
	}
}

func (t *testOutput) report(r *suite.Test) {
	switch {
	case r.Plain:
		fmt.Fprintf(t.stdout, "\n%s\n", indented(r.Output, "    "))
	case r.Report != "":
		fmt.Fprintf(t.stdout, "\n%s\n", indented(r.Report, "    "))
	case strings.TrimSpace(r.Output) != "":
		fmt.Fprintf(t.stdout, "\n    What the test wrote\n%s\n", indented(r.Output, "      "))
	}
}

func indented(text, by string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		if strings.TrimSpace(line) != "" {
			b.WriteString(by)
		}
		b.WriteString(line)
	}
	return b.String()
}

func (t *testOutput) pkg(p *suite.Package) {
	if p.Failure != "" {
		t.failures++
	}
	switch {
	case t.json:
		t.event(packageEventOf(p))
	case p.Failure != "":
		fmt.Fprintf(t.stdout, "FAIL  %s  could not be run: %s\n", p.Path, p.Failure)
		if p.Output != "" {
			fmt.Fprint(t.stdout, indented(p.Output, "    "))
		}
	case t.quiet, p.Interrupted:
	case p.NoTests:
		fmt.Fprintf(t.stdout, "?     %s  no tests to run\n", p.Path)
	case t.verbose:
		c := worker.ControlOf(p.Stamp)
		fmt.Fprintf(t.stdout, "      %s  %s in %s; %s\n", p.Path, counted(p.Tests, "test"), seconds(p.Elapsed), modeText(worker.Options{}, p.Stamp))
		for _, limit := range c.Limits {
			fmt.Fprintf(t.stdout, "      limit: %s\n", limit)
		}
	}
}

// finish says how it went altogether.
func (t *testOutput) finish(interrupted bool) {
	t.interrupted = interrupted
	if t.json {
		t.event(testSummaryEvent{
			Action: "summary", Verdict: t.verdict().String(), Tests: t.tests, Executions: t.executions, Violations: t.violations,
			Undecided: t.undecided, Failures: t.failures, Seed: seedText(t.seed), Mode: "controlled", Interrupted: interrupted,
		})
		return
	}
	if t.quiet {
		return
	}
	text := fmt.Sprintf("%s, %s", counted(t.tests, "test"), counted(t.executions, "execution"))
	for _, part := range []struct {
		n    int
		text string
	}{{t.violations, "failed"}, {t.undecided, "undecided"}, {t.failures, "packages could not be run"}} {
		if part.n > 0 {
			text += fmt.Sprintf(", %d %s", part.n, part.text)
		}
	}
	if interrupted {
		text += ", interrupted"
	}
	fmt.Fprintf(t.stdout, "%s; seed %s\n", text, seedText(t.seed))
}

func (t *testOutput) verdict() verdict.Kind {
	if t.violations == 0 && (t.undecided > 0 || t.failures > 0 || t.interrupted) {
		return verdict.Unknown
	}
	return t.first
}

// status is what the program exits with.
func (t *testOutput) status() status {
	switch {
	case t.violations > 0:
		return statusViolated
	case t.failures > 0:
		return statusFailed
	case t.undecided > 0, t.interrupted:
		return statusUndecided
	}
	return statusPassed
}
