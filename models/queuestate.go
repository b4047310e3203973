package models

import (
	"fmt"
	"slices"
	"strings"
)

// items is the state of a queue.
type items struct {
	line       []int // in the order in which they leave
	unfinished int
	down       bool // shut down
}

func (s items) Equal(t items) bool {
	return s.unfinished == t.unfinished && s.down == t.down && slices.Equal(s.line, t.line)
}

func (s items) Hash() uint64 {
	h := mix(intsIdentity.hash(s.line) ^ uint64(s.unfinished)<<1)
	if s.down {
		h = mix(h ^ 1)
	}
	return h
}

func (s items) String() string {
	var b strings.Builder
	switch len(s.line) {
	case 0:
		b.WriteString("the queue is empty")
	default:
		fmt.Fprintf(&b, "the queue holds %s", strings.Trim(fmt.Sprint(s.line), "[]"))
	}
	if s.down {
		b.WriteString(" and is shut down")
	}
	if n := s.unfinished - len(s.line); n > 0 {
		fmt.Fprintf(&b, "; %d taken and not done", n)
	}
	return b.String()
}

// contract is what a queue does, in terms of its state.
type contract struct {
	capacity int // 0: none
	insert   func(line []int, v int) []int
	compares bool // incomparable values panic when they are compared
}

func (c *contract) room(s items) bool { return c.capacity == 0 || len(s.line) < c.capacity }

// panics reports whether storing v takes a comparison that panics. One item in
// the queue, or more, is compared with any that comes: an incomparable one is
// therefore alone in it.
func (c *contract) panics(s items, v int) bool {
	return c.compares && len(s.line) > 0 && (incomparable(v) || incomparable(s.line[0]))
}

func (c *contract) store(s items, v int) items {
	s.line = c.insert(slices.Clip(s.line), v)
	s.unfinished++
	return s
}

// remove takes out the item at the given place.
func remove(s items, at int) (items, int) {
	v := s.line[at]
	if at == 0 {
		s.line = s.line[1:]
	} else {
		s.line = slices.Concat(s.line[:at], s.line[at+1:])
	}
	return s, v
}

// removeMany takes out the n items that leave next, or as many as there are.
func removeMany(s items, n int) (items, []int) {
	n = min(n, len(s.line))
	list := s.line[:n:n]
	s.line = s.line[n:]
	return s, list
}

func tryGetMany(s items, n int) (items, string) {
	s, list := removeMany(s, n)
	return s, listed(list)
}

func peek(s items, _ None) any {
	if len(s.line) == 0 {
		return nil
	}
	return s.line[0]
}

func dropped(s items) items {
	s.unfinished -= len(s.line)
	s.line, s.down = nil, true
	return s
}

func closed(s items) items {
	s.down = true
	return s
}

// The orders in which items leave. Each returns a new slice, or appends to one
// that is clipped.

func oldestFirst(line []int, v int) []int { return append(line, v) }

func newestFirst(line []int, v int) []int { return slices.Concat([]int{v}, line) }

// leastFirst keeps the order of storing among equals.
func leastFirst(priority func(v int) int) func(line []int, v int) []int {
	return func(line []int, v int) []int {
		at := len(line)
		for at > 0 && priority(v) < priority(line[at-1]) {
			at--
		}
		return slices.Concat(line[:at], []int{v}, line[at:])
	}
}

// Priority is the priority of a value that is put into a priority queue: its
// hundreds. Those of 1 leave before those of 2.
func Priority(v int) int { return v / 100 }

// Incomparable is the priority of values that can be compared with no other:
// a function that compares one must panic. Such values are put only if the
// model has the option WithIncomparable.
const Incomparable = 9

func incomparable(v int) bool { return Priority(v) == Incomparable }

// prioritised makes the i-th value of an execution. Neighbours often have the
// same priority.
func prioritised(i int) int { return []int{100, 200, 200, 100, 100, 200, 100}[i%7] + i }

// withIncomparable makes every fifth value incomparable.
func withIncomparable(i int) int {
	if i%5 == 2 {
		return 100*Incomparable + i
	}
	return prioritised(i)
}
