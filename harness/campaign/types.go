package campaign

import (
	"time"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// Target is what a campaign checks: one implementation in one or more configurations (initial values, capacities), each bound to
// its model.
type Target struct {
	Name    counterexample.Target
	Configs []*models.Subject // at least one
	Limits  scenario.Limits
	First   []*scenario.Scenario // scenarios of the user's own: each share begins with one or more of them
	Only    bool                 // no random scenarios: those of First, of which there is at least one, again and again

	// Judge, if not nil, gives the verdict in place of the model, on executions in which nobody panicked in a task of its own, no
	// locks were waited for in a circle, and that came to an end. message is one sentence.
	Judge func(x *exec.Execution) (kind verdict.Kind, message string)

	// Outcome, if not nil, says what an execution came to, for the histogram, in place of the results of its calls; "" for nothing.
	Outcome func(x *exec.Execution) string

	// Runner, if not nil, makes the executions in place of this process's scheduler.
	Runner Runner

	Strategy string // of the executions, one of Strategies; "" for all in turn
	Longest  int    // choice points that an execution is known to have, for strategies that must know; 0 if not known

	// For a supervisor that must know what the process was at when it died.
	// Patience, if not 0, is how long a task may wait natively before its execution is given up as unknown, in real time.
	Patience time.Duration
	Decided  func(sched.Decision)  // if not nil, is told of each decision of each execution when it is made
	Stepped  func(task, steps int) // if not nil, is told of each step of executions that are traced before it is made
	Trying   func()                // if not nil, is told of each execution that serves to shrink a violation before it begins
	Enough   func() bool           // if not nil, ends shrinking with what there is when it returns true
	Raw      bool                  // violations are not shrunk

	// Forget has each history judged, also when its like has been found good before. For measurements.
	Forget bool

	generators []*scenario.Generator
	smalls     []*scenario.Generator // see smallGenerator
	engine     *engine
}

// Runner makes executions one after another. It is what a search asks of the place where the code under test runs; *exec.Runner is the one
// for code of this very process. Run returns false if there was no execution.
type Runner interface {
	Run(*models.Subject, *scenario.Scenario, exec.Options) (*exec.Execution, bool)
	Close()
}

// Share is one fixed part of a campaign.
type Share struct {
	Seed   uint64 // of the campaign
	Number int
	Runs   int // executions
}

// Position says which execution a campaign is at. A supervisor that has lost the process finds the scenario again by it.
type Position struct{ Share, Index int }

// Watch is told of each execution before it begins. It must be quick.
type Watch func(Position)

// Stats say what was covered. They add up over shares.
type Stats struct {
	Executions int
	Native     int // of these, made without control, so that nobody has counted their yield points
	Overlapped int // executions in which operations of different tasks overlapped
	Blocked    int // in which a call waited
	Cancelled  int // in which a call was cut short by its context or time-out
	Rescued    int // in which stuck calls were freed by an operation that the model named
	Unknown    int // executions without a verdict
	// Nondeterministic counts the shares whose sample execution took other steps when it was repeated: the program takes decisions
	// that the scheduler does not control, or keeps state from one execution to the next.
	Nondeterministic int
	Steps            int // yield points passed
	Points           int // of these, made by the subject
	Scenarios        int
	Histories        int // distinct histories, counted within each share
	Operations       map[string]*OperationStats
	Reasons          map[string]int // why executions were unknown
	// Classes counts the executions of explorations that came to their end, no two of which are the same in what matters; see sched.Exhaustive.
	// Redundant counts those that turned out to be like one before. Exhausted counts the scenarios that were explored as a whole.
	Classes, Redundant, Exhausted int

	Doubts     sched.Doubt    // why explorations that came to their end may not have seen everything
	Distinct   int            // executions that took other steps than all others of their scenario, counted within each share
	Strategies map[string]int // executions by strategy
	Outcomes   map[string]int // how often the scenarios given came to what; at most mostOutcomes of them
	// LockOrders are warnings of locks that were taken in orders which don't agree, in the executions that were repeated. At most
	// mostLockOrders are kept.
	LockOrders []string
}

// OperationStats say what was seen of one operation. One that never waited or never failed may be a model that is too weak.
type OperationStats struct {
	Calls, Blocked, Cancelled, Failed int
}

// Found is a violation, already shrunk.
type Found struct {
	Position       Position
	Counterexample *counterexample.Counterexample
}

// ShareResult is what one share gave.
type ShareResult struct {
	Share Share
	Stats Stats
	Found *Found
	Whole bool // the share has explored its part of what there is, so that all executions that differ from each other have been made
	Parts int  // how many shares, from the first on, have a part, if this one has come to the end of its own; else 0

	steps map[uint64]struct{} // which executions there were, where there is only one scenario
}

// Summary is what a campaign gave.
type Summary struct {
	Verdict        verdict.Kind // ok, the counterexample's, unknown or nondeterminism
	Seed           uint64
	Stats          Stats
	Elapsed        time.Duration
	Found          *Found
	Warnings       []string
	SharesComplete int
	Ended          bool // nothing is left to explore
	Whole          bool // every execution there is, or one of each class, has been made
}

// Replayed is what running a counterexample again gave.
type Replayed struct {
	Verdict   verdict.Kind
	Reason    string          // for unknown: why
	Execution *exec.Execution // traced
	Same      bool            // the same steps as when it was found
	Diverged  string          // else where the two part, or ""
	Followed  bool            // every decision of the schedule was met and could be taken
}
