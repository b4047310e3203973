// Package shimtest runs small programs made of shims under control, for the shims' own tests.
package shimtest

import (
	"maps"
	"slices"
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
)

// Default runs body in the default order: a task goes on while it can, then the one with the smallest number is next.
func Default(t testing.TB, body func()) sched.Result {
	t.Helper()
	return Run(t, &sched.Replay{}, 0, body)
}

// Run runs body once, as s and seed will have it.
func Run(t testing.TB, s sched.Strategy, seed uint64, body func()) sched.Result {
	t.Helper()
	sch := sched.New()
	defer sch.Close()
	res, ok := sch.Run(seed, sched.Config{Strategy: s, TriesLocks: true}, body)
	if !ok {
		t.Fatalf("the strategy has no execution for seed %d", seed)
	}
	return res
}

// Program is a concurrent program. It is called as the first task, to start others, and returns what is to be asked when the execution is over.
type Program func() (outcome func() string)

// Outcomes runs the program in every way with at most the given number of preemptions and returns what came out, sorted, each once.
// An execution with stuck tasks has "stuck:" and their numbers at the end of its outcome, one with a panic "panic:" and its value.
func Outcomes(t testing.TB, preemptions int, program Program) []string {
	t.Helper()
	return outcomes(t, sched.Config{Strategy: &sched.Bounded{Preemptions: preemptions}, TriesLocks: true}, program)
}

// OutcomesWithoutTrying is Outcomes of a program that never asks whether a lock is held: giving one back is no yield point then.
func OutcomesWithoutTrying(t testing.TB, preemptions int, program Program) []string {
	t.Helper()
	return outcomes(t, sched.Config{Strategy: &sched.Bounded{Preemptions: preemptions}}, program)
}

func outcomes(t testing.TB, cfg sched.Config, program Program) []string {
	t.Helper()
	seen := map[string]bool{}
	explore(t, cfg, 1<<20, program, func(outcome string, _ sched.Result) { seen[outcome] = true })
	return slices.Sorted(maps.Keys(seen))
}

// Explore runs the program under s, with the seeds from 0 on, until s has no more executions or there were max of them.
func Explore(t testing.TB, s sched.Strategy, max int, program Program, each func(outcome string, res sched.Result)) int {
	t.Helper()
	return explore(t, sched.Config{Strategy: s, TriesLocks: true}, max, program, each)
}

func explore(t testing.TB, cfg sched.Config, max int, program Program, each func(outcome string, res sched.Result)) int {
	t.Helper()
	sch := sched.New()
	defer sch.Close()
	for n := range max {
		var outcome func() string
		res, ok := sch.Run(uint64(n), cfg, func() { outcome = program() })
		if !ok {
			return n
		}
		each(describe(outcome, res), res)
	}
	return max
}

func describe(outcome func() string, res sched.Result) string {
	var words Log
	if outcome != nil {
		if text := outcome(); text != "" {
			words.Add(text)
		}
	}
	switch res.Ending {
	case sched.EndQuiet:
	case sched.EndPanic:
		words.Add("panic:", res.Panic.Value)
		return words.Outcome()
	default:
		words.Add(res.Ending)
	}
	if len(res.Stuck) > 0 {
		words.Add("stuck:")
		for _, s := range res.Stuck {
			words.Add(s.ID)
		}
	}
	return words.Outcome()
}
