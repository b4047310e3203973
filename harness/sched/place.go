package sched

import "unsafe"

// Place is one case of a select: where the task waits and, for a sender, what it has to give.
type Place struct {
	Key  unsafe.Pointer
	Dir  Direction
	Cell unsafe.Pointer
}

// BlockAny waits at several objects at once, until the first of them lets the task go on. It returns the index of that place. Of places that are
// alike, which of them will be the one is a choice of data.
// Without a place it waits for ever.
func (t *Task) BlockAny(k Kind, places []Place) (index int, got unsafe.Pointer, closed bool) {
	t.mustLive()
	t.waits = t.waits[:0]
	var obj unsafe.Pointer
	for i, p := range places {
		if p.Key == nil {
			continue // a nil channel is never ready
		}
		obj = p.Key
		if i, p = t.choosePlace(places, i); i >= 0 {
			t.waits = append(t.waits, waiter{task: t, key: p.Key, dir: p.Dir, cell: p.Cell, index: i})
		}
	}
	t.block(k, obj)
	return t.fired, t.cell, t.closed
}

// choosePlace returns one of the places that are like the one at an index, if that is the first of them, and else -1.
func (t *Task) choosePlace(places []Place, first int) (int, Place) {
	p, count := places[first], 0
	for i, o := range places {
		if o.Key == p.Key && o.Dir == p.Dir {
			if count++; i < first {
				return -1, p
			}
		}
	}
	if count == 1 {
		return first, p
	}
	c := t.Choose(count)
	for i, o := range places {
		if o.Key == p.Key && o.Dir == p.Dir {
			if c == 0 {
				return i, o
			}
			c--
		}
	}
	return first, p
}
