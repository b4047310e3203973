package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/impl"
	"github.com/tenter-go/tenter/harness/suite"
	"github.com/tenter-go/tenter/harness/twin"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/models"
)

func (a *app) replayCommand() *cobra.Command {
	judge, html := false, ""
	cmd := &cobra.Command{
		Use:   "replay FILE",
		Short: "Run a counterexample again and show it",
		Long: `Replay runs the case in FILE again and prints the report. A case that was found
without control has no schedule: its scenario is run without control again, many
times, which is not deterministic; --judge judges the history that was seen
instead, and runs nothing.

Exit status: 1 it fails again, 0 it ran to its end and holds, 3 it could not be
followed to its end, because the code has changed, 2 the file can't be replayed.`,
		Example: "  check replay tenter-counterexamples/3fb21c07.txt",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("replay: %s given: want one file", counted(len(args), "file"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.replay(cmd.Context(), args[0], judge, html) },
	}
	cmd.Flags().BoolVar(&judge, "judge", false, "judge the history in the file, of a case found without control; run nothing")
	cmd.Flags().StringVar(&html, "html", "", "write the report to this file as well, as a page of HTML")
	return cmd
}

func (a *app) replay(ctx context.Context, file string, judge bool, html string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	c, err := counterexample.Parse(data, resolve(a.find, bytes.Contains(data, []byte("\ntwin: yes\n"))))
	if err != nil {
		return fmt.Errorf("replay: %s: %w", file, err)
	}
	page := worker.Page{Width: columns(a.stdout), Color: a.colored(), Base: base(), Replay: []string{"check replay " + file}}
	if judge {
		return a.judgeAgain(file, c)
	}
	start := time.Now()
	r, err := a.again(ctx, c, page)
	if err != nil {
		return explainFailure(err)
	}
	if a.json {
		a.replayEvents(file, c, r, time.Since(start))
	} else {
		a.printReplay(file, c, r)
	}
	a.status = replayStatus(r)
	if html == "" {
		return nil
	}
	page.HTML = true
	if r, err = a.again(ctx, c, page); err != nil {
		return err
	}
	return writePage(html, r.Report)
}

// again runs the case where its like was found.
func (a *app) again(ctx context.Context, c *counterexample.Counterexample, page worker.Page) (*worker.Replayed, error) {
	if c.Twin != nil {
		return suite.Replay(ctx, suite.Options{Page: page}, c)
	}
	if c.Target.Impl != nil {
		return a.implementationAgain(ctx, c, page)
	}
	program, done, err := a.program(ctx, kindOf{c.Observed != nil, c.Verdict == verdict.DataRace, c.Yield})
	if err != nil {
		return nil, err
	}
	defer done()
	return worker.Replay(ctx, worker.Options{Program: program, Find: a.find}, c, page)
}

// resolve finds specifications by the names of what they specify. A file of a test names no primitive: it is replayed by that test,
// unless it is one of check test.
func resolve(find worker.Find, ofTest bool) counterexample.Resolve {
	return func(name counterexample.Target) (*models.Spec, error) {
		if ofTest {
			return suite.Spec(name), nil
		}
		if name.Prim == "" {
			return nil, fmt.Errorf("it is a case of a test: %s in %s — run %s, which tries its saved cases first", name.Test, name.Pkg, twin.Command(name.Test, name.Pkg))
		}
		if name.Impl != nil {
			find = impl.Find
		}
		t, err := find(name)
		if err != nil {
			return nil, err
		}
		if name.Config < 0 || name.Config >= len(t.Configs) {
			return nil, fmt.Errorf("%w: it is of configuration %d, and %s has %d", counterexample.ErrMisfit, name.Config, name.Prim, len(t.Configs))
		}
		return t.Configs[name.Config].Spec, nil
	}
}

// replayStatus maps what came of a replay. A violation is one also if it is another than in the file, or came about in another way.
func replayStatus(r *worker.Replayed) status {
	switch {
	case r.Verdict.Violation():
		return statusViolated
	case r.Verdict == verdict.OK && r.Followed:
		return statusPassed
	}
	return statusUndecided
}

func (a *app) replayEvents(file string, c *counterexample.Counterexample, r *worker.Replayed, elapsed time.Duration) {
	a.event(replayEvent{
		Action: "replay", File: file, Expected: c.Verdict.String(), Verdict: r.Verdict.String(),
		Reproduced: r.Verdict == c.Verdict && r.Same, Same: r.Same, Edited: c.Edited, Diverged: r.Diverged, Reason: r.Reason,
	})
	a.event(summaryEvent{
		Action: "summary", Verdict: r.Verdict.String(), Executions: 1, Seed: seedText(c.Seed), Seconds: elapsed.Seconds(), Mode: modeWord(c.Observed != nil),
		Operation: map[string]operationEvent{},
	})
}

// printReplay prints the report and, last, what it means for the case.
func (a *app) printReplay(file string, c *counterexample.Counterexample, r *worker.Replayed) {
	if !a.quiet && (r.Verdict != verdict.OK || a.verbose) {
		fmt.Fprintln(a.stdout, r.Report)
	}
	switch {
	case c.Observed != nil:
		a.printStressed(file, c, r)
	case c.Edited:
		a.printEdited(file, c, r)
	case r.Verdict == c.Verdict && r.Same:
		fmt.Fprintf(a.stdout, "reproduced: %s: %s\n", file, c.Verdict)
	case r.Verdict == c.Verdict:
		fmt.Fprintf(a.stdout, "fails again, in another way: %s: %s\n", file, r.Diverged)
	case r.Verdict.Violation():
		fmt.Fprintf(a.stdout, "fails otherwise: %s: %s in place of %s: %s\n", file, r.Verdict, c.Verdict, r.Diverged)
	case r.Verdict == verdict.OK && r.Followed:
		fmt.Fprintf(a.stdout, "holds: %s: no %s any more — fixed?\n", file, c.Verdict)
	case r.Verdict == verdict.OK:
		fmt.Fprintf(a.stdout, "diverged: %s: %s — the code has changed; search again with --seed %s\n", file, r.Diverged, seedText(c.Seed))
	default:
		fmt.Fprintf(a.stdout, "%s: %s: %s\n", r.Verdict, file, errors.Join(reasons(r)...))
	}
}

// printEdited says what came of a case that is not the one that was found.
func (a *app) printEdited(file string, c *counterexample.Counterexample, r *worker.Replayed) {
	fmt.Fprintf(a.stdout, "%s: %s\n", file, counterexample.EditedNote)
	switch {
	case r.Verdict.Violation():
		fmt.Fprintf(a.stdout, "edited, and fails: %s: %s\n", file, r.Verdict)
	case r.Verdict == verdict.OK && r.Followed:
		fmt.Fprintf(a.stdout, "edited, and holds: %s: as it is now, which says nothing about the %s in it\n", file, c.Verdict)
	case r.Verdict == verdict.OK:
		fmt.Fprintf(a.stdout, "edited, and diverged: %s: %s\n", file, r.Diverged)
	default:
		fmt.Fprintf(a.stdout, "edited, and %s: %s: %s\n", r.Verdict, file, errors.Join(reasons(r)...))
	}
}

func reasons(r *worker.Replayed) (list []error) {
	for _, text := range []string{r.Reason, r.Diverged} {
		if text != "" {
			list = append(list, errors.New(text))
		}
	}
	return list
}
