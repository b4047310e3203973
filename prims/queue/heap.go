package queue

// heap holds items in a binary heap, the least first, and among equals the one that was stored first.
//
// Each change first makes all its comparisons, and then moves items. So a comparison that panics
// finds the heap as it was, and leaves it so.
type heap[T any] struct {
	less  func(a, b T) bool
	items []entry[T]
	count uint64 // how many were ever stored
}

type entry[T any] struct {
	item T
	seq  uint64 // tells who came first among equals
}

func (h *heap[T]) len() int { return len(h.items) }

// before reports whether a is to leave before b.
func (h *heap[T]) before(a, b entry[T]) bool {
	switch {
	case h.less(a.item, b.item):
		return true
	case h.less(b.item, a.item):
		return false
	}
	return a.seq < b.seq
}

func (h *heap[T]) push(v T) {
	e := entry[T]{v, h.count}
	place := len(h.items)
	for place > 0 && h.before(e, h.items[(place-1)/2]) {
		place = (place - 1) / 2
	}
	// Those on the way from the new end up to place go down by one.
	h.items = append(h.items, e)
	for i := len(h.items) - 1; i > place; i = (i - 1) / 2 {
		h.items[i] = h.items[(i-1)/2]
	}
	h.items[place] = e
	h.count++
}

func (h *heap[T]) pop() T {
	var pathArray [64]int // deeper than any heap
	path := pathArray[:0]
	last := len(h.items) - 1
	e := h.items[last] // goes down from the top, along the lesser children
	for at := 0; ; {
		child := 2*at + 1
		if child >= last {
			break
		}
		if child+1 < last && h.before(h.items[child+1], h.items[child]) {
			child++
		}
		if !h.before(h.items[child], e) {
			break
		}
		path = append(path, child)
		at = child
	}
	top, place := h.items[0].item, 0
	for _, child := range path {
		h.items[place] = h.items[child]
		place = child
	}
	h.items[place] = e
	h.items[last] = entry[T]{}
	h.items = h.items[:last]
	return top
}

func (h *heap[T]) clear() { h.items = nil }
