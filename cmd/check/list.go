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
	if a.quiet {
		fmt.Fprintf(a.stdout, "%s: %s\n", p.Name, p.About)
		return
	}
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
