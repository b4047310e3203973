package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/campaign"
)

// defaultBudget bounds a campaign for which neither runs nor a budget were given.
const defaultBudget = 5 * time.Second

// campaignFlags are the flags of the main job.
type campaignFlags struct {
	prim, mutant string
	runs         int
	budget       time.Duration
	seed         seedFlag
	jobs         int
	stress       bool
	jobsGiven    bool // -j was given
	out          string
	html         string
	strategy     string
	race         bool
	yield        string
	limitsFlags
	implFlags
}

const longHelp = `Check runs concurrent Go code under every interleaving that it can afford, and
shows the smallest one that breaks it.

What is checked runs in processes of its own, built with full control over who
steps when. Each execution draws a scenario, runs it under a schedule, and has
the results judged by a sequential model. A violation is shrunk and kept in a
file that 'check replay' shows again.

Exit status: 0 no violation within runs or budget, 1 a counterexample, 2 could
not check, 3 undecided: some verdict was unknown or nondeterminism, or less was
explored than asked for.`

const examples = `  check --prim semaphore --runs 10000
  check --prim semaphore --mutant lost-grant
  check --prim bounded-semaphore --budget 1m -j 4 --seed 8f2c61d0
  check --prim queue --race
  check --prim semaphore --impl golang.org/x/sync/semaphore@latest
  check replay tenter-counterexamples/3fb21c07.txt
  check --prim queue --stress --budget 30s
  check explain lost-wakeup
  check list`

func (a *app) rootCommand() *cobra.Command {
	var f campaignFlags
	cmd := &cobra.Command{
		Use:     "check --prim NAME [--runs N | --budget DURATION]",
		Short:   "Check concurrent Go code under every interleaving that can be afforded",
		Long:    longHelp,
		Example: examples,
		Args:    noWords,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(cmd); err != nil {
				return err
			}
			if f.impl != "" {
				return a.implementation(cmd.Context(), &f)
			}
			return a.builtin(cmd.Context(), &f)
		},
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.StringVar(&f.prim, "prim", "", "the primitive to check; 'check list' shows them")
	fl.StringVar(&f.mutant, "mutant", "", "check a known-wrong variant of it instead")
	f.implFlags.add(cmd)
	fl.IntVar(&f.runs, "runs", 0, "executions in all, exactly; ends earlier at a violation or when the budget is spent")
	fl.DurationVar(&f.budget, "budget", 0, "time to spend (default 5s unless --runs is given)")
	fl.Var(&f.seed, "seed", "repeat the campaign of this seed (default: a new one); decimal:N for a decimal number")
	fl.StringVar(&f.strategy, "strategy", "", "schedules: "+strings.Join(campaign.Strategies(), ", ")+" (default: a mix of them)")
	f.limitsFlags.add(cmd)
	fl.BoolVar(&f.stress, "stress", false, "run without control, on real cores: finds what control can't reach, proves nothing")
	fl.StringVar(&f.yield, "yield", "", "statements: accesses of shared memory are yield points too, so that lost updates show as wrong results")
	fl.BoolVar(&f.race, "race", false, "look for data races as well: the race detector sees what the code synchronizes, and nothing of the schedule")
	fl.IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "worker processes; the outcome does not depend on it")
	fl.StringVarP(&f.out, "output", "o", defaultFolder, "folder for counterexample files")
	fl.StringVar(&f.html, "html", "", "write the report on a counterexample to this file as well, as a page of HTML")
	cmd.SetFlagErrorFunc(flagMistake)
	cmd.SetUsageTemplate(strings.ReplaceAll(cmd.UsageTemplate(), "Flags.FlagUsages", fmt.Sprint("Flags.FlagUsagesWrapped ", columns(a.stdout))))
	cmd.Version = versionText()
	cmd.SetVersionTemplate("{{.Version}}\n")
	a.addCommon(cmd)
	f.complete(cmd)
	cmd.AddCommand(a.listCommand(), a.replayCommand(), a.testCommand(), a.initCommand(), a.verifyCommand(), a.recordCommand(), a.catalogueCommand(), a.explainCommand(), a.versionCommand())
	return cmd
}

// check refuses what makes no sense, and fills in defaults.
func (f *campaignFlags) check(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	switch {
	case f.prim == "" && f.mutant != "":
		return fmt.Errorf("--mutant: %q: of which primitive? add --prim", f.mutant)
	case f.prim == "":
		return fmt.Errorf("nothing to check: use --prim NAME; 'check list' shows the primitives, 'check help' the rest")
	case given("runs") && f.runs < 1:
		return fmt.Errorf("--runs: %d: want at least 1", f.runs)
	case given("budget") && f.budget <= 0:
		return fmt.Errorf("--budget: %v: want a time above 0, such as 30s", f.budget)
	case f.yield != "" && f.yield != "statements":
		return fmt.Errorf("--yield: %q: want statements", f.yield)
	case f.jobs < 1:
		return fmt.Errorf("--jobs: %d: want at least 1", f.jobs)
	case f.out == "":
		return fmt.Errorf("--output: want the name of a folder")
	}
	if err := f.checkStress(given); err != nil {
		return err
	}
	if !given("runs") && !given("budget") {
		f.budget = defaultBudget
	}
	if err := f.limitsFlags.check(given); err != nil {
		return err
	}
	if err := f.implFlags.check(f.mutant); err != nil {
		return err
	}
	return campaign.CheckStrategy(f.strategy)
}

// complete registers what a shell may offer for the flags.
func (f *campaignFlags) complete(cmd *cobra.Command) {
	offer := func(flag string, words func() []string) {
		err := cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return words(), cobra.ShellCompDirectiveNoFileComp
		})
		if err != nil {
			panic(err) // a flag of another name than in rootCommand
		}
	}
	offer("prim", primitiveNames)
	offer("mutant", func() (names []string) {
		if p, err := builtin.Find(f.prim); err == nil {
			for _, m := range p.Mutants {
				names = append(names, m.Name)
			}
		}
		return names
	})
	offer("strategy", campaign.Strategies)
}
