package deque

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
)

// ErrFull refuses an Insert into a deque that has its largest length. Match it with [errors.Is].
var ErrFull = errors.New("deque: full")

// Deque is a double-ended queue. Its ends are the front and the back.
//
// All methods may be called by any number of goroutines at once. The zero value is an empty deque
// without a largest length. A Deque must not be copied after first use.
type Deque[T any] struct {
	mu    sync.Mutex // each method linearizes in its one critical section
	items ring[T]
	max   int
	bound bool // there is a largest length, max
}

// New returns an empty deque without a largest length.
func New[T any]() *Deque[T] { return new(Deque[T]) }

// NewMax returns an empty deque that keeps at most max items. It panics if max is negative.
func NewMax[T any](max int) *Deque[T] {
	if max < 0 {
		panic(fmt.Sprintf("deque: largest length %d: it can't be negative", max))
	}
	return &Deque[T]{max: max, bound: true}
}

// Max returns the largest length, and false if there is none.
func (d *Deque[T]) Max() (int, bool) { return d.max, d.bound }

// PushBack adds v at the back; if the deque is full, the item at the front is dropped.
func (d *Deque[T]) PushBack(v T) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pushBack(v)
}

// PushFront adds v at the front; if the deque is full, the item at the back is dropped.
func (d *Deque[T]) PushFront(v T) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pushFront(v)
}

// Extend adds each of the items at the back, in their order and in one step.
func (d *Deque[T]) Extend(items ...T) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range items {
		d.pushBack(v)
	}
}

// ExtendFront adds each of the items at the front, in their order, so that the last one comes to
// stand first.
func (d *Deque[T]) ExtendFront(items ...T) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range items {
		d.pushFront(v)
	}
}

// PopBack takes the item at the back; it reports false if there is none.
func (d *Deque[T]) PopBack() (v T, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.items.n == 0 {
		return v, false
	}
	return d.items.popBack(), true
}

// PopFront takes the item at the front; it reports false if there is none.
func (d *Deque[T]) PopFront() (v T, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.items.n == 0 {
		return v, false
	}
	return d.items.popFront(), true
}

// At returns the item at the given place, counted from the front, or from the back if it is
// negative: At(0) is the first and At(-1) the last. It reports false if there is none.
func (d *Deque[T]) At(i int) (v T, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i < 0 {
		i += d.items.n
	}
	if i < 0 || i >= d.items.n {
		return v, false
	}
	return *d.items.at(i), true
}

// Insert puts v in front of the item at the given place, counted as by At; places beyond the ends are
// the ends. It refuses with [ErrFull], and changes nothing, if the deque has its largest length.
func (d *Deque[T]) Insert(i int, v T) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.full() {
		return fmt.Errorf("%w: %d of %d items", ErrFull, d.items.n, d.max)
	}
	if i < 0 {
		i = max(0, i+d.items.n)
	}
	d.items.pushBack(v)
	for k := d.items.n - 1; k > i; k-- {
		*d.items.at(k) = *d.items.at(k - 1)
	}
	*d.items.at(min(i, d.items.n-1)) = v
	return nil
}

// Rotate moves the k last items in front of the others, or the -k first ones behind if k is negative.
func (d *Deque[T]) Rotate(k int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.items.n == 0 {
		return
	}
	k %= d.items.n
	if k > d.items.n/2 {
		k -= d.items.n
	} else if k < -d.items.n/2 {
		k += d.items.n
	}
	for ; k > 0; k-- {
		d.items.pushFront(d.items.popBack())
	}
	for ; k < 0; k++ {
		d.items.pushBack(d.items.popFront())
	}
}

// Clear removes all items.
func (d *Deque[T]) Clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.items = ring[T]{}
}

// Len returns the number of items at some moment during the call.
func (d *Deque[T]) Len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.items.n
}

// Values returns a copy of the items at some moment during the call, the front first.
func (d *Deque[T]) Values() []T {
	d.mu.Lock()
	defer d.mu.Unlock()
	values := make([]T, d.items.n)
	for i := range values {
		values[i] = *d.items.at(i)
	}
	return values
}

// All is the sequence of the items that are there when the loop over it begins, the front first.
func (d *Deque[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) { slices.Values(d.Values())(yield) }
}

// Backward is All from the back to the front.
func (d *Deque[T]) Backward() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, v := range slices.Backward(d.Values()) {
			if !yield(v) {
				return
			}
		}
	}
}

// The methods from here on are called with mu held.

func (d *Deque[T]) full() bool { return d.bound && d.items.n >= d.max }

func (d *Deque[T]) pushBack(v T) {
	if d.full() {
		if d.max == 0 {
			return
		}
		d.items.popFront()
	}
	d.items.pushBack(v)
}

func (d *Deque[T]) pushFront(v T) {
	if d.full() {
		if d.max == 0 {
			return
		}
		d.items.popBack()
	}
	d.items.pushFront(v)
}
