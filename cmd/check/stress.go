package main

import (
	"context"
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/worker"
)

// stressMode says in a summary and a report what executions without control are worth.
const stressMode = "stress: nothing is under control; real cores, not repeatable, and finding nothing proves nothing"

func modeWord(stress bool) string {
	if stress {
		return "stress"
	}
	return "controlled"
}

// stressed stands in the first line of a summary, so that nobody takes the run for one under control.
func stressed(stress bool) string {
	if stress {
		return " (stress mode)"
	}
	return ""
}

// checkStress refuses what can't be had without control, and runs without control where the environment demands it.
func (f *campaignFlags) checkStress(given func(flag string) bool) error {
	f.jobsGiven = given("jobs")
	switch {
	case !f.stress:
		return nil
	case os.Getenv("TENTER_MODE") == "controlled":
		return fmt.Errorf("--stress: nothing would be under control, but TENTER_MODE=controlled demands that all is; drop one")
	case f.strategy != "":
		return fmt.Errorf("--strategy: %q: with --stress the cores decide who is next; drop one", f.strategy)
	}
	return nil
}

// program finds the worker program. Without control it is this one: nothing in it is rewritten.
func (a *app) program(ctx context.Context, stress bool) (worker.Program, error) {
	if !stress {
		return a.worker(ctx)
	}
	path, err := os.Executable()
	if err != nil {
		return worker.Program{}, fmt.Errorf("cannot find this executable, which is to be the worker: %w", err)
	}
	return worker.Program{Path: path}, nil
}
