package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/builtin"
)

func (a *app) listCommand() *cobra.Command {
	var families bool
	cmd := &cobra.Command{
		Use:   "list [--impl] [NAME...]",
		Short: "List the primitives, or show some with operations and mutants",
		Long: "List shows the primitives that can be checked, a line each; of those that are named, also their operations, in which\n" +
			"configurations they are checked, and their mutants: known-wrong variants that a check must catch. -v shows that of all.\n\n" +
			"With --impl it shows the models for other implementations, with the operations that --op may name and the options of --allow and --demand.",
		Example: "  check list\n  check list queue\n  check list --impl semaphore\n  check list --json",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return primitiveNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, names []string) error {
			if families {
				return a.listFamilies(names)
			}
			return a.list(names)
		},
	}
	cmd.Flags().BoolVar(&families, "impl", false, "list the models for other implementations")
	return cmd
}

func primitiveNames() (names []string) {
	for _, p := range builtin.All() {
		names = append(names, p.Name)
	}
	return names
}

func (a *app) list(names []string) error {
	all := builtin.All()
	if len(names) > 0 {
		all = nil
	}
	for _, name := range names {
		p, err := builtin.Find(name)
		if err != nil {
			return err
		}
		all = append(all, p)
	}
	for _, p := range all {
		switch {
		case a.json:
			a.event(primEventOf(p))
		case a.quiet:
			fmt.Fprintf(a.stdout, "%s: %s\n", p.Name, p.About)
		case a.verbose || len(names) > 0:
			a.printPrimitive(p)
		default:
			a.wrapped(fmt.Sprintf("%-18s  ", p.Name), p.About)
		}
	}
	if !a.json && !a.quiet && !a.verbose && len(names) == 0 {
		a.wrapped("", "")
		a.wrapped("", "check list NAME shows operations, configurations and mutants; check --prim NAME checks")
	}
	return nil
}

func primEventOf(p *builtin.Primitive) primEvent {
	e := primEvent{
		Action: "prim", Name: p.Name, Aliases: p.Aliases, About: p.About, Operations: p.Operations(), Configurations: p.Configurations(),
		Mutants: []mutantEvent{},
	}
	for _, m := range p.Mutants {
		me := mutantEvent{Name: m.Name, Verdict: m.Verdict.String(), Kind: m.Kind, About: m.About}
		if m.Minimum != nil {
			me.Minimum = &sizeEvent{m.Minimum.Tasks, m.Minimum.Operations, m.Minimum.Preemptions}
		}
		e.Mutants = append(e.Mutants, me)
	}
	return e
}

func (a *app) printPrimitive(p *builtin.Primitive) {
	a.wrapped("", p.Name+": "+p.About)
	a.wrapped("    also        ", strings.Join(p.Aliases, ", "))
	a.wrapped("    operations  ", strings.Join(p.Operations(), ", "))
	for i, c := range p.Configurations() {
		head := "checked as"
		if i > 0 {
			head = ""
		}
		a.wrapped(fmt.Sprintf("    %-10s  ", head), c)
	}
	if len(p.Mutants) > 0 {
		a.wrapped("    mutants     ", "D: some scenario shows it in the default order; S: it takes a schedule")
	}
	for _, m := range p.Mutants {
		a.wrapped(fmt.Sprintf("      %s  %-16s  %-14s  ", m.Kind, m.Name, m.Verdict), m.About)
	}
}
