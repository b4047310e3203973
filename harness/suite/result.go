package suite

import (
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
)

// Test is what came of one test.
type Test struct {
	Package string
	Name    string
	Verdict verdict.Kind
	Message string // one sentence; "" for ok
	Stats   campaign.Stats
	Elapsed time.Duration

	Goroutines int // the most that an execution had, the test's own among them

	Sequential bool     // there was nothing to choose: one schedule is all there is
	Skipped    bool     // it skipped itself
	Plain      bool     // it fails in a plain run too, without any schedule
	Whole      bool     // every execution there is, or one of each class, was made
	Coverage   []string // what of all that could be executed was; see campaign.Summary
	Short      bool     // the budget was spent before all executions were made
	Warnings   []string // what may go wrong in schedules that were not met
	Notes      []string // what a reader must know of how it was run

	Case   *counterexample.Counterexample // nil if there is none
	File   string                         // where the case was kept
	Report string                         // on the case
	Output string                         // what the test printed in the execution that is reported, or in the first
}

// Package is what came of one package.
type Package struct {
	Path    string
	Tests   int // that were run
	Seed    uint64
	Elapsed time.Duration
	Stamp   string // see sched.Stamp
	NoTests bool   // it has no test that the flags select
	Failure string // why its tests could not be run, or not all of them; "" if they could
	Output  string // what TestMain printed, where Failure is about that

	Interrupted bool // not all of its tests were run, since everything was to end
}

// Event is a result as it comes: either a Test or, after its tests, a Package.
type Event struct {
	Test    *Test
	Package *Package
}
