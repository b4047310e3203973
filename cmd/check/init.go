package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/impl"
)

func (a *app) initCommand() *cobra.Command {
	var f implFlags
	var prim string
	var separate bool
	cmd := &cobra.Command{
		Use:   "init --prim NAME [--separate] [FOLDER]",
		Short: "Write a test of a package of your own",
		Long: "Init writes the test that holds a package to a model: the adapter, the test, TestMain. The package is the one in FOLDER, which is\n" +
			"the current one if it is left out. Constructor and methods are found as with --impl.\n\n" +
			"The module gets a requirement of tenter. With --separate the test goes into a module of its own in the folder tentertest below the\n" +
			"package, and the go.mod of the package's module stays as it is.",
		Example: "  check init --prim queue ./ring\n  check init --prim semaphore --separate",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("init: %s given: want one", counted(len(args), "folder"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if prim == "" {
				return fmt.Errorf("init: by which model? use --prim NAME; 'check list --impl' shows them")
			}
			f.impl = "."
			if len(args) == 1 {
				f.impl = args[0]
				if !filepath.IsAbs(f.impl) && f.impl[0] != '.' {
					f.impl = "./" + f.impl
				}
			}
			fam, err := family.Find(prim)
			if err != nil {
				return err
			}
			if err := f.check(""); err != nil {
				return err
			}
			return a.init(cmd.Context(), f.request(fam), separate)
		},
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.StringVar(&prim, "prim", "", "the model; 'check list --impl' shows them")
	fl.BoolVar(&separate, "separate", false, "write a module of its own, so that the package's go.mod stays as it is")
	f.addBinding(cmd)
	return cmd
}

func (a *app) init(ctx context.Context, r impl.Request, separate bool) error {
	s, program, err := a.subject(ctx, r)
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Settle(ctx, program); err != nil {
		return explainFailure(err)
	}
	sk, err := s.Write(ctx, r, separate)
	if err != nil {
		return err
	}
	file, folder := shown(sk.File), shown(filepath.Dir(sk.File))
	if a.json {
		a.event(initEvent{"init", file, folder, sk.HasMain})
		return nil
	}
	if a.quiet {
		return nil
	}
	fmt.Fprintf(a.stdout, "wrote %s\n", file)
	if sk.HasMain {
		fmt.Fprintln(a.stdout, "the package has a TestMain: have it call harness.Wrap(m).Run() in place of m.Run()")
	}
	fmt.Fprintf(a.stdout, "run   cd %s && go test .\n", folder)
	return nil
}

// initEvent says what was written.
type initEvent struct {
	Action  string `json:"action"` // "init"
	File    string `json:"file"`
	Folder  string `json:"folder"`             // in which go test is to be run
	HasMain bool   `json:"has_main,omitempty"` // the package has a TestMain, which has to call harness.Wrap
}

// shown returns a path relative to the working directory, if it is below that.
func shown(path string) string {
	if rel, err := filepath.Rel(base(), path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}
