package main

import (
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
)

// listFamilies shows the models for other implementations.
func (a *app) listFamilies(names []string) error {
	list := family.All()
	if len(names) > 0 {
		list = nil
	}
	for _, name := range names {
		f, err := family.Find(name)
		if err != nil {
			return err
		}
		list = append(list, f)
	}
	for _, f := range list {
		switch {
		case a.json:
			a.event(familyEventOf(f))
		case a.quiet:
			fmt.Fprintf(a.stdout, "%s: %s\n", f.Name, f.About)
		case a.verbose || len(names) > 0:
			a.printFamily(f)
		default:
			a.wrapped(fmt.Sprintf("%-16s  ", f.Name), f.About)
		}
	}
	if !a.json && !a.quiet && !a.verbose && len(names) == 0 {
		a.wrapped("", "")
		a.wrapped("", "check list --impl NAME shows operations and options; check --prim NAME --impl PKG@VERSION checks")
	}
	return nil
}

func (a *app) printFamily(f *family.Family) {
	a.wrapped("", f.Name+": "+f.About)
	a.wrapped("    also        ", strings.Join(f.Aliases, ", "))
	head := "operations"
	for _, c := range f.Calls {
		a.wrapped(fmt.Sprintf("    %-10s  %-34s  ", head, fmt.Sprintf("%s(%s)", c.Name, strings.Join(c.Args, ", "))), "such as "+strings.Join(c.Names[:min(len(c.Names), 4)], ", "))
		head = ""
	}
	for _, o := range family.Options(f.Allows) {
		a.wrapped(fmt.Sprintf("    --allow     %-16s  ", o.Name), o.About)
	}
	for _, o := range family.Options(f.Demands) {
		a.wrapped(fmt.Sprintf("    --demand    %-16s  ", o.Name), o.About)
	}
}

// familyEvent is a model for other implementations.
type familyEvent struct {
	Action     string            `json:"action"` // "family"
	Name       string            `json:"name"`
	Aliases    []string          `json:"aliases"`
	About      string            `json:"about"`
	Operations []string          `json:"operations"`
	Allow      map[string]string `json:"allow,omitempty"`  // what an option gives up, by its name
	Demand     map[string]string `json:"demand,omitempty"` // what an option demands
}

func familyEventOf(f *family.Family) familyEvent {
	e := familyEvent{Action: "family", Name: f.Name, Aliases: f.Aliases, About: f.About, Allow: map[string]string{}, Demand: map[string]string{}}
	for _, c := range f.Calls {
		e.Operations = append(e.Operations, c.Name)
	}
	for _, o := range family.Options(f.Allows) {
		e.Allow[o.Name] = o.About
	}
	for _, o := range family.Options(f.Demands) {
		e.Demand[o.Name] = o.About
	}
	return e
}
