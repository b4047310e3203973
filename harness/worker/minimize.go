package worker

import (
	"maps"
	"slices"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
)

// mostTrials bounds the processes that are spent on making a deadly case smaller. Each takes some ten milliseconds, so this shrinks less
// thoroughly than package shrink, which makes thousands of executions.
const mostTrials = 120

// shrink drops what the case does not need: the whole schedule or single decisions, tasks, operations. A candidate is kept if the process
// dies of it for the same reason.
func (d *death) shrink() error {
	alone, err := d.dies(d.c)
	if err != nil {
		return err
	}
	if !alone {
		d.c.Message += "; made alone in a fresh process, the execution ended well: it takes those before it"
		return nil
	}
	for again := true; again; {
		again = false
		for _, pass := range []func(*counterexample.Counterexample) []*counterexample.Counterexample{fewerTasks, fewerOps, lessSchedule, onePreemption} {
			smaller, err := d.greedily(pass)
			if err != nil {
				return err
			}
			again = again || smaller
		}
	}
	return nil
}

// greedily keeps the first of the candidates that dies too, and goes on from there until none does.
func (d *death) greedily(pass func(*counterexample.Counterexample) []*counterexample.Counterexample) (smaller bool, err error) {
	for progress := true; progress; {
		progress = false
		for _, c := range pass(d.c) {
			if d.c.Shrinks >= mostTrials {
				return smaller, nil
			}
			d.c.Shrinks++
			dies, err := d.dies(c)
			if err != nil {
				return smaller, err
			}
			if dies {
				c.Shrinks = d.c.Shrinks
				d.c, progress, smaller = c, true, true
				break
			}
		}
	}
	return smaller, nil
}

// dies makes the execution alone. If the process dies of it as it did at first, the case gets the schedule that was really followed.
func (d *death) dies(c *counterexample.Counterexample) (bool, error) {
	spec, err := d.s.o.Find.spec(c.Target)
	if err != nil {
		return false, err
	}
	text, err := counterexample.Format(c, spec)
	if err != nil {
		return false, err
	}
	_, f, at, err := d.s.noted(command{Do: verbReplay, Case: string(text)})
	if err != nil || f == nil || f.hung || f.cause() != d.again.cause() {
		return false, err
	}
	c.Schedule = at.schedule
	return true, nil
}

// lessSchedule returns the case without any decision, and without each one.
func lessSchedule(c *counterexample.Counterexample) (list []*counterexample.Counterexample) {
	if len(c.Schedule) > 1 {
		list = append(list, with(c, c.Scenario, nil))
	}
	for i := range c.Schedule {
		list = append(list, with(c, c.Scenario, slices.Delete(slices.Clone(c.Schedule), i, i+1)))
	}
	return list
}

// onePreemption returns the case with a schedule that leaves one task once, at each place where that may be: dropping single decisions of a
// long schedule rarely leads there, since each of them moves the places of the others.
func onePreemption(c *counterexample.Counterexample) (list []*counterexample.Counterexample) {
	if len(c.Schedule) < 2 {
		return nil
	}
	last := 0
	tasks := map[int]bool{}
	for _, d := range c.Schedule {
		last = max(last, d.Seq)
		tasks[d.From], tasks[d.To] = true, true
	}
	for seq := range last {
		for _, from := range slices.Sorted(maps.Keys(tasks)) {
			for _, to := range slices.Sorted(maps.Keys(tasks)) {
				if from >= 0 && to >= 0 && from != to {
					list = append(list, with(c, c.Scenario, []sched.Decision{{From: from, Seq: seq + 1, To: to, Preempts: true}}))
				}
			}
		}
	}
	return list
}

// fewerTasks returns the case without the prefix, without the epilogue, and without the operations of each task. The tasks keep their
// places, by which schedules know them.
func fewerTasks(c *counterexample.Counterexample) (list []*counterexample.Counterexample) {
	for i, ops := range parts(c.Scenario) {
		if len(*ops) > 1 {
			sc := c.Scenario.Clone()
			*parts(sc)[i] = nil
			list = append(list, with(c, sc, c.Schedule))
		}
	}
	return list
}

// fewerOps returns the case without each operation.
func fewerOps(c *counterexample.Counterexample) (list []*counterexample.Counterexample) {
	for i, ops := range parts(c.Scenario) {
		for j := range *ops {
			sc := c.Scenario.Clone()
			part := parts(sc)[i]
			*part = slices.Delete(*part, j, j+1)
			list = append(list, with(c, sc, c.Schedule))
		}
	}
	return list
}

func parts(sc *scenario.Scenario) []*[]scenario.Op {
	list := []*[]scenario.Op{&sc.Prefix, &sc.Epilogue}
	for i := range sc.Tasks {
		list = append(list, &sc.Tasks[i])
	}
	return list
}

func with(c *counterexample.Counterexample, sc *scenario.Scenario, schedule []sched.Decision) *counterexample.Counterexample {
	other := *c
	other.Scenario, other.Schedule = sc, schedule
	return &other
}
