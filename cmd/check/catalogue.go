package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/impl"
	"github.com/tenter-go/tenter/harness/spelling"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/histories/catalogue"
)

// catalogueFlags are the flags of 'check catalogue'.
type catalogueFlags struct {
	runs, jobs int
	seed       seedFlag
	proof      bool
}

func (a *app) catalogueCommand() *cobra.Command {
	f := catalogueFlags{seed: seedFlag{value: 1}}
	cmd := &cobra.Command{
		Use:   "catalogue [NAME...]",
		Short: "Check bugs that other people's types had: found where they are, and not found where they are mended",
		Long: "Catalogue downloads what its entries name, checks each version with the model of the entry, and prints a table of what was found. It exits\n" +
			"with 1 if some version was not judged as the entry says. Modules that can't be had, because there is no network, are skipped with a line.\n\n" +
			"What is downloaded is run, with your rights; see 'check --impl'. An entry with a proof has a program of plain Go that shows the bug; --proof\n" +
			"prints it.",
		Example: "  check catalogue\n  check catalogue kmutex --runs 1000\n  check catalogue --json",
		RunE: func(cmd *cobra.Command, names []string) error {
			if f.runs < 1 {
				return fmt.Errorf("--runs: %d: want at least 1", f.runs)
			}
			entries, err := chosen(names)
			if err != nil {
				return err
			}
			if f.proof {
				return a.proofs(entries)
			}
			return a.catalogue(cmd.Context(), &f, entries)
		},
	}
	fl := cmd.Flags()
	fl.IntVar(&f.runs, "runs", 10_000, "executions of each version")
	fl.Var(&f.seed, "seed", "the seed of all campaigns (default 1)")
	fl.IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "worker processes; the outcome does not depend on it")
	fl.BoolVar(&f.proof, "proof", false, "print the programs of plain Go, and check nothing")
	return cmd
}

// chosen returns the named entries, all if there are no names.
func chosen(names []string) ([]catalogue.Entry, error) {
	all, err := catalogue.All()
	if err != nil || len(names) == 0 {
		return all, err
	}
	var known []string
	for _, e := range all {
		known = append(known, e.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("catalogue: %q: there is no such entry%s; there are %s", name, spelling.Suggest(name, known), strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(all, func(e catalogue.Entry) bool { return !slices.Contains(names, e.Name) }), nil
}

func (a *app) proofs(entries []catalogue.Entry) error {
	for _, e := range entries {
		for _, file := range e.Proof {
			fmt.Fprintf(a.stdout, "-- %s/%s --\n%s", e.Name, file.Name, file.Data)
		}
	}
	return nil
}

// catalogueEvent is one version of one entry, judged.
type catalogueEvent struct {
	Action      string   `json:"action"` // "catalogue"
	Entry       string   `json:"entry"`
	Impl        string   `json:"impl"`
	Verdict     string   `json:"verdict,omitempty"` // "" if it was skipped
	Expected    []string `json:"expected"`
	AsExpected  bool     `json:"as_expected"`
	Executions  int      `json:"executions,omitempty"` // until it was found, or in all
	Tasks       int      `json:"tasks,omitempty"`      // of the smallest case
	Operations  int      `json:"operations,omitempty"`
	Preemptions int      `json:"preemptions"`
	Skipped     string   `json:"skipped,omitempty"` // why
	Command     string   `json:"command"`
}

func (a *app) catalogue(ctx context.Context, f *catalogueFlags, entries []catalogue.Entry) error {
	wrong, skipped, runs := 0, 0, 0
	for _, e := range entries {
		if !a.json {
			a.wrapped("", e.Name+": "+e.Title)
		}
		for _, r := range e.Runs {
			ev, err := a.judged(ctx, f, &e, r)
			if err != nil {
				return fmt.Errorf("catalogue: %s: %w", e.Name, err)
			}
			runs++
			switch {
			case ev.Skipped != "":
				skipped++
			case !ev.AsExpected:
				wrong++
			}
			a.judgement(ev)
			if ctx.Err() != nil {
				a.status = statusUndecided
				return nil
			}
		}
	}
	if !a.json {
		a.wrapped("", fmt.Sprintf("%s, %d not as expected, %d skipped; seed %s", counted(runs, "version"), wrong, skipped, seedText(f.seed.value)))
	}
	switch {
	case wrong > 0:
		a.status = statusViolated
	case skipped == runs:
		a.status = statusUndecided
	}
	return nil
}

// judged checks one version.
func (a *app) judged(ctx context.Context, f *catalogueFlags, e *catalogue.Entry, r catalogue.Run) (catalogueEvent, error) {
	ev := catalogueEvent{Action: "catalogue", Entry: e.Name, Impl: r.Impl, Expected: r.Verdict, Command: "check " + strings.Join(quotedFlags(e.Flags(r)), " ")}
	fam, err := family.Find(e.Prim)
	if err != nil {
		return ev, err
	}
	ops := slices.Clone(e.Ops)
	for _, op := range r.Leave {
		ops = append(ops, op+"=")
	}
	s, program, err := a.subject(ctx, impl.Request{Family: fam, Impl: r.Impl, Type: e.Type, New: e.New, Ops: ops, Allow: r.Allow, Demand: r.Demand})
	if errors.Is(err, impl.ErrUnreachable) {
		ev.Skipped = err.Error()
		return ev, nil
	}
	if err != nil {
		return ev, err
	}
	defer s.Close()
	if _, err := s.Settle(ctx, program); err != nil {
		return ev, explainFailure(err)
	}
	unseen, err := s.Unseen(ctx, program)
	if err != nil {
		return ev, explainFailure(err)
	}
	found, err := s.Search(ctx, worker.Options{Program: program, Find: impl.Find, Seed: f.seed.value, Runs: f.runs, Workers: f.jobs}, unseen)
	if err != nil {
		return ev, explainFailure(err)
	}
	res := found.Result
	ev.Verdict, ev.Executions = res.Verdict.String(), res.Stats.Executions
	ev.AsExpected = slices.Contains(r.Verdict, ev.Verdict)
	if res.Found != nil {
		c := res.Found.Counterexample
		size := c.Size()
		ev.Executions, ev.Tasks, ev.Operations, ev.Preemptions = c.Execution, size.Tasks, size.Operations, size.Preemptions
	}
	return ev, nil
}

// judgement prints one row.
func (a *app) judgement(ev catalogueEvent) {
	if a.json {
		a.event(ev)
		return
	}
	mark := "  "
	if !ev.AsExpected {
		mark = "! "
	}
	switch {
	case ev.Skipped != "":
		a.wrapped("  - ", "skipped: "+ev.Skipped)
		return
	case ev.Operations > 0:
		a.wrapped(mark+"  ", fmt.Sprintf("%s: %s in execution %d; smallest: %s, %s", ev.Impl, ev.Verdict, ev.Executions, counted(ev.Operations, "operation"), counted(ev.Preemptions, "preemption")))
	default:
		a.wrapped(mark+"  ", fmt.Sprintf("%s: %s, %s", ev.Impl, ev.Verdict, counted(ev.Executions, "execution")))
	}
	if !ev.AsExpected || a.verbose {
		a.wrapped("      ", fmt.Sprintf("want %s: %s", strings.Join(ev.Expected, " or "), ev.Command))
	}
}

// quotedFlags quotes what a shell would take apart.
func quotedFlags(flags []string) []string {
	flags = slices.Clone(flags)
	for i, text := range flags {
		if strings.ContainsAny(text, " ()*{}[];&|<>$\"'") {
			flags[i] = "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
		}
	}
	return flags
}
