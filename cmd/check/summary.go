package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/reach"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
)

// summary says how the campaign went: what came of it, what was covered, how it was controlled, and the seed.
func (a *app) summary(o worker.Options, res *worker.Result) {
	switch {
	case a.json:
		a.event(summaryEventOf(o, res))
	case !a.quiet:
		a.printSummary(o, res)
	case res.Verdict != verdict.OK && res.Found == nil:
		fmt.Fprintln(a.stdout, headline(o, res))
	}
}

func summaryEventOf(o worker.Options, res *worker.Result) summaryEvent {
	s := &res.Stats
	e := summaryEvent{
		Action: "summary", Verdict: res.Verdict.String(), Executions: s.Executions, Seed: seedText(res.Seed), Seconds: res.Elapsed.Seconds(),
		Mode: modeWord(o.Stress), Interrupted: res.Interrupted, Scenarios: s.Scenarios, Histories: s.Histories, Overlapped: s.Overlapped,
		Blocked: s.Blocked, Cancelled: s.Cancelled, Rescued: s.Rescued, Unknown: s.Unknown, Reasons: s.Reasons, Steps: s.Steps,
		Points: s.Points, Whole: res.Whole, Coverage: res.Coverage(), Classes: s.Classes, Redundant: s.Redundant, Exhausted: s.Exhausted,
		Distinct: s.Distinct, Strategies: s.Strategies, Outcomes: s.Outcomes, Operation: map[string]operationEvent{}, Warnings: res.Warnings,
	}
	e.Controlled = controlledEvent(worker.ControlOf(res.Stamp))
	for name, op := range s.Operations {
		e.Operation[name] = operationEvent(*op)
	}
	return e
}

func (a *app) printSummary(o worker.Options, res *worker.Result) {
	s := &res.Stats
	if res.Found != nil {
		fmt.Fprintln(a.stdout)
	}
	a.wrapped("", headline(o, res))
	line := func(head, format string, args ...any) {
		a.wrapped(fmt.Sprintf("  %-10s  ", head), fmt.Sprintf(format, args...))
	}
	for _, reason := range slices.Sorted(maps.Keys(s.Reasons)) {
		line("unknown", "%s (%s)", reason, counted(s.Reasons[reason], "execution"))
	}
	if s.Executions > 0 {
		line("covered", "%s with overlapping operations, %s with a blocked call, %s with one cut short by its context or time-out",
			share(s.Overlapped, s.Executions), share(s.Blocked, s.Executions), share(s.Cancelled, s.Executions))
		line("", "%s", counted(s.Scenarios, "scenario"))
		for _, text := range res.Coverage() {
			line("", "%s", text)
		}
		line("strategies", "%s", s.Shares())
	}
	if a.verbose {
		for _, name := range slices.Sorted(maps.Keys(s.Operations)) {
			op := s.Operations[name]
			line("", "%-14s  %d calls, %d blocked, %d cancelled, %d failed", name, op.Calls, op.Blocked, op.Cancelled, op.Failed)
		}
	}
	if o.Stress {
		line("mode", "%s", stressMode)
	} else {
		line("mode", "%s; %d met by the subject", modeText(o, res.Stamp), s.Points)
	}
	if o.Target.Impl != nil || a.verbose || res.Verdict == verdict.Unknown || res.Verdict == verdict.Nondeterminism {
		// Tenter's own primitives are in one program: what is not under control in another one of them would only be in the way.
		for _, limit := range reach.Lines(reach.Limits(res.Stamp)) {
			line("limit", "%s", limit)
		}
	}
	for _, w := range res.Warnings {
		line("warning", "%s", w)
	}
	line("seed", "%s", seedText(res.Seed))
}

// headline is the result in one line.
func headline(o worker.Options, res *worker.Result) string {
	name := o.Target.Prim
	if o.Target.Impl != nil {
		name = o.Target.String()
	}
	if o.Target.Mutant != "" {
		name += " (mutant " + o.Target.Mutant + ")"
	}
	name += stressed(o.Stress)
	text := fmt.Sprintf("%s: %s: %s in %.2f s", res.Verdict, name, counted(res.Stats.Executions, "execution"), res.Elapsed.Seconds())
	switch {
	case res.Interrupted:
		text += ", interrupted"
	case res.Ended:
		text += ", and nothing is left to explore"
	case res.Found != nil || o.Runs == 0 || res.Stats.Executions == o.Runs:
	case res.Verdict == verdict.OK:
		text += fmt.Sprintf(", of %d: the budget is spent", o.Runs)
	default:
		text += fmt.Sprintf(", of %d: given up", o.Runs)
	}
	return text
}

func share(n, of int) string { return fmt.Sprintf("%d%%", 100*n/of) }

// counted writes a number with its noun.
func counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
