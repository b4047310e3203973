// Package counterexample holds what is kept of a violation: the smallest scenario and schedule that show it, in one text file that a
// person can read and that replays exactly.
package counterexample

import (
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
)

// Version is the version of the file format. Files of another version are refused: what a schedule means may have changed.
const Version = 1

// Target names what was checked.
type Target struct {
	Prim   string // a built-in primitive: "semaphore"; empty for a test
	Mutant string // a known-wrong variant of it, or empty
	Test   string // the name of a test, or empty
	Pkg    string // the test's package
	Config int    // which of the target's configurations (initial values and the like)
	Model  string // label of the model: "semaphore(2 permits), waiters in any order"
	Impl   *Impl  // somebody else's implementation, which Prim is the model for; nil for a built-in primitive and a test
}

// Impl says which implementation was checked, and what was said of it on the command line. It is enough to make the same program again.
type Impl struct {
	Package string   // "golang.org/x/sync/semaphore", or a path: "./sem"
	Version string   // of its module; "" for a path, and for what is replaced in the current module
	Type    string   // the name of the type that was chosen
	New     string   // the expression that was given; "" if a constructor was found
	Ops     []string // the same for calls: "Release=x.Unlock()"
	Sizes   []int    // that were given
	Allow   []string // how the model was weakened
	Demand  []string // how it was made stricter
	Spec    string   // what the model was learnt from: "self", or "" for the model of Prim

	Made    []int  // the sizes that objects are made with
	Loose   bool   // see family.Choice
	Variant string // the same
}

// String names the implementation as a command line does.
func (i *Impl) String() string {
	if i.Version == "" {
		return i.Package
	}
	return i.Package + "@" + i.Version
}

// Choice is what the model has to know of the implementation.
func (i *Impl) Choice() family.Choice {
	c := family.Choice{Sizes: i.Made, Loose: i.Loose, Variant: i.Variant, Allow: i.Allow, Demand: i.Demand}
	if i.Spec != "" {
		c.Learn = &family.Learning{About: "it"}
	}
	return c
}

// Flags returns the command line that checks the implementation, from --impl on, each flag with its value quoted for a shell.
func (i *Impl) Flags() string {
	quoted := func(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
	line := "--impl " + i.String()
	if i.New == "" && i.Type != "" {
		line += " --type " + i.Type
	}
	if i.New != "" {
		line += " --new " + quoted(i.New)
	}
	for _, op := range i.Ops {
		line += " --op " + quoted(op)
	}
	for _, n := range i.Sizes {
		line += fmt.Sprint(" --size ", n)
	}
	for _, name := range i.Allow {
		line += " --allow " + name
	}
	for _, name := range i.Demand {
		line += " --demand " + name
	}
	if i.Spec != "" {
		line += " --spec " + i.Spec
	}
	return line
}

// String names the target as a person would.
func (t Target) String() string {
	switch {
	case t.Impl != nil:
		return t.Prim + " of " + t.Impl.String()
	case t.Mutant != "":
		return t.Prim + ", mutant " + t.Mutant
	case t.Prim != "":
		return t.Prim
	}
	return t.Test
}

// Size counts what a reader has to hold.
type Size struct{ Tasks, Operations, Preemptions int }

// Counterexample is the smallest case found of one violation.
type Counterexample struct {
	Target    Target
	Verdict   verdict.Kind
	Message   string // one sentence
	Seed      uint64 // of the search that found it
	Execution int    // which execution of that search it was, counted from 1
	Found     Size   // before shrinking
	Shrinks   int    // executions spent on shrinking
	Scenario  *scenario.Scenario
	Schedule  []sched.Decision
	Fair      int    // steps after which tasks take turns whatever the schedule says; 0 for the scheduler's own number
	Sum       uint64 // checksum over the steps: a replay with another sum has diverged
	GoVersion string
	// Edited is set by Parse if the scenario, the schedule or the verdict of the file is not what was written there when the case was
	// saved. Such a case may be run like any other, but what it shows says nothing about the violation that was found.
	Edited bool
	// Died is set if the process died of it: then Sum is 0, and Output holds the end of what the process wrote.
	Died   bool
	Output string
	Yield  string // what was a yield point beside operations that synchronize: "statements", or "" for nothing
	Twin   *Twin  // of a test that check test has run; nil for others
	// Observed is what was seen of a case that was found without control: it has no Schedule. Nil for others.
	Observed *Observed
}

// Twin says how the test binary was built and run that check test found a case in.
type Twin struct {
	Flags  []string // of the build and of the test, in go test's spelling: "-tags=x", "-short"
	Warmed bool     // the process had made one execution of the test before
}

// Size returns the size of the counterexample as it is.
func (c *Counterexample) Size() Size {
	tasks, operations := c.Scenario.Size()
	n := 0
	for _, d := range c.Schedule {
		if d.Preempts {
			n++
		}
	}
	return Size{Tasks: tasks, Operations: operations, Preemptions: n}
}

// EditedNote says in one sentence what it means that a file was edited.
const EditedNote = "edited: the file's scenario, schedule or verdict no longer matches its checksum; what was run is what the file says now, not the case that was found"
