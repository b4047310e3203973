package histories

import (
	"fmt"
	"slices"
)

// Quiescence is a moment at which no task could run and no timer was pending.
type Quiescence struct {
	At    int64
	Stuck []int // indices of the operations that were pending then, ascending
}

// History is what the callers of one object saw during one execution.
//
// Operations are sorted by Call. There are several quiescences when the stuck
// calls were woken one after the other: one at the end of the scenario, and
// one after each rescue.
type History struct {
	Operations  []Operation
	Quiescences []Quiescence
	// Unordered says that the calls of a task may overlap by their stamps,
	// because the moments between them were not measured finely enough. They
	// came one after another all the same, in the order in which they are
	// listed; what calls of different tasks have to do with each other is what
	// the stamps say.
	Unordered bool
	// Recorded says that the numbers of tasks are those by which whoever recorded the history knows them.
	Recorded bool
}

// Reset empties the history and keeps its memory.
func (h *History) Reset() {
	clear(h.Operations) // drop what the values point to
	h.Operations = h.Operations[:0]
	h.Quiescences = h.Quiescences[:0]
	h.Unordered = false
}

// Clone returns a history that shares no slice with h.
func (h *History) Clone() *History {
	c := &History{Operations: slices.Clone(h.Operations), Quiescences: slices.Clone(h.Quiescences), Unordered: h.Unordered}
	for i := range c.Quiescences {
		c.Quiescences[i].Stuck = slices.Clone(c.Quiescences[i].Stuck)
	}
	return c
}

// Validate returns an error that names the first place where h can't have come
// from an execution: operations out of order, a task with two calls at once,
// a call after one that never returned, stamps used twice, or a quiescence
// whose stuck calls are not exactly the pending ones.
func (h *History) Validate() error {
	for _, check := range []func() error{h.validOperations, h.validTasks, h.validQuiescences, h.validStamps} {
		if err := check(); err != nil {
			return fmt.Errorf("malformed history: %w", err)
		}
	}
	return nil
}

func (h *History) validOperations() error {
	for i := range h.Operations {
		o := &h.Operations[i]
		switch {
		case o.Call <= 0:
			return fmt.Errorf("operation %d %q: call stamp %d, want more than 0", i, o.Name, o.Call)
		case o.Return <= o.Call:
			return fmt.Errorf("operation %d %q: returns at %d, not after its call at %d", i, o.Name, o.Return, o.Call)
		case i > 0 && o.Call < h.Operations[i-1].Call:
			return fmt.Errorf("operation %d %q: called at %d, before the one listed ahead of it", i, o.Name, o.Call)
		case (o.Return == Forever) != (o.Outcome == Stuck || o.Outcome == Pending):
			return fmt.Errorf("operation %d %q: %v, but its return stamp is %d", i, o.Name, o.Outcome, o.Return)
		case o.Outcome >= outcomes:
			return fmt.Errorf("operation %d %q: unknown %v", i, o.Name, o.Outcome)
		case o.Mode >= modes:
			return fmt.Errorf("operation %d %q: unknown %v", i, o.Name, o.Mode)
		case o.Op < -1 || o.Task < 0 || o.Cancel < 0:
			return fmt.Errorf("operation %d %q: negative task, operation or cancel stamp", i, o.Name)
		}
	}
	return nil
}

// validTasks: a task does one thing at a time, so its calls don't overlap.
func (h *History) validTasks() error {
	if h.Unordered {
		return nil
	}
	last := map[int]int{}
	for i := range h.Operations {
		o := &h.Operations[i]
		if j, ok := last[o.Task]; ok && h.Operations[j].Return > o.Call {
			return fmt.Errorf("operation %d %q: task %d calls at %d while its operation %d is pending", i, o.Name, o.Task, o.Call, j)
		}
		last[o.Task] = i
	}
	return nil
}

func (h *History) validQuiescences() error {
	for k, q := range h.Quiescences {
		if k > 0 && q.At <= h.Quiescences[k-1].At {
			return fmt.Errorf("quiescence %d: at %d, not after the one before it", k, q.At)
		}
		var pending []int
		for i := range h.Operations {
			if h.Operations[i].Pending(q.At) {
				pending = append(pending, i)
			}
		}
		if !slices.Equal(pending, q.Stuck) {
			return fmt.Errorf("quiescence %d at %d: lists operations %v as stuck, but %v are pending then", k, q.At, q.Stuck, pending)
		}
	}
	return nil
}

// validStamps: every event has its own reading of the counter.
func (h *History) validStamps() error {
	seen := make(map[int64]bool, 2*len(h.Operations))
	use := func(stamp int64) error {
		if stamp != Forever && seen[stamp] {
			return fmt.Errorf("stamp %d is used by two events", stamp)
		}
		seen[stamp] = true
		return nil
	}
	for i := range h.Operations {
		if err := use(h.Operations[i].Call); err != nil {
			return err
		}
		if err := use(h.Operations[i].Return); err != nil {
			return err
		}
	}
	for _, q := range h.Quiescences {
		if err := use(q.At); err != nil {
			return err
		}
	}
	return nil
}
