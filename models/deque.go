package models

import (
	"fmt"
	"slices"
	"strings"
)

// DequeOps is how a double-ended queue of ints is called: one function for each
// operation, nil for one that it does not offer. Method values fit where the
// signature is the same.
type DequeOps struct {
	// PushBack and PushFront add v at an end.
	PushBack, PushFront func(v int)
	// PopBack and PopFront take the item at an end, or report false.
	PopBack, PopFront func() (int, bool)
	// Back and Front look at the item at an end, or report false.
	Back, Front func() (int, bool)
	// Rotate moves the k last items to the front, or -k first ones to the back.
	Rotate func(k int)
	Len    func() int
	// Values returns all items, the front first.
	Values func() []int
	Clear  func()
}

func (o DequeOps) pushBack(v int)        { o.PushBack(v) }
func (o DequeOps) pushFront(v int)       { o.PushFront(v) }
func (o DequeOps) popBack() (int, bool)  { return o.PopBack() }
func (o DequeOps) popFront() (int, bool) { return o.PopFront() }
func (o DequeOps) back() (int, bool)     { return o.Back() }
func (o DequeOps) front() (int, bool)    { return o.Front() }
func (o DequeOps) rotate(k int)          { o.Rotate(k) }
func (o DequeOps) len() int              { return o.Len() }
func (o DequeOps) values() string        { return listed(o.Values()) }
func (o DequeOps) clear()                { o.Clear() }
func listed(items []int) string          { return strings.Trim(fmt.Sprint(items), "[]") }
func describeItems(items []int) string   { return "the deque holds " + orNothing(listed(items)) }
func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

// Deque is the model of a double-ended queue of which every method is one step
// and none waits. It keeps at most so many items, or any number if most is 0: a
// push onto a full one drops the item at the other end. It fits single-ended
// stacks and queues that never block as well; an operation that the
// implementation lacks is nil in DequeOps.
//
// Each push has a value of its own. It panics if most is negative.
func Deque(most int, opts ...Option) *Model[DequeOps] {
	if most < 0 {
		panic(fmt.Sprintf("models: Deque(%d): the largest length can't be negative; 0 is none", most))
	}
	label := Label("deque(unbounded)")
	if most > 0 {
		label = Label("deque(at most %s)", counted(most, "item"))
	}
	opts = append([]Option{Name("deque"), label, Describe(describeItems), object(Object{Kind: DequeObject, Capacity: most})}, opts...)
	full := func(items []int) bool { return most > 0 && len(items) == most }
	pop := func(at func(items []int) int, keep bool) func(items []int, _ None) ([]int, any) {
		return func(items []int, _ None) ([]int, any) {
			if len(items) == 0 {
				return items, nil
			}
			i := at(items)
			v := items[i]
			if keep {
				return items, v
			}
			return slices.Concat(items[:i], items[i+1:]), v
		}
	}
	back, front := func(items []int) int { return len(items) - 1 }, func([]int) int { return 0 }
	type o = DequeOps
	return New([]int(nil),
		Change("PushBack", Func1(o.pushBack, Fresh()).If(func(d o) bool { return d.PushBack != nil }), func(items []int, v int) []int {
			if full(items) {
				items = slices.Clip(items[1:])
			}
			return append(items, v)
		}),
		Change("PushFront", Func1(o.pushFront, Fresh()).If(func(d o) bool { return d.PushFront != nil }), func(items []int, v int) []int {
			if full(items) {
				items = items[:len(items)-1]
			}
			return slices.Concat([]int{v}, items)
		}),
		Update("PopBack", Ok(o.popBack).If(func(d o) bool { return d.PopBack != nil }), pop(back, false)),
		Update("PopFront", Ok(o.popFront).If(func(d o) bool { return d.PopFront != nil }), pop(front, false)),
		Update("Back", Ok(o.back).If(func(d o) bool { return d.Back != nil }), pop(back, true)),
		Update("Front", Ok(o.front).If(func(d o) bool { return d.Front != nil }), pop(front, true)),
		Change("Rotate", Func1(o.rotate, In(1, -1, 2, 3)).If(func(d o) bool { return d.Rotate != nil }), rotated),
		Ask("Len", Ret(o.len).If(func(d o) bool { return d.Len != nil }), func(items []int, _ None) int { return len(items) }),
		Ask("Values", Ret(o.values).If(func(d o) bool { return d.Values != nil }), func(items []int, _ None) string { return listed(items) }),
		Change("Clear", Func(o.clear).If(func(d o) bool { return d.Clear != nil }), func([]int, None) []int { return nil }),
	).With(opts...)
}

func rotated(items []int, k int) []int {
	n := len(items)
	if n == 0 {
		return items
	}
	k = (k%n + n) % n
	return slices.Concat(items[n-k:], items[:n-k])
}
