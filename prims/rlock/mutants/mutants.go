// Package mutants holds known-wrong reentrant locks: each is package rlock's contract with one real
// mistake in it. Package [mutant] says what mutants are for. Those of kind S pass the sequential
// contract tests of package rlock, all of them.
//
// A mutant is an embedded sound lock, the type sound, with the wrong methods in place of its own: what
// a file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/rlock/internal/contract"
)

// Subject is what can be done with a mutant, for owners known by number.
type Subject = contract.Subject

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "stale-owner",
			Mistake: "the last Release leaves the owner's mark, by which the owner then walks in again",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Without: []string{"Acquire"},
			New:     func() Subject { return new(staleOwner) },
		},
		{
			Name:    "single-grant",
			Mistake: "a hand-over lets in one call, although another one of the same owner waits",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: tries,
			New:     func() Subject { return new(singleGrant) },
		},
		{
			Name:    "late-clear",
			Mistake: "the last Release frees the lock first and then erases the owner, who may be another one by now",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: []string{"Acquire"}, // one whose owner was erased would wait for itself
			New:     func() Subject { return new(lateClear) },
		},
		{
			Name:    "lost-depth",
			Mistake: "the owner counts the depth by a compare-and-swap whose failure is thought to mean that it has been counted",
			Verdict: "wrong result",
			Kind:    mutant.S,
			New:     func() Subject { return new(lostDepth) },
		},
	}
}

// tries are the methods that answer at once when others are queued.
var tries = []string{"TryAcquire", "AcquireTimeout", "Depth"}
