package main

import (
	"context"
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/histories"
)

// stressMode says in a summary and a report what executions without control are worth.
const stressMode = "stress: nothing is under control; real cores, not repeatable, and finding nothing proves nothing"

func modeWord(stress bool) string {
	if stress {
		return "stress"
	}
	return "controlled"
}

// stressed stands in the first line of a summary, so that nobody takes the run for one under control.
func stressed(stress bool) string {
	if stress {
		return " (stress mode)"
	}
	return ""
}

// checkStress refuses what can't be had without control, and runs without control where the environment demands it.
func (f *campaignFlags) checkStress(given func(flag string) bool) error {
	f.jobsGiven = given("jobs")
	switch {
	case !f.stress:
		return nil
	case os.Getenv("TENTER_MODE") == "controlled":
		return fmt.Errorf("--stress: nothing would be under control, but TENTER_MODE=controlled demands that all is; drop one")
	case f.race:
		return fmt.Errorf("--stress: with --race a race is found under control, where it can be replayed; drop one")
	case f.yield != "":
		return fmt.Errorf("--stress: --yield %s: without control there are no yield points; drop one", f.yield)
	case f.strategy != "":
		return fmt.Errorf("--strategy: %q: with --stress the cores decide who is next; drop one", f.strategy)
	}
	return nil
}

// kindOf says which worker program is wanted.
type kindOf struct {
	stress, race bool
	yield        string
}

// program finds the worker program. Without control it is this one: nothing in it is rewritten.
func (a *app) program(ctx context.Context, how kindOf) (p worker.Program, done func(), err error) {
	if !how.stress {
		return a.worker(ctx, how.race, how.yield)
	}
	path, err := os.Executable()
	if err != nil {
		return p, nil, fmt.Errorf("cannot find this executable, which is to be the worker: %w", err)
	}
	return worker.Program{Path: path}, func() {}, nil
}

// printStressed says what came of running the scenario of a case again that was found without control.
func (a *app) printStressed(file string, c *counterexample.Counterexample, r *worker.Replayed) {
	edited := ""
	if c.Edited {
		edited = "edited, and "
	}
	switch {
	case r.Verdict == c.Verdict:
		fmt.Fprintf(a.stdout, "%sfails again: %s: %s\n", edited, file, r.Verdict)
	case r.Verdict.Violation():
		fmt.Fprintf(a.stdout, "%sfails otherwise: %s: %s in place of %s\n", edited, file, r.Verdict, c.Verdict)
	case r.Verdict == verdict.OK:
		fmt.Fprintf(a.stdout, "%snot seen again: %s: %s; check replay --judge judges what was seen\n", edited, file, r.Diverged)
	default:
		fmt.Fprintf(a.stdout, "%s%s: %s: %s\n", edited, r.Verdict, file, r.Reason)
	}
}

// judgeAgain judges what was seen of a case that was found without control.
func (a *app) judgeAgain(file string, c *counterexample.Counterexample) error {
	if c.Observed == nil || c.Observed.History == nil {
		return fmt.Errorf("replay: --judge: %s: it holds no history; replay it without --judge", file)
	}
	t, err := a.find(c.Target)
	if err != nil {
		return fmt.Errorf("replay: %s: %w", file, err)
	}
	j := verdict.NewJudge(t.Configs[c.Target.Config].Spec)
	kind := j.Check(c.Observed.History).Kind
	if kind == verdict.Unknown && !c.Observed.History.Unordered { // it may be long
		l, err := histories.LongOf(c.Observed.History)
		if err != nil {
			return fmt.Errorf("replay: --judge: %s: %w", file, err)
		}
		kind = j.CheckLong(l).Kind
	}
	switch {
	case kind == verdict.WrongResult || kind == verdict.LostWakeup:
		text, err := worker.Report(a.find, c, worker.Page{Width: columns(a.stdout), Color: a.colored(), Base: base(), Replay: []string{"check replay " + file}, Mode: stressMode})
		if err != nil {
			return err
		}
		if !a.quiet {
			fmt.Fprintln(a.stdout, text)
		}
		fmt.Fprintf(a.stdout, "judged again: %s: %s\n", file, kind)
	case kind == verdict.OK && (c.Verdict == verdict.WrongResult || c.Verdict == verdict.LostWakeup):
		fmt.Fprintf(a.stdout, "judged again: %s: the model allows what was seen (now)\n", file)
	default:
		return fmt.Errorf("replay: --judge: %s: a %s does not show in the history; replay it without --judge", file, c.Verdict)
	}
	a.status = statusOf(kind, true)
	return nil
}
