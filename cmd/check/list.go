package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/builtin"
)

func (a *app) listCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the primitives with their operations and mutants",
		Example: "  check list\n  check list --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			for _, p := range builtin.All() {
				if a.json {
					a.event(primEventOf(p))
				} else {
					a.printPrimitive(p)
				}
			}
			return nil
		},
	}
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
	fmt.Fprintf(a.stdout, "%s: %s\n", p.Name, p.About)
	if a.quiet {
		return
	}
	fmt.Fprintf(a.stdout, "    also        %s\n", strings.Join(p.Aliases, ", "))
	fmt.Fprintf(a.stdout, "    operations  %s\n", strings.Join(p.Operations(), ", "))
	for i, c := range p.Configurations() {
		head := "checked as"
		if i > 0 {
			head = ""
		}
		fmt.Fprintf(a.stdout, "    %-10s  %s\n", head, c)
	}
	if len(p.Mutants) > 0 {
		fmt.Fprintln(a.stdout, "    mutants     D: some scenario shows it in the default order; S: it takes a schedule")
	}
	for _, m := range p.Mutants {
		fmt.Fprintf(a.stdout, "      %s  %-16s  %-14s  %s\n", m.Kind, m.Name, m.Verdict, m.About)
	}
}
