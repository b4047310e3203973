package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/worker"
)

// app is one command line being carried out.
type app struct {
	stdout, stderr io.Writer
	find           worker.Find // what names stand for
	workerPackage  string      // of the program that knows the same names, relative to tenter's module

	common
	status status // what a command that did its work exits with
}

// common are the flags that all commands have.
type common struct {
	json    bool
	quiet   bool
	verbose bool
	color   string
}

// execute runs the command that args name and returns its exit status. Complaints go to stderr, in one voice.
func (a *app) execute(ctx context.Context, args []string) status {
	if worker.Called() { // by another check, for executions without control
		if err := worker.Serve(a.find); err != nil {
			a.complain(err)
			return statusFailed
		}
		return statusPassed
	}
	out := &sink{Writer: a.stdout}
	a.stdout = out
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		a.complain(err)
		return statusFailed
	}
	if out.err != nil {
		fmt.Fprintln(a.stderr, "check: the results could not be written:", out.err)
		return statusFailed
	}
	return a.status
}

// complain prints an error, broken into lines where somebody watches.
func (a *app) complain(err error) {
	text := "check: " + err.Error()
	if !isTerminal(a.stderr) || strings.Contains(text, "\n") {
		fmt.Fprintln(a.stderr, text)
		return
	}
	for _, line := range report.Wrap(text, columns(a.stderr)) {
		fmt.Fprintln(a.stderr, line)
	}
}

// addCommon adds the flags that all commands have.
func (a *app) addCommon(cmd *cobra.Command) {
	f := cmd.PersistentFlags()
	f.BoolVar(&a.json, "json", false, "print events as lines of JSON")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print one line for a result, and nothing for a pass")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "print what was covered, operation by operation")
	f.StringVar(&a.color, "color", "auto", "colour the output: auto, always or never")
	cmd.PersistentPreRunE = func(*cobra.Command, []string) error { return a.checkCommon() }
	if err := cmd.RegisterFlagCompletionFunc("color", cobra.FixedCompletions([]string{"auto", "always", "never"}, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is defined just above
	}
}

func (a *app) checkCommon() error {
	switch a.color {
	case "auto", "always", "never":
	default:
		return fmt.Errorf("--color: %q: want auto, always or never", a.color)
	}
	if a.quiet && a.verbose {
		return fmt.Errorf("--quiet and --verbose can't be had together; drop one")
	}
	return nil
}

// base is the folder that paths in reports are shown relative to.
func base() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return dir
}
