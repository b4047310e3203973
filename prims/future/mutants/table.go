package mutants

import "github.com/tenter-go/tenter/prims/mutant"

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "quiet-cancel",
			Mistake: "a cancelled future counts as unfinished for those who collect several until a worker meets it (CPython's)",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Minimum: mutant.Least(1, 2, 0, "a Cancel, and then a wait for the first of the two"),
			New:     func() Subject { return &quietCancel{sound: newSound()} },
		},
		{
			Name:    "late-start",
			Mistake: "Start asks whether the future was cancelled, and makes it running, in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a Cancel between the two halves of a Start"),
			New:     func() Subject { return &lateStart{newSound()} },
		},
		{
			Name:    "two-winners",
			Mistake: "whether the future is done is asked in another critical section than it is finished in",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two calls that finish one future"),
			New:     func() Subject { return &twoWinners{newSound()} },
		},
		{
			Name:    "flag-first",
			Mistake: "the flag that says done is raised before the result is in its place",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a Reject between flag and result, and a TryGet"),
			New:     func() Subject { return &flagFirst{sound: newSound()} },
		},
		{
			Name:    "late-waiter",
			Mistake: "Get looks whether the future is done, and joins the waiters, in two critical sections",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a completion between the two halves of a Get"),
			New:     func() Subject { return &lateWaiter{newSound()} },
		},
		{
			Name:    "late-callback",
			Mistake: "OnDone looks whether the future is done, and adds the function, in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			New:     func() Subject { return &lateCallback{newSound()} },
		},
		{
			Name:    "crossed-collect",
			Mistake: "who collects futures takes their locks in the order in which it was given them",
			Verdict: "deadlock",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two who collect, each with one lock"),
			New:     func() Subject { return &crossedCollect{sound: newSound()} },
		},
	}
}
