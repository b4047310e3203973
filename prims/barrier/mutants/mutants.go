// Package mutants holds known-wrong barriers: each is package barrier's contract with one real mistake in
// it. Package [mutant] says what mutants are for. Those of kind S pass the sequential contract tests of
// package barrier, all of them.
//
// A mutant is an embedded sound barrier, the type sound, with the wrong methods in place of its own: what
// a file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/barrier/internal/contract"
	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant.
type Subject = contract.Subject

// Mutant is one row of the table. Its constructor returns a mutant with the given number of parties.
type Mutant = mutant.Mutant[func(parties int) Subject]

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "late-verdict",
			Mistake: "who was waiting looks whether the barrier is broken when it wakes, after its generation was full",
			Verdict: "wrong result",
			Kind:    mutant.D,
			New:     func(parties int) Subject { return &lateVerdict{newSound(parties)} },
		},
		{
			Name:    "forgetful-reset",
			Mistake: "Reset makes a fresh generation and forgets those who wait in the old one",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			New:     func(parties int) Subject { return &forgetfulReset{newSound(parties)} },
		},
		{
			Name:    "brief-abort",
			Mistake: "Abort sends away who waits, and whoever comes later waits for those who never come",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Without: waits,
			New:     func(parties int) Subject { return &briefAbort{newSound(parties)} },
		},
		{
			Name:    "late-channel",
			Mistake: "who arrives looks up the channel to wait on in another critical section than the one that counts it",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a call that is counted, and the one that completes its generation before it looks"),
			Without: waits,
			New:     func(parties int) Subject { return &lateChannel{newSound(parties)} },
		},
		{
			Name:    "late-reset",
			Mistake: "the last arrival lets the others go before it sets the count back",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: waits,
			New:     func(parties int) Subject { return &lateReset{newSound(parties)} },
		},
		{
			Name:    "double-break",
			Mistake: "Abort looks whether the generation is over, and ends it in another step",
			Verdict: "panic",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two Aborts that both find the generation under way"),
			Without: []string{"Waiting"},
			New:     func(parties int) Subject { return &doubleBreak{newSound(parties)} },
		},
		{
			Name:    "torn-count",
			Mistake: "a call looks how many have arrived, and takes the mutex anew to count itself",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "the two Waits of a generation that both are the first"),
			Without: []string{"Abort", "Reset", "WaitTimeout", "Waiting"},
			New:     func(parties int) Subject { return &tornCount{sound: newSound(parties)} },
		},
	}
}

// waits are left out where one that waits for ever would show the same mistake as a lost wakeup, or not,
// as it happens.
var waits = []string{"Wait"}
