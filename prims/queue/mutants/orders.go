package mutants

import "slices"

// The orders in which items leave.

func oldestFirst(items []int, v int) []int { return append(items, v) }

func newestFirst(items []int, v int) []int { return slices.Insert(slices.Clone(items), 0, v) }

// leastFirst keeps the order of storing among equals. It makes at least one comparison if there is
// another item, and all of them before it changes anything.
func leastFirst(less func(a, b int) bool) func(items []int, v int) []int {
	return func(items []int, v int) []int {
		at := len(items)
		for at > 0 && less(v, items[at-1]) {
			at--
		}
		return slices.Insert(slices.Clone(items), at, v)
	}
}

// Sound is the right queue that the mutants of the given primitive are made of. It is here to be
// checked as they are: what they have in common must be right, or they would be caught for the
// wrong reason.
func Sound(of string, capacity int, less func(a, b int) bool) Subject {
	s := fifo(capacity)
	switch of {
	case "lifo-queue":
		s = lifo(capacity)
	case "priority-queue":
		s = priority(capacity, less)
	}
	return &s
}

func fifo(capacity int) sound { return sound{capacity: capacity, insert: oldestFirst} }
func lifo(capacity int) sound { return sound{capacity: capacity, insert: newestFirst} }
func priority(capacity int, less func(a, b int) bool) sound {
	return sound{capacity: capacity, insert: leastFirst(less)}
}
