package sched

import "slices"

// atlas names the objects of an execution, so that they are found again in the next one: the first object that a certain task stood before
// when there was a choice, the second, and so on. Where two schedules let different tasks come first the names differ, and what was learned
// about the object does not apply; nothing else depends on them.
type atlas struct {
	names map[Pointer]uint64
	found map[uint64]int // how many objects a lineage has named
}

func (a *atlas) reset() {
	if a.names == nil {
		a.names, a.found = map[Pointer]uint64{}, map[uint64]int{}
	}
	clear(a.names)
	clear(a.found)
}

// look names what the tasks stand before.
func (a *atlas) look(ready []*Task) {
	for _, t := range ready {
		if t.obj == nil {
			continue
		}
		if _, ok := a.names[t.obj]; !ok {
			a.names[t.obj] = child(t.lineage, a.found[t.lineage])
			a.found[t.lineage]++
		}
	}
}

func (a *atlas) name(t *Task) uint64 {
	if t.obj == nil {
		return 0
	}
	return a.names[t.obj]
}

// ordered is a set with an order of its own: random choices from it depend on nothing else.
type ordered[K comparable] struct {
	index map[K]int
	list  []K
}

func (o *ordered[K]) add(k K) {
	if o.index == nil {
		o.index = map[K]int{}
	}
	if _, ok := o.index[k]; !ok {
		o.index[k] = len(o.list)
		o.list = append(o.list, k)
	}
}

func (o *ordered[K]) clear() {
	clear(o.index)
	o.list = slices.Delete(o.list, 0, len(o.list))
}
