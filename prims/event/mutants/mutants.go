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
			Name:    "late-flag",
			Mistake: "Set lets go whoever waits, and sets the flag in another critical section",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a Wait between the two steps of a Set"),
			Without: []string{"IsSet", "Clear", "WaitTimeout"}, // who is let go and looks at the flag shows it in another way
			New:     func() Subject { return new(lateFlag) },
		},
		{
			Name:    "double-close",
			Mistake: "Set looks at the flag, and closes the channel in another step",
			Verdict: "panic",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two Sets that both find the event not set"),
			Without: []string{"IsSet", "Clear", "WaitTimeout"}, // the flag is set a step after the channel is closed
			New:     func() Subject { return newDoubleClose() },
		},
	}
}
