package queue

// stack holds items last in, first out.
type stack[T any] struct{ items []T }

func (s *stack[T]) len() int { return len(s.items) }

func (s *stack[T]) push(v T) { s.items = append(s.items, v) }

func (s *stack[T]) pop() T {
	var none T
	last := len(s.items) - 1
	v := s.items[last]
	s.items[last] = none
	s.items = s.items[:last]
	return v
}

func (s *stack[T]) clear() { s.items = nil }
