package mutants

import "github.com/tenter-go/tenter/prims/mutant"

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "newest-first",
			Mistake: "what was posted is taken from the end of the list",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Without: []string{"Acquire", "Release", "Wait", "Set", "Clear", "Put", "Get"},
			New:     newNewestFirst,
		},
		{
			Name:    "gone-waiter",
			Mistake: "a call that gives up returns without telling the loop, which hands things over to it",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: []string{"Posted", "Release", "Wait", "Set", "Clear", "Put", "Get"},
			New:     newGoneWaiter,
		},
		{
			Name:    "lost-rouse",
			Mistake: "the loop finds its inbox empty, and says that it sleeps, in two critical sections",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(1, 1, 1, "a call between the two"),
			New:     newLostRouse,
		},
		{
			Name:    "dropped-turn",
			Mistake: "a waiter that is cancelled after it was handed the lock does not pass it on",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Without: []string{"Posted", "Release", "Wait", "Set", "Clear", "Put", "Get"},
			New:     newDroppedTurn,
		},
	}
}
