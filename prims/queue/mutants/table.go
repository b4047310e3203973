package mutants

import (
	"slices"

	"github.com/tenter-go/tenter/prims/mutant"
)

type compare = func(a, b int) bool

var (
	// looking are the operations that see at once when an item is not where it should be.
	looking = []string{"TryGet", "GetTimeout", "Len"}
	// waiting are those that wait, and what comes with a shutdown: for mutants that have only the tries.
	waiting = []string{"Put", "PutTimeout", "Get", "GetTimeout", "TaskDone", "Join", "Shutdown", "ShutdownNow"}
)

// All returns the mutants, queue by queue.
func All() []Mutant {
	return slices.Concat(ofQueue(), endings(), ofLifo(), ofPriority(), ofSimple())
}

func ofQueue() []Mutant {
	return []Mutant{
		{
			Name:    "late-enqueue",
			Mistake: "Get joins those who wait in another critical section than the one that found the queue empty",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "queue",
			Minimum: mutant.Least(2, 2, 1, "a Put between the look and the joining of one Get"),
			Without: looking,
			New:     func(capacity int, _ compare) Subject { return &lateEnqueue{fifo(capacity)} },
		},
		{
			Name:    "check-then-put",
			Mistake: "TryPut looks for room and puts in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "queue",
			Minimum: mutant.Least(2, 2, 1, "two puts that both see the last free place"),
			New:     func(capacity int, _ compare) Subject { return &checkThenPut{fifo(capacity)} },
		},
		{
			Name:    "loose-done",
			Mistake: "TaskDone looks at the count of unfinished items and lowers it in two atomic steps",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "queue",
			Minimum: mutant.Least(2, 3, 1, "one item put, and two TaskDone that both see it unfinished"),
			Without: []string{"Put", "PutTimeout", "Join", "ShutdownNow"},
			New:     func(capacity int, _ compare) Subject { return &looseDone{sound: fifo(capacity)} },
		},
		{
			Name:    "hoisted-shutdown",
			Mistake: "Put looks whether the queue is shut down before it takes the lock",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "queue",
			Without: []string{"Join"},
			New:     func(capacity int, _ compare) Subject { return &hoistedShutdown{sound: fifo(capacity)} },
		},
		{
			Name:    "crossed-locks",
			Mistake: "a lock for each end, and puts and gets each take their own first when they need both",
			Verdict: "deadlock",
			Kind:    mutant.S,
			Of:      "queue",
			Minimum: mutant.Least(2, 2, 1, "a TryPut and a TryGet, each between its two locks"),
			Without: waiting,
			New:     func(capacity int, _ compare) Subject { return &crossedLocks{sound: fifo(capacity)} },
		},
	}
}

// endings are those of queue in which something ends: the queue, or the work.
func endings() []Mutant {
	return []Mutant{
		{
			Name:    "single-shutdown",
			Mistake: "Shutdown wakes one of the gets that wait, as a put does",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Of:      "queue",
			Minimum: mutant.Least(3, 3, 0, "two gets that wait at once are two tasks, and the Shutdown is in a third"),
			Without: append([]string{"TryPut", "PutTimeout", "TaskDone", "Join", "ShutdownNow"}, looking...),
			New:     func(capacity int, _ compare) Subject { return &singleShutdown{fifo(capacity)} },
		},
		{
			Name:    "join-recheck",
			Mistake: "a Join that was woken looks at the count again, as CPython's does, and may find new work",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Of:      "queue",
			Without: append([]string{"Get", "PutTimeout", "Shutdown", "ShutdownNow"}, looking...),
			New: func(capacity int, _ compare) Subject {
				if capacity == 1 {
					return nil // the new work would have to wait
				}
				return &joinRecheck{fifo(capacity)}
			},
		},
		{
			Name:    "forgotten-drop",
			Mistake: "ShutdownNow drops items that go on to count as unfinished",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Of:      "queue",
			Without: []string{"TaskDone"},
			New:     func(capacity int, _ compare) Subject { return &forgottenDrop{fifo(capacity)} },
		},
		{
			Name:    "cleared-count",
			Mistake: "ShutdownNow lets every Join go, also while an item that was taken is worked on",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "queue",
			New:     func(capacity int, _ compare) Subject { return &clearedCount{fifo(capacity)} },
		},
	}
}

func ofLifo() []Mutant {
	return []Mutant{
		{
			Name:    "wrong-end",
			Mistake: "the item of a put that waited for room is stored at the bottom of the stack",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "lifo-queue",
			New:     func(capacity int, _ compare) Subject { return newWrongEnd(capacity) },
		},
		{
			Name:    "late-put",
			Mistake: "Put joins those who wait in another critical section than the one that found no room",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "lifo-queue",
			Without: []string{"TryPut", "PutTimeout", "Len", "TaskDone", "Join", "Shutdown", "ShutdownNow"},
			New:     func(capacity int, _ compare) Subject { return &latePut{lifo(capacity)} },
		},
		{
			Name:    "torn-pop",
			Mistake: "TryGet reads the height of the stack and cuts it there in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "lifo-queue",
			Without: waiting,
			New:     func(capacity int, _ compare) Subject { return &tornPop{lifo(capacity)} },
		},
	}
}

func ofPriority() []Mutant {
	return []Mutant{
		{
			Name:    "unstable",
			Mistake: "an item goes in front of those that are its equal",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "priority-queue",
			Minimum: mutant.Least(1, 3, 0, "two equal items, and a get"),
			New:     func(capacity int, less compare) Subject { return newUnstable(capacity, less) },
		},
		{
			Name:    "poisoned",
			Mistake: "a comparison that panics leaves its item inside, uncounted, as in CPython",
			Verdict: "panic",
			Kind:    mutant.D,
			Of:      "priority-queue",
			New:     func(capacity int, less compare) Subject { return newPoisoned(capacity, less) },
		},
		{
			Name:    "early-number",
			Mistake: "the number that decides among equals is drawn before the lock is taken",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "priority-queue",
			Minimum: mutant.Least(2, 4, 1, "two equal items, a call that sees the one before the other is there, and a get"),
			Without: waiting,
			New: func(capacity int, less compare) Subject {
				if capacity == 1 {
					return nil // two items are never inside
				}
				return newEarlyNumber(capacity, less)
			},
		},
		{
			Name:    "peek-then-pop",
			Mistake: "TryGet looks at the least item and takes the least item in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "priority-queue",
			New:     func(capacity int, less compare) Subject { return &peekThenPop{priority(capacity, less)} },
		},
	}
}

func ofSimple() []Mutant {
	return []Mutant{
		{
			Name:    "lost-item",
			Mistake: "a get whose time is up does not look again, under the lock, whether an item was handed to it",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "simple-queue",
			Without: []string{"Get"},
			New:     func(int, compare) Subject { return &lostItem{fifo(0)} },
		},
		{
			Name:    "forgetful-wake",
			Mistake: "a put wakes by a send that does not wait, which a get that is about to wait misses",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "simple-queue",
			Minimum: mutant.Least(2, 2, 1, "a Put between the look and the wait of one Get"),
			Without: looking,
			New:     func(int, compare) Subject { return newForgetfulWake() },
		},
		{
			Name:    "waiting-try",
			Mistake: "TryGet sees an item and calls Get, which waits if the item is gone",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "simple-queue",
			New:     func(int, compare) Subject { return &waitingTry{fifo(0)} },
		},
		{
			Name:    "hasty",
			Mistake: "a get with a time-out of zero fails without a look at what is there",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "simple-queue",
			Minimum: mutant.Least(1, 2, 0, "an item, and a GetTimeout of zero"),
			New:     func(int, compare) Subject { return &hasty{fifo(0)} },
		},
	}
}
