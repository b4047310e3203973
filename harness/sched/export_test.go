package sched

import (
	"fmt"
	"slices"
	"strings"
)

// Classified makes every execution, like Bounded without a bound, and tells the class of each by listing the order of all pairs of conflicting steps:
// what Exhaustive has to agree with.
type Classified struct {
	Bounded
	steps []step
	seen  map[uint64]int
	stuck int // steps at the end that were not made
}

type step struct {
	operation
	task string
	n    int
}

// Begin implements Strategy.
func (c *Classified) Begin(seed uint64) bool {
	c.Preemptions = 1 << 30
	c.steps, c.seen, c.stuck = c.steps[:0], map[uint64]int{}, 0
	return c.Bounded.Begin(seed)
}

// Class names the class of the last execution.
func (c *Classified) Class() string {
	var pairs []string
	for j := range c.steps {
		for i := range j {
			a, b := &c.steps[i], &c.steps[j]
			if i >= len(c.steps)-c.stuck {
				break // neither of them came first
			}
			if a.task != b.task && conflict(&a.operation, &b.operation) {
				pairs = append(pairs, fmt.Sprintf("%s.%d<%s.%d", a.task, a.n, b.task, b.n))
			}
		}
	}
	slices.Sort(pairs)
	return strings.Join(pairs, " ")
}

// Learn implements Learner: who never got a lock came after those that did.
func (c *Classified) Learn(tasks []*Task) {
	made := len(c.steps)
	for _, t := range tasks {
		if t.state == stateBlocked && isLock[t.kind] {
			c.step(t)
		}
	}
	c.stuck = len(c.steps) - made
}

// Forget implements Learner.
func (c *Classified) Forget() {}

func (c *Classified) step(t *Task) bool {
	c.seen[t.lineage]++
	c.steps = append(c.steps, step{
		operation{kind: t.kind, obj: t.obj, wrote: effects[t.kind] == writes && t.kind != KindAdd, resumes: t.resumes},
		fmt.Sprintf("%x", t.lineage>>48), c.seen[t.lineage],
	})
	t.resumes = false
	return true
}

func (c *Classified) wrote(*Task)             { c.steps[len(c.steps)-1].operation.wrote = true }
func (c *Classified) returned(*Task)          { c.steps[len(c.steps)-1].operation.returned = true }
func (c *Classified) released(*Task, Pointer) {}
func (c *Classified) started(_, _ *Task)      {}
func (c *Classified) woke(_, _ *Task)         {}
