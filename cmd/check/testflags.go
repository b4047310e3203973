package main

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/instrument"
	"github.com/tenter-go/tenter/harness/suite"
)

// testFlags are the flags of check test.
type testFlags struct {
	options              suite.Options
	seed                 seedFlag
	out                  string
	color                string
	count                int
	json, quiet, verbose bool
	short, help          bool
}

// testFlag carries out one flag. Those of the test and of the build that need no look are in the lists below.
type testFlag struct {
	value bool // it takes the next word
	set   func(f *testFlags, value string) error
}

var (
	// passedOn are flags for the test binary, with and without a value.
	passedOn      = []string{"run", "skip", "cpu", "parallel"}
	buildValues   = []string{"C", "asmflags", "buildmode", "compiler", "gcflags", "installsuffix", "ldflags", "mod", "modfile", "overlay", "pkgdir", "tags", "toolexec"}
	buildSwitches = []string{"race", "msan", "asan", "trimpath", "modcacherw", "linkshared", "a", "x", "buildvcs"}
	// refused are flags of go test that mean nothing here, with the reason.
	refused = map[string]string{
		"bench": "benchmarks are not run under control; use go test", "fuzz": "fuzz targets are not run under control; use go test",
		"cover": "coverage of many schedules tells nothing about one; use go test", "coverprofile": "use go test", "covermode": "use go test",
		"coverpkg": "use go test", "c": "use go test", "exec": "check test runs test binaries itself", "shuffle": "each test is explored on its own",
		"list": "use go test", "cpuprofile": "use go test", "memprofile": "use go test", "trace": "use go test", "args": "arguments for the test binary are not passed on",
	}
)

var testFlagTable map[string]testFlag

func init() {
	number := func(to func(f *testFlags) *int) func(*testFlags, string) error {
		return func(f *testFlags, value string) (err error) {
			if *to(f), err = strconv.Atoi(value); err != nil || *to(f) < 1 {
				return fmt.Errorf("%q: want a number of at least 1", value)
			}
			return nil
		}
	}
	duration := func(to func(f *testFlags) *time.Duration) func(*testFlags, string) error {
		return func(f *testFlags, value string) (err error) {
			if *to(f), err = time.ParseDuration(value); err != nil || *to(f) < 0 {
				return fmt.Errorf("%q: want a time such as 30s", value)
			}
			return nil
		}
	}
	word := func(to func(f *testFlags) *string) func(*testFlags, string) error {
		return func(f *testFlags, value string) error { *to(f) = value; return nil }
	}
	yes := func(to func(f *testFlags) *bool) func(*testFlags, string) error {
		return func(f *testFlags, value string) (err error) {
			if *to(f), err = strconv.ParseBool(value); err != nil {
				return fmt.Errorf("%q: want true or false", value)
			}
			return nil
		}
	}
	jobs := testFlag{true, number(func(f *testFlags) *int { return &f.options.Jobs })}
	out := testFlag{true, word(func(f *testFlags) *string { return &f.out })}
	help := testFlag{false, yes(func(f *testFlags) *bool { return &f.help })}
	quiet := testFlag{false, yes(func(f *testFlags) *bool { return &f.quiet })}
	verbose := testFlag{false, yes(func(f *testFlags) *bool { return &f.verbose })}
	testFlagTable = map[string]testFlag{
		"runs":     {true, number(func(f *testFlags) *int { return &f.options.Runs })},
		"count":    {true, number(func(f *testFlags) *int { return &f.count })},
		"budget":   {true, duration(func(f *testFlags) *time.Duration { return &f.options.Budget })},
		"slack":    {true, duration(func(f *testFlags) *time.Duration { return &f.options.Slack })},
		"timeout":  {true, duration(func(f *testFlags) *time.Duration { return &f.options.Total })},
		"seed":     {true, func(f *testFlags, value string) error { return f.seed.Set(value) }},
		"strategy": {true, word(func(f *testFlags) *string { return &f.options.Strategy })},
		"color":    {true, word(func(f *testFlags) *string { return &f.color })},
		"yield":    {true, (*testFlags).yield},
		"daemon":   {true, (*testFlags).daemon},
		"fresh":    {false, yes(func(f *testFlags) *bool { return &f.options.Fresh })},
		"failfast": {false, yes(func(f *testFlags) *bool { return &f.options.FailFast })},
		"short":    {false, yes(func(f *testFlags) *bool { return &f.short })},
		"json":     {false, yes(func(f *testFlags) *bool { return &f.json })},
		"p":        jobs, "j": jobs, "jobs": jobs,
		"o": out, "output": out, "out": out,
		"h": help, "help": help, "q": quiet, "quiet": quiet, "v": verbose, "verbose": verbose,
	}
}

func (f *testFlags) yield(value string) error {
	if value != "statements" {
		return fmt.Errorf("%q: want statements", value)
	}
	f.options.BuildFlags = append(f.options.BuildFlags, "-"+instrument.YieldFlag+"="+value)
	return nil
}

func (f *testFlags) daemon(value string) error {
	re, err := regexp.Compile(value)
	if err != nil {
		return fmt.Errorf("%q: want a regular expression: %w", value, err)
	}
	f.options.Daemons = append(f.options.Daemons, re)
	return nil
}

// parseTestFlags reads the command line as go test does: flags with one dash or two may stand before and after the packages.
func parseTestFlags(args []string) (*testFlags, error) {
	f := &testFlags{color: "auto"}
	f.options.Jobs, f.options.Total = runtime.GOMAXPROCS(0), 10*time.Minute
	for i := 0; i < len(args); i++ {
		if !strings.HasPrefix(args[i], "-") || args[i] == "-" {
			f.options.Packages = append(f.options.Packages, args[i])
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(args[i], "-"), "-"), "=")
		name = strings.TrimPrefix(name, "test.")
		takes, err := flagTakesValue(name)
		switch {
		case err != nil:
			return nil, fmt.Errorf("test: %s: %w", args[i], err)
		case takes && !hasValue:
			if i++; i == len(args) {
				return nil, fmt.Errorf("test: %s: want a value", args[i-1])
			}
			value = args[i]
		case !takes && !hasValue:
			value = "true"
		}
		if err := f.apply(name, value, takes); err != nil {
			return nil, fmt.Errorf("test: -%s: %w", name, err)
		}
	}
	return f, f.finish()
}

func flagTakesValue(name string) (bool, error) {
	if t, ok := testFlagTable[name]; ok {
		return t.value, nil
	}
	switch {
	case slices.Contains(passedOn, name), slices.Contains(buildValues, name):
		return true, nil
	case slices.Contains(buildSwitches, name):
		return false, nil
	case refused[name] != "":
		return false, fmt.Errorf("%s", refused[name])
	}
	return false, fmt.Errorf("unknown flag; 'check test --help' lists the flags")
}

func (f *testFlags) apply(name, value string, takes bool) error {
	if t, ok := testFlagTable[name]; ok {
		return t.set(f, value)
	}
	flag := "-" + name + "=" + value
	if slices.Contains(passedOn, name) {
		f.options.TestFlags = append(f.options.TestFlags, flag)
		return nil
	}
	if !takes && value == "true" {
		flag = "-" + name
	}
	f.options.BuildFlags = append(f.options.BuildFlags, flag)
	return nil
}

// finish works out what depends on several flags.
func (f *testFlags) finish() error {
	o := &f.options
	if o.Runs == 0 {
		o.Runs = suite.DefaultRuns
		if f.short {
			o.Runs = suite.ShortRuns
		}
	}
	o.Runs *= max(f.count, 1)
	if f.short {
		o.TestFlags = append(o.TestFlags, "-short")
	}
	if f.verbose {
		o.TestFlags = append(o.TestFlags, "-v")
	}
	return campaign.CheckStrategy(o.Strategy)
}
