// Package mutants holds known-wrong events: each is package event's contract with one real mistake in
// it. Package [mutant] says what mutants are for. Those of kind S pass the sequential contract tests of
// package event, all of them.
//
// A mutant is an embedded sound event, the type sound, with the wrong methods in place of its own: what
// a file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/event/internal/contract"
	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant.
type Subject = contract.Subject

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "missed-pulse",
			Mistake: "a waiter that was woken looks at the flag again, which may have been cleared",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: []string{"WaitTimeout"},
			New:     func() Subject { return new(missedPulse) },
		},
		{
			Name:    "late-join",
			Mistake: "Wait joins those who wait in another critical section than the one that found the event not set",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a Set between the look and the joining of a Wait"),
			Without: []string{"WaitTimeout"},
			New:     func() Subject { return new(lateJoin) },
		},
		{
			Name:    "late-close",
			Mistake: "Set sets the flag and lets go whoever waits in another critical section",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: []string{"Wait"}, // a call that was let go too soon, and waits once more, is a lost wakeup
			New:     func() Subject { return new(lateClose) },
		},
		{
			Name:    "double-close",
			Mistake: "Set looks at the flag, and closes the channel in another step",
			Verdict: "panic",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two Sets that both find the event not set"),
			New:     func() Subject { return newDoubleClose() },
		},
	}
}
