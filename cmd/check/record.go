package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// recordFlags are the flags of check record.
type recordFlags struct {
	prim, mutant string
	long         stress.Long
	stamps       string
	seed         seedFlag
	out          string
}

func (a *app) recordCommand() *cobra.Command {
	var f recordFlags
	cmd := &cobra.Command{
		Use:   "record --prim NAME [-o FILE]",
		Short: "Run on real cores for long, and write the history",
		Long: `Record makes one long run on one object without control, writes its history,
and judges it. The file is one that 'check verify' reads. The code under test
runs in this process: if it ends the process, there is no history.

Exit status: 0 it is legal, 1 it is not, 2 it could not be recorded, 3 it is
undecided.`,
		Example: "  check record --prim simple-queue --operations 1000000 -o history.txt\n  check record --prim queue --config 3 --only TryPut,TryGet | check verify --model 'queue(1),fifo'",
		Args:    noWords,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.record(&f) },
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.StringVar(&f.prim, "prim", "", "the primitive; 'check list' shows them")
	fl.StringVar(&f.mutant, "mutant", "", "a known-wrong variant of it instead")
	fl.IntVar(&f.long.Config, "config", 0, "its configuration, counted from 0; 'check list NAME' shows them")
	fl.IntVar(&f.long.Clients, "clients", 4, "tasks that call at the same time")
	fl.IntVar(&f.long.Operations, "operations", 100_000, "calls of all tasks together")
	fl.StringSliceVar(&f.long.Only, "only", nil, "names of the operations to call (default: all)")
	fl.StringVar(&f.stamps, "stamps", stress.Counter.String(), "where the order comes from: counter or clock")
	fl.Var(&f.seed, "seed", "make the calls of this seed (default: a new one)")
	fl.StringVarP(&f.out, "output", "o", "-", "file for the history; - for standard output")
	return cmd
}

func (f *recordFlags) check() (err error) {
	switch f.long.Stamps, err = stress.ParseStamps(f.stamps); {
	case f.prim == "":
		return errors.New("record: nothing to run: use --prim NAME; 'check list' shows the primitives")
	case err != nil || f.long.Stamps == stress.None:
		return fmt.Errorf("--stamps: %q: want counter or clock", f.stamps)
	case f.long.Clients < 1 || f.long.Clients > 1000:
		return fmt.Errorf("--clients: %d: want 1 to 1000", f.long.Clients)
	case f.long.Operations < 1 || f.long.Operations > 10_000_000:
		return fmt.Errorf("--operations: %d: want 1 to 10000000", f.long.Operations)
	}
	return nil
}

func (a *app) record(f *recordFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	t, err := a.find(counterexample.Target{Prim: f.prim, Mutant: f.mutant})
	if err != nil {
		return err
	}
	f.long.Seed = f.seed.orRandom()
	to := io.Writer(a.stdout)
	if f.out != "-" {
		file, err := os.Create(f.out)
		if err != nil {
			return fmt.Errorf("record: %w", err)
		}
		defer file.Close()
		to = file
	}
	start := time.Now()
	l, err := recorded(t, f, to)
	if err != nil {
		return fmt.Errorf("record: %w", err)
	}
	took := time.Since(start)
	j := verdict.NewJudge(t.Configs[f.long.Config].Spec)
	found := j.CheckLong(l)
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s: %s%s: %d operations of %s in %.2f s, judged in %.2f s (%s)\n", found.Kind, t.Name, stressed(true), len(l.Calls),
			counted(f.long.Clients, "task"), took.Seconds(), (time.Since(start) - took).Seconds(), found.By)
		if found.Reason != "" {
			fmt.Fprintf(a.stderr, "  why    %s\n", found.Text(func(call int) string { return l.Operation(call, 0).String() }))
		}
		fmt.Fprintf(a.stderr, "  model  %s\n  mode   %s\n  seed   %s\n", t.Configs[f.long.Config].Spec.Label, stressMode, seedText(f.long.Seed))
	}
	a.status = statusOf(found.Kind, true)
	return nil
}

// recorded makes the run and writes its history.
func recorded(t *campaign.Target, f *recordFlags, to io.Writer) (*histories.Long, error) {
	if f.long.Config < 0 || f.long.Config >= len(t.Configs) {
		return nil, fmt.Errorf("--config: %d: %s has %s", f.long.Config, t.Name, counted(len(t.Configs), "configuration"))
	}
	spec := t.Configs[f.long.Config].Spec
	w := histories.NewWriter(to, modelName(spec))
	var l histories.Long
	both := func(e histories.Event) error { return errors.Join(w.Write(e), l.Add(e)) }
	if err := stress.Record(t, f.long, stress.Options{Alone: true}, both); err != nil {
		return nil, err
	}
	l.Finish()
	runtime.GC() // a long run leaves much behind
	return &l, w.Flush()
}

var number = regexp.MustCompile(`\d+`)

// modelName returns the name by which check verify knows the model, or "" if it knows none.
func modelName(spec *models.Spec) string {
	for _, name := range []string{spec.Name, fmt.Sprintf("%s(%s)", spec.Name, number.FindString(spec.Label))} {
		for _, option := range []string{"", ",fifo"} {
			if named, err := models.Named(name + option); err == nil && strings.EqualFold(named.Label, spec.Label) {
				return name + option
			}
		}
	}
	return ""
}
