package mutants

import (
	"slices"

	"github.com/tenter-go/tenter/prims/mutant"
)

// only are the operations to leave out so that the named ones are left: with fewer, a mistake is seen
// by one verdict, and the smallest case is found sooner.
func only(names ...string) (without []string) {
	for _, name := range []string{"Run", "Submit", "TrySubmit", "Finish", "Fail", "Close", "CancelQueued", "CloseAndCancel", "Wait", "Figures"} {
		if !slices.Contains(names, name) {
			without = append(without, name)
		}
	}
	return without
}

// All returns the mutants, those of kind D first.
func All() []Mutant { return slices.Concat(deterministic(), schedules()) }

func deterministic() []Mutant {
	return []Mutant{
		{
			Name:    "dead-worker",
			Mistake: "a panic of the task skips what comes after it: the result is not set, the worker is busy for good",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: only("Run", "Submit", "Finish", "Fail"),
			New:     newDeadWorker,
		},
		{
			Name:    "quiet-cancel",
			Mistake: "who waits for results is told of a cancelled one when a worker meets it, which after cancel_futures none does (CPython's)",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: only("Run", "Submit", "CancelQueued", "CloseAndCancel"),
			New:     func(workers, room int) Subject { return &quietCancel{newSound(workers, room)} },
		},
		{
			Name:    "early-over",
			Mistake: "Wait returns when the queue of a closed pool is empty, while tasks are running",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Without: only("Submit", "TrySubmit", "Close", "CloseAndCancel", "Wait", "Figures"),
			New:     func(workers, room int) Subject { return &earlyOver{newSound(workers, room)} },
		},
	}
}

func schedules() []Mutant {
	return []Mutant{
		{
			Name:    "lost-slot",
			Mistake: "a worker finds the queue empty, and gives its place up, in two critical sections",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Without: only("Submit", "Run", "Finish"),
			New:     newLostSlot,
		},
		{
			Name:    "over-limit",
			Mistake: "a free worker is looked for, and taken, in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: only("Submit", "TrySubmit", "Figures"),
			New:     func(workers, room int) Subject { return &overLimit{newSound(workers, room)} },
		},
		{
			Name:    "over-room",
			Mistake: "room in the queue is looked for, and taken, in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: only("Submit", "TrySubmit", "Figures"),
			New:     func(workers, room int) Subject { return &overRoom{newSound(workers, room)} },
		},
		{
			Name:    "kept-place",
			Mistake: "a caller that gives up waiting for room does not look whether its task was accepted meanwhile",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Without: only("Run", "Submit", "Finish"),
			New:     func(workers, room int) Subject { return &keptPlace{newSound(workers, room)} },
		},
		{
			Name:    "late-close",
			Mistake: "whether the pool is closed is asked before the lock is taken",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: only("TrySubmit", "Close", "CloseAndCancel", "Wait"),
			New:     func(workers, room int) Subject { return &lateClose{sound: newSound(workers, room)} },
		},
		{
			Name:    "crossed-locks",
			Mistake: "who empties the queue takes the two internal locks in the opposite order to everyone else",
			Verdict: "deadlock",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a CancelQueued, and a Submit between its two locks"),
			Without: only("Submit", "TrySubmit", "CancelQueued", "Figures"),
			New:     func(workers, room int) Subject { return &crossedLocks{sound: newSound(workers, room)} },
		},
		{
			Name:    "double-close",
			Mistake: "Close closes a channel after a look whether it is closed, without a lock",
			Verdict: "panic",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two Close"),
			Without: only("Submit", "Close", "Wait"),
			New: func(workers, room int) Subject {
				return &doubleClose{sound: newSound(workers, room), done: make(chan struct{})}
			},
		},
	}
}
