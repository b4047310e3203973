// Package mutants holds known-wrong interpreter locks: each is package gil's contract with one real mistake
// in it. Package [mutant] says what mutants are for. Those of kind S pass the sequential contract tests of
// package gil, all of them.
//
// A mutant is an embedded sound lock, the type sound, with the wrong methods in place of its own: what a
// file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/gil/internal/contract"
	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant.
type Subject = contract.Subject

// Mutant is one row of the table. Its constructor returns a free lock with the contract's interval.
type Mutant = mutant.Mutant[func() Subject]

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "greedy-holder",
			Mistake: "a forced switch frees the lock and takes it again before the one that was woken runs",
			Verdict: "wrong result",
			Kind:    mutant.D,
			New:     func() Subject { return &greedyHolder{newSound()} },
		},
		{
			Name:    "early-look",
			Mistake: "a safe point looks whether a switch is due and makes it in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			New:     func() Subject { return &earlyLook{newSound()} },
		},
		{
			Name:    "lost-hand-over",
			Mistake: "a waiter that gives up looks whether it was handed the lock before it locks the queue, and not again",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Without: []string{"Waiting", "TryAcquire", "Compute"},
			New:     func() Subject { return &lostHandOver{newSound()} },
		},
	}
}

// Interval is the switch interval of the mutants.
const Interval = contract.Interval

// Holding returns a subject whose holder can go on with the lock.
func Holding(s Subject) *contract.Held { return contract.NewHeld(s) }
