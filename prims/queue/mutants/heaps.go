package mutants

import (
	"slices"
	"sync"

	"github.com/tenter-go/tenter/prims/queue"
)

// newUnstable looks for the first item that is not less than the new one, and puts it in front of
// that: among equals the newest comes first, and the oldest may wait for ever.
func newUnstable(capacity int, less func(a, b int) bool) *sound {
	s := priority(capacity, less)
	s.insert = func(items []int, v int) []int {
		at := slices.IndexFunc(items, func(other int) bool { return !less(other, v) })
		if at < 0 {
			at = len(items)
		}
		return slices.Insert(slices.Clone(items), at, v)
	}
	return &s
}

// poisoned is CPython's PriorityQueue: it appends the item, and then lets it rise by comparisons. One
// that panics leaves the item where it is, in a queue that does not count it and has woken nobody.
type poisoned struct {
	sound
	less func(a, b int) bool
}

func newPoisoned(capacity int, less func(a, b int) bool) *poisoned {
	s := &poisoned{priority(capacity, less), less}
	s.insert = s.rise
	return s
}

// Comparing says that it takes items which can't be compared.
func (s *poisoned) Comparing() {}

func (s *poisoned) rise(items []int, v int) []int {
	s.items = append(slices.Clone(items), v)
	for at := len(s.items) - 1; at > 0 && s.less(s.items[at], s.items[at-1]); at-- {
		s.items[at], s.items[at-1] = s.items[at-1], s.items[at]
	}
	return s.items
}

// earlyNumber draws the number that decides among equals before it takes the lock, so that the lock
// is held for less long. A put that sleeps in between comes later than another, and is let out first.
type earlyNumber struct {
	sound
	counter sync.Mutex
	drawn   int
	numbers map[int]int // of the items, guarded by mu
}

func newEarlyNumber(capacity int, less func(a, b int) bool) *earlyNumber {
	s := &earlyNumber{sound: sound{capacity: capacity}, numbers: map[int]int{}}
	s.insert = leastFirst(func(a, b int) bool {
		return less(a, b) || !less(b, a) && s.numbers[a] < s.numbers[b]
	})
	return s
}

func (s *earlyNumber) TryPut(v int) error {
	s.counter.Lock()
	s.drawn++
	number := s.drawn
	s.counter.Unlock()
	// Who puts here has a later number, and is stored before.
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.down:
		return queue.ErrShutDown
	case s.full():
		return queue.ErrFull
	}
	s.numbers[v] = number
	s.store(v)
	s.settle()
	return nil
}

// peekThenPop looks at the least item and then takes the least item, which may be another by then:
// two gets that look at the same one both return it, and the next one is never seen.
type peekThenPop struct{ sound }

func (s *peekThenPop) TryGet() (int, error) {
	v, ok := s.peek()
	if !ok {
		return s.sound.TryGet()
	}
	// What was seen may be gone, or not the least any more.
	if _, err := s.sound.TryGet(); err != nil {
		return 0, err
	}
	return v, nil
}

func (s *peekThenPop) peek() (int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.items) == 0 {
		return 0, false
	}
	return s.items[0], true
}
