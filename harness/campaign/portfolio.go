package campaign

import "github.com/tenter-go/tenter/harness/sched"

// round is how many executions it takes until each strategy of the portfolio has had its turn, and every is the distance at which a guest has
// one in place of URW.
const (
	round = 40
	every = 5
)

// Portfolio returns the strategies that executions take in turn, fresh for each share. No strategy is best everywhere. The walk weighted by
// remaining events is best, or nearly so, on most bugs that schedulers have been compared by, and so has four turns of five. The others are
// there for what it is bad at: SURW and reads-from constraints for bugs on one object among many, POS for those among many operations that race,
// sticky walks and PCT at several depths for those that need few preemptions in long executions, and the default order for those that need none.
func Portfolio() []sched.Strategy {
	lead := &sched.URW{}
	guests := [round / every]sched.Strategy{
		&sched.Replay{}, &sched.SURW{}, &sched.PCT{Depth: 2}, &sched.POS{},
		&sched.Sticky{Stay: 3}, &sched.PCT{Depth: 3}, &sched.ReadsFrom{}, &sched.PCT{Depth: 5},
	}
	list := make([]sched.Strategy, round)
	for i := range list {
		list[i] = lead
		if i%every == every-1 {
			list[i] = guests[i/every]
		}
	}
	return list
}

// forgetful returns strategies that take nothing from one execution for the next, for who runs another scenario each time.
func forgetful() []sched.Strategy {
	return []sched.Strategy{
		&sched.Replay{}, &sched.Sticky{Stay: 3}, &sched.PCT{Depth: 2}, &sched.Random{}, &sched.Sticky{Stay: 6}, &sched.PCT{Depth: 3},
		&sched.POS{}, &sched.Sticky{Stay: 2}, &sched.PCT{Depth: 2}, &sched.Sticky{Stay: 12}, &sched.PCT{Depth: 4}, &sched.Sticky{Stay: 4},
	}
}
