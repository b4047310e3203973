package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/counterexample"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		Run: func(*cobra.Command, []string) {
			if a.json {
				a.event(versionEvent{"version", version(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH, schema, counterexample.Version})
				return
			}
			fmt.Fprintln(a.stdout, versionText())
		},
	}
}

func versionText() string {
	return fmt.Sprintf("check %s (%s %s/%s, events %d, counterexample files %d)",
		version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, schema, counterexample.Version)
}

type versionEvent struct {
	Action         string `json:"action"` // "version"
	Version        string `json:"version"`
	Go             string `json:"go"`
	Platform       string `json:"platform"`
	Schema         int    `json:"schema"`
	Counterexample int    `json:"counterexample"` // version of the file format
}

// version returns the version of tenter's module, "devel" for one that was never released.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
