package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/bind"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/impl"
	"github.com/tenter-go/tenter/harness/reach"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/harness/worker/binary"
)

// implFlags are the flags for somebody else's implementation.
type implFlags struct {
	impl, typ, construct string
	operations           []string
	sizes                []int
	allow, demand        []string
	spec                 string
}

func (f *implFlags) add(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.impl, "impl", "", "check this implementation in place of tenter's own: PKG@VERSION, PKG as the current module has it, or a folder (./dir)")
	fl.StringVar(&f.spec, "spec", "", "with --impl: self learns what is right from the type itself, called by one task alone (Line-Up's idea), in place of the model's rules")
	f.addBinding(cmd)
}

// addBinding adds the flags that settle how a type is used.
func (f *implFlags) addBinding(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.typ, "type", "", "with --impl: the type that is to be checked")
	fl.StringVar(&f.construct, "new", "", "with --impl: a Go `EXPR` that makes the object; n in it is the size: permits, capacity")
	fl.StringArrayVar(&f.operations, "op", nil, "with --impl: `NAME=EXPR`, how an operation is called, over x, ctx and its arguments; NAME= leaves it out; repeatable")
	fl.IntSliceVar(&f.sizes, "size", nil, "with --impl: the sizes that objects are made with")
	fl.StringSliceVar(&f.allow, "allow", nil, "with --impl: `NAME` of an option that weakens the model; 'check list --impl' shows them")
	fl.StringSliceVar(&f.demand, "demand", nil, "with --impl: `NAME` of an option that makes the model stricter")
}

// check refuses flags that mean nothing without --impl.
func (f *implFlags) check(mutant string) error {
	if f.impl != "" {
		if mutant != "" {
			return fmt.Errorf("--impl and --mutant can't be had together: mutants are of tenter's own primitives; drop one")
		}
		for _, n := range f.sizes {
			if n < 1 {
				return fmt.Errorf("--size: %d: want at least 1", n)
			}
		}
		return nil
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"type", f.typ != ""}, {"new", f.construct != ""}, {"op", len(f.operations) > 0}, {"size", len(f.sizes) > 0}, {"allow", len(f.allow) > 0}, {"demand", len(f.demand) > 0}, {"spec", f.spec != ""}} {
		if flag.set {
			return fmt.Errorf("--%s: of which implementation? add --impl PKG@VERSION", flag.name)
		}
	}
	return nil
}

// request says what the flags ask for.
func (f *implFlags) request(fam *family.Family) impl.Request {
	return impl.Request{Family: fam, Impl: f.impl, Type: f.typ, New: f.construct, Ops: f.operations, Sizes: f.sizes, Allow: f.allow, Demand: f.demand, Spec: f.spec}
}

// implementation checks somebody else's implementation.
func (a *app) implementation(ctx context.Context, f *campaignFlags) error {
	fam, err := family.Find(f.prim)
	if err != nil {
		return err
	}
	r := f.request(fam)
	if f.spec != "" && f.stress {
		return fmt.Errorf("--spec %s: with --stress: what is right is learnt under control; drop one", f.spec)
	}
	r.Build = (&binary.Config{Race: f.race, Yield: f.yield}).Flags()
	s, program, err := a.subject(ctx, r)
	if err != nil {
		return err
	}
	defer s.Close()
	done, err := forRaces(&program, f.race)
	if err != nil {
		return err
	}
	defer done()
	found, err := s.Settle(ctx, program)
	if err != nil {
		return explainFailure(err)
	}
	out, err := s.Unseen(ctx, program)
	if err != nil {
		return explainFailure(err)
	}
	a.boundTo(s, found, out)
	target, err := impl.Find(s.Target())
	if err != nil {
		return err
	}
	return a.campaign(ctx, f, target, worker.Options{Program: program, Find: impl.Find}, func(ctx context.Context, o worker.Options) (*impl.Outcome, error) {
		return s.Search(ctx, o, out)
	})
}

// besides says what a search on an implementation came to besides its result.
func (a *app) besides(found *impl.Outcome) {
	if a.json || a.quiet {
		return
	}
	o, res := found.Options, found.Result
	line := func(head, format string, args ...any) {
		a.wrapped(fmt.Sprintf("  %-10s  ", head), fmt.Sprintf(format, args...))
	}
	if s := found.Stressed; s != nil {
		line("stress", "%s without control, on real cores, since not all of the code is under control: %s", counted(s.Stats.Executions, "execution"), s.Verdict)
	}
	if o.Target.Impl == nil || res.Found == nil {
		return
	}
	for _, opt := range family.Options(found.Passes) {
		line("hint", "it passes with --allow %s: %s", opt.Name, opt.About)
	}
	if len(found.Passes) == 0 {
		line("hint", "operations were matched by their names; one that promises something else here is left out by --op 'NAME=', and options weaken the model: 'check list --impl %s'", o.Target.Prim)
	}
}

// subject finds an implementation, binds it and builds its worker program.
func (a *app) subject(ctx context.Context, r impl.Request) (*impl.Subject, worker.Program, error) {
	wait := a.notice("building " + r.Impl + " under control ...")
	defer wait.clear()
	s, err := impl.Resolve(ctx, r)
	if err != nil {
		return nil, worker.Program{}, err
	}
	program, err := s.Build(ctx)
	return s, program, err
}

// implementationAgain runs a case of somebody else's implementation again.
func (a *app) implementationAgain(ctx context.Context, c *counterexample.Counterexample, page worker.Page) (*worker.Replayed, error) {
	r, err := impl.Again(c.Target)
	if err != nil {
		return nil, err
	}
	race := c.Verdict == verdict.DataRace
	r.Build = (&binary.Config{Race: race, Yield: c.Yield}).Flags()
	s, program, err := a.subject(ctx, r)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	done, err := forRaces(&program, race)
	if err != nil {
		return nil, err
	}
	defer done()
	return worker.Replay(ctx, worker.Options{Program: program, Find: impl.Find}, c, page)
}

// boundTo says what was matched, and what of the stranger's code is run within which limits.
func (a *app) boundTo(s *impl.Subject, settled bool, unseen []reach.Limit) {
	b := s.Binding
	contract := ""
	if settled {
		contract = b.Family.AboutVariant(s.Impl.Variant)
	}
	if a.json {
		e := implEvent{
			Action: "impl", Prim: b.Family.Name, Package: b.Package, Module: s.Module, Type: b.Type, New: b.New, Sizes: b.Choice.Sizes, Operations: map[string]string{},
			Missing: b.Missing, LeftOut: b.Left, Contract: contract, Allowed: s.Impl.Allow, Demanded: s.Impl.Demand, Partial: reach.Lines(unseen), Packages: s.Packages,
			MemoryBytes: worker.DefaultMemory, StallSeconds: worker.DefaultPatience.Seconds(),
		}
		for _, c := range b.Calls {
			e.Operations[c.Name] = c.Expr
		}
		a.event(e)
		return
	}
	if a.quiet {
		return
	}
	a.wrapped("", fmt.Sprintf("bound: %s to %s of %s", b.Family.Name, b.Type, s.Module))
	line := func(head, text string) {
		if text != "" {
			a.wrapped(fmt.Sprintf("  %-14s  ", head), text)
		}
	}
	made := b.New
	if len(b.Choice.Sizes) > 0 {
		made += " for n = " + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(b.Choice.Sizes)), ", "), "[]")
	}
	line("new", made)
	for _, c := range b.Calls {
		line(b.Family.Call(c.Name).Reported(), c.Expr)
	}
	line("also fit", strings.Join(b.Also, ", ")+alsoFlag(b.Also))
	line("not there", strings.Join(b.Missing, ", "))
	line("left out", strings.Join(b.Left, ", "))
	if contract != "" {
		line("contract", contract+" (found out by serial runs)")
	}
	if s.Impl.Spec == impl.SpecSelf {
		line("specification", "the type itself, called by one task alone; not the model's rules, of which only the operations are taken")
	}
	line("allowed", strings.Join(s.Impl.Allow, ", "))
	line("demanded", strings.Join(s.Impl.Demand, ", "))
	line("not demanded", notDemanded(b, s.Impl.Demand))
	if len(unseen) > 0 {
		line("control", "partial, so that it is run in stress mode as well: "+strings.Join(reach.Lines(unseen), "; "))
	}
	line("runs", fmt.Sprintf("the code of %s, init functions included, with your rights, in processes of its own; each is ended when it takes more than %d MiB, or makes no progress for %v",
		counted(s.Packages, "package"), worker.DefaultMemory>>20, worker.DefaultPatience))
	fmt.Fprintln(a.stdout)
}

// notDemanded says what the model gives up of itself, and with which flag it would not: that what passes is right is said of no more than was asked.
func notDemanded(b *bind.Binding, demanded []string) string {
	timed := slices.ContainsFunc(b.Calls, func(c bind.Bound) bool { return strings.HasSuffix(c.Name, "Timeout") })
	var parts []string
	for _, o := range family.Options(b.Family.Demands) {
		if !slices.Contains(demanded, o.Name) && (timed || o.Name != "exact-timeout") {
			parts = append(parts, "that "+o.About+" (--demand "+o.Name+")")
		}
	}
	return strings.Join(parts, "; ")
}

// alsoFlag says how another type is chosen.
func alsoFlag(types []string) string {
	if len(types) == 0 {
		return ""
	}
	return " (--type NAME)"
}

// implText names the implementation of a target, "" for none.
func implText(t counterexample.Target) string {
	if t.Impl == nil {
		return ""
	}
	return t.Impl.String()
}
