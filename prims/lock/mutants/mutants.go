// Package mutants holds known-wrong locks: each is package lock's contract with one real mistake in
// it. Package [mutant] says what mutants are for. Those of kind S pass the sequential contract tests of
// package lock, all of them.
//
// A mutant is an embedded sound lock, the type sound, with the wrong methods in place of its own: what
// a file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/lock/internal/contract"
	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant: the methods of a lock, with the errors of package lock.
type Subject = contract.Subject

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "cleared-bit",
			Mistake: "a waiter that gives up marks the queue as empty, whoever else is in it",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: tries,
			New:     func() Subject { return new(clearedBit) },
		},
		{
			Name:    "wake-and-retry",
			Mistake: "Release frees the lock and wakes the head of the queue, which then has to win it against newcomers",
			Verdict: "wrong result",
			Kind:    mutant.D,
			New:     func() Subject { return new(wakeAndRetry) },
		},
		{
			Name:    "late-enqueue",
			Mistake: "Acquire joins the queue in another critical section than the one that found the lock held",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 3, 1, "the lock is taken, and its Release comes between the look and the joining of an Acquire"),
			Without: tries,
			New:     func() Subject { return new(lateEnqueue) },
		},
		{
			Name:    "lost-hand-over",
			Mistake: "a waiter that gives up looks whether it was handed the lock before it locks the queue, and not again",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: []string{"Acquire"}, // one that misses the lock would be a lost wakeup
			New:     func() Subject { return new(lostHandOver) },
		},
		{
			Name:    "blind-release",
			Mistake: "Release looks whether the lock is held, and frees it in another step",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 3, 1, "the lock is taken once and released twice, and both find it held"),
			New:     func() Subject { return new(blindRelease) },
		},
		{
			Name:    "swap-release",
			Mistake: "Release empties the state in one step and puts the hold of the waiter back in another",
			Verdict: "wrong result",
			Kind:    mutant.S,
			New:     func() Subject { return new(swapRelease) },
		},
	}
}

// tries are the methods that answer at once when others are queued.
var tries = []string{"TryAcquire", "AcquireTimeout", "Locked"}
