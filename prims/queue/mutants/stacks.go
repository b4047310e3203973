package mutants

import (
	"slices"

	"github.com/tenter-go/tenter/prims/queue"
)

// newWrongEnd puts the item of a waiting put at the bottom of the stack once there is room: it has
// waited, so its author let it wait on. The contract has it on top, as the newest that was stored.
func newWrongEnd(capacity int) *sound {
	s := lifo(capacity)
	s.insertLate = func(items []int, v int) []int { return oldestFirst(slices.Clone(items), v) }
	return &s
}

// tornPop asks how high the stack is, and then cuts it off below that. What has come on top in
// between falls off unseen.
type tornPop struct{ sound }

func (s *tornPop) TryGet() (int, error) {
	height := s.Len()
	// A put that comes here is lost.
	s.mu.Lock()
	defer s.mu.Unlock()
	if height == 0 || len(s.items) == 0 {
		if s.down && len(s.items) == 0 {
			return 0, queue.ErrShutDown
		}
		return 0, queue.ErrEmpty
	}
	at := max(0, len(s.items)-height)
	v := s.items[at]
	s.items = s.items[at+1:]
	s.settle()
	return v, nil
}
