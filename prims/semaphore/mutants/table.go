package mutants

import (
	"slices"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/semaphore"
)

func unbounded(permits int) sound { return sound{free: permits, limit: semaphore.MaxPermits} }

func bounded(permits int) sound { return sound{free: permits, limit: permits} }

// tries are the methods that answer at once when others are queued.
var tries = []string{"TryAcquire", "AcquireTimeout"}

// timeouts are left out where only calls show the mistake that wait as long as it takes, or not at all.
var timeouts = []string{"AcquireTimeout"}

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return slices.Concat(deterministic(), brokenCalls(), brokenCancellations())
}

func deterministic() []Mutant {
	return []Mutant{
		{
			Name:    "single-wake",
			Mistake: "Release(n) lets in one waiter, however many its permits would serve",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Of:      "semaphore",
			Minimum: mutant.Least(3, 3, 0, "two waiters at once are two tasks, and the Release(2) that should "+
				"serve both is in a third"),
			Without: tries,
			New:     func(permits int) Subject { return &singleWake{unbounded(permits)} },
		},
		{
			Name:    "stranded-queue",
			Mistake: "a cancelled head leaves the queue without a look at those it held back",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 2, 0, "the large waiter that is cancelled and the small one behind it"),
			Without: tries,
			New:     func(permits int) Subject { return &strandedQueue{unbounded(permits)} },
		},
		{
			Name:    "barging-acquire",
			Mistake: "Acquire takes free permits without asking whether others are queued for them",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 3, 0, "the waiter overtaken, the call that overtakes, and before it a "+
				"try that fails: without that nothing proves that the waiter was first, because a call "+
				"that has not returned may as well have begun late"),
			Without: timeouts,
			New:     func(permits int) Subject { return &bargingAcquire{unbounded(permits)} },
		},
		{
			Name:    "late-settlement",
			Mistake: "a woken waiter takes its permits off the count itself, once it runs",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 3, 0, "a waiter, the Release(1) that wakes it, and a second taker of the "+
				"one permit before it runs"),
			New: func(permits int) Subject { return &lateSettlement{unbounded(permits)} },
		},
		{
			Name:    "old-bound",
			Mistake: "the bound is checked for one permit where n are released",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "bounded-semaphore",
			Minimum: mutant.Least(1, 2, 0, "while no permit is held the check is right, so one is acquired, "+
				"and two are released"),
			New: func(permits int) Subject { return &oldBound{bounded(permits)} },
		},
		{
			Name:    "stopped-timer",
			Mistake: "a helper goroutine waits for a timer that is stopped when the call succeeds",
			Verdict: "goroutine leak",
			Kind:    mutant.D,
			Of:      "semaphore",
			Minimum: mutant.Least(1, 1, 0, "one AcquireTimeout that gets its permit"),
			New:     func(permits int) Subject { return &stoppedTimer{unbounded(permits)} },
		},
		{
			Name:    "hoisted-load",
			Mistake: "Acquire polls a count that it has read once, in front of the loop",
			Verdict: "livelock",
			Kind:    mutant.D,
			Of:      "semaphore",
			Without: []string{"TryAcquire"},
			Minimum: mutant.Least(2, 2, 0, "an Acquire that finds too few permits, and the Release that comes after"),
			New:     func(permits int) Subject { return newHoistedLoad(permits) },
		},
	}
}

// brokenCalls are those of kind S in which calls that nobody cancels get into each other's way.
func brokenCalls() []Mutant {
	return []Mutant{
		{
			Name: "late-enqueue",
			Mistake: "Acquire joins the queue in another critical section than the one that found too " +
				"few permits",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 2, 1, "a Release between the check and the joining of one Acquire"),
			Without: tries,
			New:     func(permits int) Subject { return &lateEnqueue{unbounded(permits)} },
		},
		{
			Name:    "check-then-take",
			Mistake: "TryAcquire looks and takes in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 2, 1, "a TryAcquire that sees the one permit, which then goes to another call"),
			New:     func(permits int) Subject { return &checkThenTake{unbounded(permits)} },
		},
		{
			Name:    "open-window",
			Mistake: "Release publishes its permits before it takes those of the waiters off again",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(3, 4, 1, "a waiter, a Release, a thief in the middle of it, and before that "+
				"a try that fails, which proves that the waiter was first; the first three are in the "+
				"middle of a call at the same time"),
			New: func(permits int) Subject { return newOpenWindow(permits) },
		},
		{
			Name:    "early-wake",
			Mistake: "Release wakes waiters before it publishes that the queue is empty",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 3, 1, "a waiter, the Release(2) that wakes it, and the waiter's "+
				"TryAcquire before the Release is over"),
			Without: timeouts,
			New:     func(permits int) Subject { return &earlyWake{sound: unbounded(permits)} },
		},
		{
			Name:    "try-lock",
			Mistake: "TryAcquire takes the busy internal lock for a semaphore without permits",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 2, 1, "a TryAcquire while another call holds the internal lock"),
			New:     func(permits int) Subject { return &tryLock{unbounded(permits)} },
		},
		{
			Name:    "outer-bound",
			Mistake: "the bound is checked in front of Release, in a critical section of its own",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "bounded-semaphore",
			Minimum: mutant.Least(2, 3, 1, "one permit acquired, and two Release(1) that both find it held"),
			New:     func(permits int) Subject { return &outerBound{bounded(permits)} },
		},
	}
}

// brokenCancellations are those of kind S in which a call gives up at the wrong moment.
func brokenCancellations() []Mutant {
	return []Mutant{
		{
			Name: "lost-grant",
			Mistake: "a cancelled waiter does not look again, under the lock, whether it was granted its " +
				"permits",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 3, 1, "a cancelled Acquire, a Release while it leaves, and an Acquire that "+
				"misses the lost permit"),
			Without: tries,
			New:     func(permits int) Subject { return &lostGrant{unbounded(permits)} },
		},
		{
			Name:    "unbuffered-grant",
			Mistake: "the grant is sent on an unbuffered channel, to a waiter that may have left",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "semaphore",
			New:     func(permits int) Subject { return &unbufferedGrant{unbounded(permits)} },
		},
		{
			Name: "crossed-locks",
			Mistake: "a cancelled waiter takes the two internal locks in the opposite order to everyone " +
				"else",
			Verdict: "deadlock",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 2, 1, "a cancelled Acquire between its two locks, and another call"),
			New:     func(permits int) Subject { return &crossedLocks{sound: unbounded(permits)} },
		},
		{
			Name: "double-close",
			Mistake: "Release and a cancelled waiter both close the waiter's channel, each after a look " +
				"whether it is closed",
			Verdict: "panic",
			Kind:    mutant.S,
			Of:      "semaphore",
			Minimum: mutant.Least(2, 2, 1, "a cancelled Acquire between its look and its close, and a Release"),
			New:     func(permits int) Subject { return &doubleClose{unbounded(permits)} },
		},
		{
			Name: "late-timer",
			Mistake: "a timer's function reports on an unbuffered channel, and the timer may fire before " +
				"it is stopped",
			Verdict: "goroutine leak",
			Kind:    mutant.S,
			Of:      "semaphore",
			New:     func(permits int) Subject { return &lateTimer{unbounded(permits)} },
		},
	}
}
