package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/impl"
	"github.com/tenter-go/tenter/harness/sched/racelog"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/harness/worker/binary"
)

// builtin checks a primitive of tenter's own.
func (a *app) builtin(ctx context.Context, f *campaignFlags) error {
	target, err := a.find(counterexample.Target{Prim: f.prim, Mutant: f.mutant})
	if err != nil {
		return err
	}
	program, done, err := a.program(ctx, kindOf{f.stress, f.race, f.yield})
	if err != nil {
		return err
	}
	defer done()
	return a.campaign(ctx, f, target, worker.Options{Program: program, Find: a.find}, plainly)
}

// search is how a campaign is made.
type search func(context.Context, worker.Options) (*impl.Outcome, error)

// plainly makes one campaign.
func plainly(ctx context.Context, o worker.Options) (*impl.Outcome, error) {
	res, err := worker.Run(ctx, o)
	return &impl.Outcome{Options: o, Result: res}, err
}

// campaign does the main job: it has the target checked by the program of the options and shows what came of it.
func (a *app) campaign(ctx context.Context, f *campaignFlags, target *campaign.Target, by worker.Options, how search) error {
	o := worker.Options{
		Program: by.Program, Find: by.Find, Target: target.Name,
		Seed: f.seed.orRandom(), Runs: f.runs, Budget: f.budget, Workers: f.jobs, Strategy: f.strategy, Limits: f.limits(), Stress: f.stress, Race: f.race, Yield: f.yield,
	}
	if f.stress && !f.jobsGiven {
		o.Workers = 0 // each uses several cores
	}
	a.start(o, target)
	p := newProgress(a, o)
	if p != nil {
		o.Progress = p.show
	}
	found, err := how(ctx, o)
	p.clear()
	if err != nil {
		return explainFailure(err)
	}
	o, res := found.Options, found.Result
	if res.Bug != "" {
		fmt.Fprintln(a.stderr, "check:", res.Bug)
	}
	if res.Found != nil {
		if err := a.counterexample(ctx, o, res, f); err != nil {
			return err
		}
	}
	a.summary(o, res)
	a.besides(found)
	complete := !res.Interrupted && (o.Runs == 0 || o.Budget > 0 || res.Ended || res.Stats.Executions == o.Runs)
	a.status = statusOf(res.Verdict, complete)
	return nil
}

// worker finds the worker program, and says so if that takes time and somebody watches. done is called when there is no work any more.
func (a *app) worker(ctx context.Context, race bool, yield string) (p worker.Program, done func(), err error) {
	var wait notice
	path, err := binary.Find(ctx, binary.Config{Package: a.workerPackage, Race: race, Yield: yield, Building: func() { wait = a.notice("building the worker program ...") }})
	wait.clear()
	p.Path, done = path, func() {}
	if err == nil {
		done, err = forRaces(&p, race)
	}
	return p, done, err
}

// forRaces gives a program that is built for the race detector a folder to write to, until done is called.
func forRaces(p *worker.Program, race bool) (done func(), err error) {
	if !race {
		return func() {}, nil
	}
	folder, err := os.MkdirTemp("", "check-race-")
	if err != nil {
		return nil, fmt.Errorf("no folder for what the race detector writes: %w", err)
	}
	p.Env = racelog.Environment(os.Environ(), folder)
	return func() { os.RemoveAll(folder) }, nil
}

// notice is a line on the terminal that says what takes time. The zero notice is none.
type notice struct{ a *app }

func (a *app) notice(text string) notice {
	if a.quiet || !isTerminal(a.stderr) {
		return notice{}
	}
	fmt.Fprint(a.stderr, text)
	return notice{a}
}

func (n notice) clear() {
	if n.a != nil {
		fmt.Fprint(n.a.stderr, clearLine)
	}
}

// explainFailure adds to an error what a reader can do about it.
func explainFailure(err error) error {
	if errors.Is(err, worker.ErrUncontrolled) {
		return fmt.Errorf("%w — remove the program, so that it is built again", err)
	}
	return err
}

// start says what is about to be done, for those who read events: people see it in the summary.
func (a *app) start(o worker.Options, target *campaign.Target) {
	if !a.json {
		return
	}
	e := startEvent{
		Action: "start", Schema: schema, Version: version(), Prim: o.Target.Prim, Impl: implText(o.Target), Mutant: o.Target.Mutant, Seed: seedText(o.Seed),
		Mode: modeWord(o.Stress), Runs: o.Runs, BudgetSeconds: o.Budget.Seconds(), Strategy: cmp.Or(o.Strategy, "all"), Race: o.Race, Yield: o.Yield,
	}
	for _, c := range target.Configs {
		e.Configurations = append(e.Configurations, c.Spec.Label)
	}
	a.event(e)
}

// counterexample keeps the case that was found, first of all, and then shows it.
func (a *app) counterexample(ctx context.Context, o worker.Options, res *worker.Result, f *campaignFlags) error {
	c := res.Found.Counterexample
	c.Yield = o.Yield
	t, err := o.Find(c.Target)
	if err != nil {
		return err
	}
	spec := t.Configs[c.Target.Config].Spec
	text, err := counterexample.Format(c, spec)
	if err != nil {
		return err
	}
	k := a.keep(f.out, counterexample.FileName(c), text)
	page := worker.Page{
		Width: columns(a.stdout), Color: a.colored(), Base: base(), Mode: modeText(o, res.Stamp), Fresh: true,
		Replay: []string{"check replay " + k.path, repeatLine(o, c)},
	}
	switch {
	case a.json:
		a.event(counterexampleEventOf(c, k))
	case a.quiet:
		fmt.Fprintf(a.stdout, "%s: %s; check replay %s\n", c.Verdict, c.Message, k.path)
	default:
		text, err := reportOn(ctx, o, c, page)
		fmt.Fprint(a.stdout, text)
		if err != nil {
			return err
		}
	}
	if f.html == "" {
		return nil
	}
	page.HTML = true
	html, err := reportOn(ctx, o, c, page)
	if err != nil {
		return err
	}
	return writePage(f.html, html)
}

// reportOn returns the report on a case.
func reportOn(ctx context.Context, o worker.Options, c *counterexample.Counterexample, page worker.Page) (string, error) {
	if ctx.Err() != nil || c.Observed != nil { // what was seen without control is shown as it was seen
		return worker.Report(o.Find, c, page)
	}
	r, err := worker.Replay(ctx, o, c, page)
	if err != nil {
		return "", err
	}
	return r.Report, nil
}

// repeatLine returns the command that makes the campaign again as far as is needed to find the case.
func repeatLine(o worker.Options, c *counterexample.Counterexample) string {
	line := "check --prim " + o.Target.Prim
	if o.Target.Impl != nil {
		line += " " + o.Target.Impl.Flags()
	}
	if o.Target.Mutant != "" {
		line += " --mutant " + o.Target.Mutant
	}
	if o.Strategy != "" {
		line += " --strategy " + o.Strategy
	}
	line += limitFlags(o.Limits)
	if o.Stress {
		line += " --stress"
	}
	if o.Race {
		line += " --race"
	}
	if o.Yield != "" {
		line += " --yield " + o.Yield
	}
	line += " --seed " + seedText(c.Seed)
	if o.Runs > 0 {
		line += fmt.Sprint(" --runs ", o.Runs)
	}
	return line
}

func counterexampleEventOf(c *counterexample.Counterexample, k kept) counterexampleEvent {
	size := c.Size()
	return counterexampleEvent{
		Action: "counterexample", Verdict: c.Verdict.String(), Message: c.Message, Model: c.Target.Model,
		Tasks: size.Tasks, Operations: size.Operations, Preemptions: size.Preemptions, Executions: c.Execution,
		Found: sizeEvent{c.Found.Tasks, c.Found.Operations, c.Found.Preemptions}, Shrinks: c.Shrinks, File: k.path, Case: k.whole,
	}
}

// modeText says in a line how much of the program is under control.
func modeText(o worker.Options, stamp string) string {
	if o.Stress {
		return stressMode
	}
	c := worker.ControlOf(stamp)
	return fmt.Sprintf("controlled: %s, %s", counted(c.Packages, "package"), counted(c.Points, "yield point"))
}
