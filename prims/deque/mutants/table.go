package mutants

import "github.com/tenter-go/tenter/prims/mutant"

// All returns the mutants.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "wrong-drop",
			Mistake: "a push at the front of a full deque drops the item at the front",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "deque",
			New:     func(most int) Subject { return &wrongDrop{sound{most: most}} },
		},
		{
			Name:    "one-way",
			Mistake: "rotating by a negative number does nothing",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "deque",
			New:     func(most int) Subject { return &oneWay{sound{most: most}} },
		},
		{
			Name:    "late-trim",
			Mistake: "a push adds the item and drops another in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "deque",
			New:     func(most int) Subject { return &lateTrim{sound{most: most}} },
		},
		{
			Name:    "step-by-step",
			Mistake: "Rotate is made of pops and pushes, each of which is atomic",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "deque",
			New:     func(most int) Subject { return &stepByStep{sound{most: most}} },
		},
		{
			Name:    "check-then-pop",
			Mistake: "PopBack looks whether there is an item and takes it in two critical sections",
			Verdict: "panic",
			Kind:    mutant.S,
			Of:      "deque",
			Minimum: mutant.Least(2, 3, 1, "one item, and two pops, of which one sees it and finds it gone"),
			Without: []string{"Rotate"},
			New:     func(most int) Subject { return &checkThenPop{sound{most: most}} },
		},
		{
			Name:    "torn-copy",
			Mistake: "Values reads the items one by one, each under the lock",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "deque",
			New:     func(most int) Subject { return &tornCopy{sound{most: most}} },
		},
	}
}
