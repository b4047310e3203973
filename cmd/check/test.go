package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/instrument"
	"github.com/tenter-go/tenter/harness/suite"
	"github.com/tenter-go/tenter/harness/worker"
)

const testHelp = `Test runs the tests of the packages, unchanged, each many times under schedules that check chooses: every goroutine that a
test starts, and every channel, lock, timer and atomic that it touches, is under control. It reports the smallest schedule under which
a test fails, panics, deadlocks, runs for ever, or leaves goroutines behind.

The module need not require tenter, and nothing is written into it: builds and failing cases are kept in the user's cache folder.

Flags are those of go test, with one dash or two, and a few more:

  -run, -skip PATTERN   which tests and subtests, as in go test
  -short, -cpu, -parallel, -v
  -tags, -race, and the other flags of go build
  -count N              N times as many executions
  -timeout D            for all tests of a package (default 10m)
  -failfast             no more tests of a package after one that failed

  --runs N              executions of each test (default %d, %d with -short)
  --budget D            time for each test (default %v)
  --seed HEX            repeat the search of this seed
  --strategy NAME       schedules: pct, random, sticky (default: all in turn)
  --slack D             timers that are due within it may fire before a goroutine that could run (default %v)
  --yield statements    accesses of shared memory are yield points too, so that lost updates show as wrong results
  --fresh               a fresh process for each execution
  --daemon REGEXP       goroutines that may be left behind: functions on the stack of where they were started, or wait
  -p, -j N              packages in work at a time
  -o, --output FOLDER   for counterexample files (default: in the cache folder)
  --json, -q, --color   as in the other commands

Benchmarks, fuzz targets and examples are not run. A test in which nothing can be chosen, neither who goes next nor data
(which ready case a select takes, the order of a map, math/rand), has one schedule and is run twice.

Exit status: 0 all tests pass, 1 a counterexample, 2 could not check, 3 some verdict was unknown or nondeterminism.`

func (a *app) testCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test [flags] [packages]",
		Short: "Run the tests of packages, unchanged, under explored schedules",
		Long:  fmt.Sprintf(testHelp, suite.DefaultRuns, suite.ShortRuns, suite.DefaultBudget, suite.DefaultSlack),
		Example: `  check test ./...
  check test -run TestPool -race ./pool
  check test golang.org/x/sync/errgroup`,
		DisableFlagParsing: true, // go test's flags have one dash
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := parseTestFlags(args)
			if err != nil {
				return err
			}
			if f.help {
				return cmd.Help()
			}
			a.json, a.quiet, a.verbose, a.color = f.json, f.quiet, f.verbose, f.color
			if err := a.checkCommon(); err != nil {
				return err
			}
			return a.test(cmd.Context(), f)
		},
	}
}

// test runs the tests and shows what comes of them, as it comes.
func (a *app) test(ctx context.Context, f *testFlags) error {
	folder := f.out
	if folder == "" {
		cache, err := instrument.CacheFolder(os.Environ())
		if err != nil {
			return err
		}
		folder = filepath.Join(cache, "counterexamples")
	}
	o := f.options
	if text := os.Getenv("TENTER_STALL"); text != "" {
		var err error
		if o.Stall, err = time.ParseDuration(text); err != nil || o.Stall <= 0 {
			return fmt.Errorf("TENTER_STALL: %q: want a time such as 20s", text)
		}
	}
	o.Seed = f.seed.orRandom()
	o.Page = worker.Page{Width: columns(a.stdout) - reportIndent, Color: a.colored(), Base: base()}
	o.Keep = func(c *counterexample.Counterexample, text []byte) string {
		return a.keep(filepath.Join(folder, filepath.FromSlash(c.Target.Pkg), c.Target.Test), counterexample.FileName(c), text).path
	}
	if isTerminal(a.stderr) && !a.quiet {
		o.Building = func(pkg string) { fmt.Fprintf(a.stderr, "%sbuilding the tests of %s ...", clearLine, pkg) }
	}
	out := &testOutput{app: a, seed: o.Seed, flags: f}
	out.start()
	err := suite.Run(ctx, o, out.show)
	if err != nil && !out.any {
		return explainBuild(err)
	}
	out.finish(err != nil)
	a.status = out.status()
	return nil
}

// explainBuild adds to an error what a reader can do about it.
func explainBuild(err error) error {
	if text := err.Error(); strings.Contains(text, "go: cannot find main module") || strings.Contains(text, "go.mod file not found") {
		return fmt.Errorf("%w — run check test in a module", err)
	}
	return err
}
