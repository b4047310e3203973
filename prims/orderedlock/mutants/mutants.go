// Package mutants holds known-wrong ordered locks: each is package orderedlock's contract with one real
// mistake in it. Package [mutant] says what mutants are for. Those of kind S pass the sequential contract
// tests of package orderedlock, all of them.
//
// A mutant is an embedded sound pair of locks, the type sound, with the wrong methods in place of its own:
// what a file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/orderedlock/internal/contract"
)

// Subject is what can be done with a mutant: two locks, and two owners, known by number.
type Subject = contract.Subject

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// Real returns the locks of package orderedlock, by number.
func Real() Subject { return contract.New() }

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "late-check",
			Mistake: "the order is checked only when the lock is not to be had at once",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Minimum: mutant.Least(1, 2, 0, "the higher lock, and then the lower one, by one owner"),
			New:     func() Subject { return new(lateCheck) },
		},
		{
			Name:    "late-erasure",
			Mistake: "Release erases the holder after it has freed the lock, who may be another one by now",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: []string{"Acquire"}, // one whose holder was erased can wait for ever
			New:     func() Subject { return new(lateErasure) },
		},
		{
			Name:    "late-enqueue",
			Mistake: "Acquire joins the queue in another critical section than the one that found the lock held",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Without: []string{"TryAcquire"},
			New:     func() Subject { return new(lateEnqueue) },
		},
	}
}
