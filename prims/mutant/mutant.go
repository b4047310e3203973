// Package mutant says what a mutant is: a known-wrong variant of a primitive, with one real mistake
// in it. Mutants exist to test the tester. A concurrency test harness that does not find them is not
// worth its name, and one that finds them shows what its reports are like.
//
// A mutant is seductive: its mistake has been made in real programs, it passes a glance, and it
// passes most tests that make one call at a time. It is free of data races in the sense of the Go
// memory model, so that the race detector is silent and only the interleaving is wrong. (The counter
// without a lock is the one exception, which is there for the race detector.)
//
// The mutants of a primitive are in the package mutants in its folder, which has one function All
// with a table of [Mutant].
package mutant

// Kind says what it takes to see a mutant's mistake.
type Kind string

const (
	// D is for deterministic: a scenario shows the mistake in the default order, in which a task
	// runs until it waits or ends.
	D Kind = "D"
	// S is for schedule: no scenario shows the mistake in the default order. It takes a preemption,
	// or a cancellation or time-out that strikes while tasks can run. The mutant passes every test
	// of the primitive's contract that makes one call at a time.
	S Kind = "S"
)

// Minimum is the least that shows a mistake: no counterexample with its verdict has fewer tasks,
// fewer operations or fewer preemptions, and one has exactly these. All calls count as operations,
// also those that set the stage or come last, and a goroutine that makes only such calls counts as a
// task. The state that the object is made with is free to choose. The end of a context or of a
// time-out is an event that strikes at any step, and not an operation.
type Minimum struct {
	Tasks       int
	Operations  int
	Preemptions int
	Why         string // the argument
}

// Least returns the minimum of that many tasks, operations and preemptions, with the argument for it.
func Least(tasks, operations, preemptions int, why string) *Minimum {
	return &Minimum{Tasks: tasks, Operations: operations, Preemptions: preemptions, Why: why}
}

// Mutant is one row of a table. New is the type of its constructor.
type Mutant[New any] struct {
	Name    string // lower case, with hyphens
	Mistake string // what was done, in one line
	Of      string // the primitive whose contract it should keep, where the table has mutants of several
	Verdict string // what a checker must call it, "lost wakeup"
	Kind    Kind
	Minimum *Minimum // nil where none is claimed
	// Without names operations to leave out of scenarios that look for Verdict. Where a waiter is
	// forgotten, a try that fails because of the forgotten waiter is a wrong result: the same
	// mistake, seen by another verdict.
	Without []string
	New     New
}

// Find returns the mutant with the given name.
func Find[New any](table []Mutant[New], name string) (Mutant[New], bool) {
	for _, m := range table {
		if m.Name == name {
			return m, true
		}
	}
	return Mutant[New]{}, false
}
