package sched

import "github.com/tenter-go/tenter/harness/sched/edge"

func (r *Run) result(res *Result) {
	*res = Result{
		Ending: r.ending, Why: r.why, Delayed: r.delayed, Panic: r.panic, Steps: r.steps, Branched: r.branched, Decisions: r.decisions,
		Preemptions: r.preempted, Trace: r.trace, Sum: uint64(r.sum), Touched: uint64(r.touched), Now: r.clock.now, Tasks: len(r.tasks),
		Uncontrolled: r.uncontrolled,
	}
	if r.panic != nil {
		res.Ending = EndPanic
	}
	if racing { // what tasks do when they are ended is nobody's fault
		if res.Races = edge.Races() - r.races; res.Races > 0 && r.cfg.Raced != nil {
			r.cfg.Raced()
		}
	}
	res.Stuck = r.Stuck()
	if res.Ending == EndQuiet && r.Spinning() {
		res.Ending = EndLivelock
	}
}

// Stuck lists the tasks that have not ended. It is meant for OnQuiescence.
func (r *Run) Stuck() []Stuck {
	var stuck []Stuck
	for _, t := range r.tasks {
		if t.state == stateEnded {
			continue
		}
		holder := -1
		if t.state == stateBlocked && isLock[t.kind] {
			holder = r.holder(t.obj)
		}
		stuck = append(stuck, Stuck{
			Holder: holder, Task: t, ID: t.id, Name: t.name, Kind: t.kind, Object: t.obj, Foreground: t.foreground, Owned: t.owned,
			Spinning: t.state == stateSpinning, Alive: r.alive(t), Where: t.where, Stack: t.stack,
		})
		if r.tracing {
			stuck[len(stuck)-1].Waits = t.objects()
		}
	}
	return stuck
}
