package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/reach"
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
	limits     []reach.Limit // of all packages
	first      verdict.Kind  // of the first test that failed

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
		t.line(passWord(r), "%s  %s  %s", r.Package, r.Name, extent(r))
		t.details(r)
	default:
		t.line(failWord(r), "%s  %s  %s: %s  (%s)", r.Package, r.Name, r.Verdict, sentence(r), extent(r))
		if !t.quiet {
			t.details(r)
			t.report(r)
		}
	}
}

// line prints what there is to say of a test or package behind a word of four letters.
func (t *testOutput) line(word, format string, args ...any) {
	first, rest, _ := strings.Cut(fmt.Sprintf(format, args...), "\n")
	t.wrapped(fmt.Sprintf("%-4s  ", word), first)
	if rest != "" { // what another program has said, in lines of its own
		fmt.Fprintln(t.stdout, strings.TrimRight(rest, "\n"))
	}
}

func passWord(r *suite.Test) string {
	if r.Skipped {
		return "skip"
	}
	return "ok"
}

func failWord(r *suite.Test) string {
	if r.Verdict.Violation() {
		return "FAIL"
	}
	return "???"
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
		t.line("", "warning: %s", w)
	}
	if !t.verbose {
		return
	}
	if len(r.Coverage) > 0 {
		t.line("", "covered: %s; strategies: %s", strings.Join(r.Coverage, "; "), r.Stats.Shares())
	}
	for _, n := range r.Notes {
		t.line("", "note: %s", n)
	}
	if r.Verdict == verdict.OK && r.Output != "" {
		fmt.Fprint(t.stdout, indented(r.Output, "      "))
	}
}

// reportIndent is by how much reports stand to the right.
const reportIndent = 4

func (t *testOutput) report(r *suite.Test) {
	indent := strings.Repeat(" ", reportIndent)
	switch {
	case r.Plain:
		fmt.Fprintf(t.stdout, "\n%s\n", indented(r.Output, indent))
	case r.Report != "":
		fmt.Fprintf(t.stdout, "\n%s\n", indented(r.Report, indent))
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
	for _, l := range reach.Limits(p.Stamp) {
		if !slices.Contains(t.limits, l) {
			t.limits = append(t.limits, l)
		}
	}
	switch {
	case t.json:
		t.event(packageEventOf(p))
	case p.Failure != "":
		t.line("FAIL", "%s  could not be run: %s", p.Path, p.Failure)
		if p.Output != "" {
			fmt.Fprint(t.stdout, indented(p.Output, "    "))
		}
	case t.quiet, p.Interrupted:
	case p.NoTests:
		t.line("?", "%s  no tests to run", p.Path)
	case t.verbose:
		t.line("", "%s  %s in %s; %s", p.Path, counted(p.Tests, "test"), seconds(p.Elapsed), modeText(worker.Options{}, p.Stamp))
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
	t.outOfReach()
	t.wrapped("", text+"; seed "+seedText(t.seed))
}

// mostLimits is how many lines say what is out of reach, unless all of them are asked for.
const mostLimits = 5

// outOfReach names, once, what the tests and the packages that they use do that is not under control.
func (t *testOutput) outOfReach() {
	lines := reach.Lines(t.limits)
	most := len(lines)
	if !t.verbose {
		most = min(most, mostLimits)
	}
	for _, line := range lines[:most] {
		t.wrapped("limit: ", line)
	}
	if more := len(lines) - most; more > 0 {
		t.wrapped("limit: ", fmt.Sprintf("and %d more kinds of places that are not under control; -v names them", more))
	}
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
