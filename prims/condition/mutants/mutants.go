// Package mutants holds known-wrong conditions: each is package condition's contract with one real
// mistake in it. Package [mutant] says what mutants are for. Those of kind S pass the sequential contract
// tests of package condition, all of them.
//
// A mutant is an embedded sound condition, the type sound, with the wrong methods in place of its own:
// what a file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/condition/internal/contract"
	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant: a condition with its lock.
type Subject = contract.Subject

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "spent-notify",
			Mistake: "a waiter that gave up stays listed until it has the lock back, and a notification is spent on it",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			New:     func() Subject { return new(spentNotify) },
		},
		{
			Name:    "self-removal",
			Mistake: "a waiter takes itself out of the list when it runs, so that two notifications reach the same one",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: []string{"AcquireTimeout"},
			New:     func() Subject { return new(selfRemoval) },
		},
		{
			Name:    "cancellable-return",
			Mistake: "the way back into the lock is subject to the context, so that a call may return without the lock",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Without: timeouts,
			New:     func() Subject { return new(cancellableReturn) },
		},
		{
			Name:    "late-join",
			Mistake: "Wait gives up the lock first and joins the waiters afterwards",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			New:     func() Subject { return new(lateJoin) },
		},
		{
			Name:    "dropped-signal",
			Mistake: "a notification is sent to whoever receives at that moment, and a waiter may be just short of it",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			New:     func() Subject { return newDroppedSignal() },
		},
		{
			Name:    "late-raise",
			Mistake: "a count of those who wait, which tells that nobody does, is raised after the lock was given up",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			New:     func() Subject { return new(lateRaise) },
		},
	}
}

// timeouts are left out where the lock is in the open: the mutants' WaitTimeout is made of a context whose
// deadline may pass before the call has looked whether the lock is held.
var timeouts = []string{"WaitTimeout"}
