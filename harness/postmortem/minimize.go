package postmortem

import (
	"maps"
	"slices"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
)

// Trial makes the execution of a case alone, in a process of its own, and reports whether that process died of it for the same reason as
// the first. If so, the case that it returns has the schedule that was really followed.
type Trial func(*counterexample.Counterexample) (same *counterexample.Counterexample, dies bool, err error)

// Minimize drops what a deadly case does not need: the whole schedule or single decisions, tasks, operations. It makes at most so many
// trials; each takes a process, so this shrinks less thoroughly than package shrink, which makes thousands of executions.
//
// alone is false, and the case as it was, if the execution does not even die by itself: it takes those before it.
func Minimize(c *counterexample.Counterexample, most int, try Trial) (smallest *counterexample.Counterexample, alone bool, err error) {
	same, dies, err := try(c)
	if err != nil || !dies {
		return c, dies, err
	}
	m := &minimizer{c: same, most: c.Shrinks + most, try: try}
	for again := true; again; {
		again = false
		for _, pass := range []func(*counterexample.Counterexample) []*counterexample.Counterexample{fewerTasks, fewerOps, lessSchedule, onePreemption, fewerOpsElsewhere} {
			smaller, err := m.greedily(pass)
			if err != nil {
				return m.c, true, err
			}
			again = again || smaller
		}
	}
	return m.c, true, nil
}

type minimizer struct {
	c    *counterexample.Counterexample // the smallest so far
	most int
	try  Trial
}

// greedily keeps the first of the candidates that dies too, and goes on from there until none does.
func (m *minimizer) greedily(pass func(*counterexample.Counterexample) []*counterexample.Counterexample) (smaller bool, err error) {
	for progress := true; progress; {
		progress = false
		for _, c := range pass(m.c) {
			if m.c.Shrinks >= m.most {
				return smaller, nil
			}
			m.c.Shrinks++
			same, dies, err := m.try(c)
			if err != nil {
				return smaller, err
			}
			if dies {
				same.Shrinks = m.c.Shrinks
				m.c, progress, smaller = same, true, true
				break
			}
		}
	}
	return smaller, nil
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

// fewerOpsElsewhere returns the case without each operation and with its only preemption earlier: what is dropped before it moves its place.
func fewerOpsElsewhere(c *counterexample.Counterexample) (list []*counterexample.Counterexample) {
	if len(c.Schedule) != 1 {
		return nil
	}
	for _, fewer := range fewerOps(c) {
		for seq := c.Schedule[0].Seq - 1; seq > 0; seq-- {
			d := c.Schedule[0]
			d.Seq = seq
			list = append(list, with(c, fewer.Scenario, []sched.Decision{d}))
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
