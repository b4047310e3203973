package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/scenario"
)

// limitsFlags are the flags that steer which scenarios are drawn.
type limitsFlags struct{ tasks, ops, prefix, epilogue int }

func (f *limitsFlags) add(cmd *cobra.Command) {
	fl := cmd.Flags()
	l := scenario.Limits{}.Filled()
	fl.IntVar(&f.tasks, "tasks", l.Tasks, "most tasks of a scenario")
	fl.IntVar(&f.ops, "ops", l.Ops, "most operations of a task")
	fl.IntVar(&f.prefix, "prefix", l.Prefix, "most operations before the tasks begin")
	fl.IntVar(&f.epilogue, "epilogue", l.Epilogue, "most operations when nothing else can run any more")
}

func (f *limitsFlags) check(given func(flag string) bool) error {
	for _, flag := range []struct {
		name        string
		value, from int
	}{{"tasks", f.tasks, 1}, {"ops", f.ops, 1}, {"prefix", f.prefix, 0}, {"epilogue", f.epilogue, 0}} {
		if given(flag.name) && flag.value < flag.from {
			return fmt.Errorf("--%s: %d: want at least %d", flag.name, flag.value, flag.from)
		}
		if flag.value > mostOfLimit {
			return fmt.Errorf("--%s: %d: want at most %d; small scenarios show most", flag.name, flag.value, mostOfLimit)
		}
	}
	return nil
}

// mostOfLimit is more than any scenario can be judged with.
const mostOfLimit = 16

// limits returns what the flags say. A Limits has no zero of its own: what is to be none is negative there.
func (f *limitsFlags) limits() scenario.Limits {
	none := func(n int) int {
		if n == 0 {
			return -1
		}
		return n
	}
	return scenario.Limits{Tasks: f.tasks, Ops: f.ops, Prefix: none(f.prefix), Epilogue: none(f.epilogue)}
}

// limitFlags returns the flags for limits that are not the default's.
func limitFlags(l scenario.Limits) (line string) {
	got, usual := l.Filled(), scenario.Limits{}.Filled()
	for _, flag := range []struct {
		name      string
		got, want int
	}{{"tasks", got.Tasks, usual.Tasks}, {"ops", got.Ops, usual.Ops}, {"prefix", got.Prefix, usual.Prefix}, {"epilogue", got.Epilogue, usual.Epilogue}} {
		if flag.got != flag.want {
			line += fmt.Sprintf(" --%s %d", flag.name, flag.got)
		}
	}
	return line
}
