// Command rewriter is the program that the go command runs in place of its compiler and linker (go build -toolexec):
// it puts the packages of a build under the control of the tenter scheduler.
//
// The terms it uses:
//   - the marker is the compiler flag -tenter=ID, which selects a package for rewriting and, being part of -gcflags,
//     keys the build cache; no compiler ever sees it;
//   - a chosen std package is one of the few standard packages that are rewritten in place (context, log);
//   - an exempt package carries the marker but is compiled as it is: tenter's own packages and what they stand on;
//   - the stamp is a small archive member in which compile leaves what it did, for link to check and to sum up;
//   - the table maps the import paths of the shims, and all they import, to archives that were built beforehand.
//
// It imports only the standard library, since it is built on the machine and with the toolchain of the build that it
// serves. It writes to stdout and stderr only what the compiler wrote, or an error: the go command keeps a tool's
// output in its cache and repeats it in later builds.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// main is called as: rewriter CONFIG TOOL ARGUMENT...
func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "tenter: rewriter: want a configuration file and a tool — this program is run by the go command through -toolexec")
		os.Exit(2)
	}
	err := dispatch(os.Args[1], os.Args[2], os.Args[3:])
	var exit *exec.ExitError
	switch {
	case err == nil:
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		os.Exit(exit.ExitCode()) // the tool has said why
	default:
		fmt.Fprintln(os.Stderr, "tenter:", err)
		os.Exit(1)
	}
}

// dispatch runs one tool, changed where tenter has to do with it.
func dispatch(configFile, tool string, args []string) error {
	name := strings.TrimSuffix(filepath.Base(tool), ".exe")
	if name != "compile" && name != "link" {
		return passOn(tool, args)
	}
	cfg, err := readConfig(configFile)
	if err != nil {
		return err
	}
	switch version := slices.Contains(args, "-V=full"); {
	case version && name == "link":
		return printVersion(tool, args, cfg.ID)
	case version:
		return passOn(tool, args)
	case name == "link":
		return link(cfg, tool, args)
	default:
		return compile(cfg, tool, args)
	}
}

// passOn runs a tool as the go command would have.
func passOn(tool string, args []string) error {
	cmd := exec.Command(tool, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
