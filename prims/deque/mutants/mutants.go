// Package mutants holds known-wrong deques: each is package deque's contract with one real mistake in
// it. Package [mutant] says what mutants are for.
package mutants

import (
	"slices"
	"sync"

	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant: some of the methods of a deque of ints.
type Subject interface {
	PushBack(v int)
	PushFront(v int)
	PopBack() (int, bool)
	PopFront() (int, bool)
	Rotate(k int)
	Len() int
	Values() []int
}

// Mutant is one row of the table. Its constructor returns a mutant that keeps at most so many items.
type Mutant = mutant.Mutant[func(most int) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// sound is the deque that the mutants spoil: a slice under a lock.
type sound struct {
	mu    sync.Mutex
	items []int
	most  int
}

// Sound returns the right deque that the mutants are made of, to be checked as they are.
func Sound(most int) Subject { return &sound{most: most} }

func (d *sound) PushBack(v int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.items = append(slices.Clone(d.items), v)
	if len(d.items) > d.most {
		d.items = d.items[1:]
	}
}

func (d *sound) PushFront(v int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.items = slices.Insert(slices.Clone(d.items), 0, v)
	if len(d.items) > d.most {
		d.items = d.items[:d.most]
	}
}

func (d *sound) PopBack() (int, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.items) == 0 {
		return 0, false
	}
	return d.last(), true
}

func (d *sound) PopFront() (int, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.items) == 0 {
		return 0, false
	}
	v := d.items[0]
	d.items = d.items[1:]
	return v, true
}

func (d *sound) Rotate(k int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.items); n > 0 {
		k = ((k % n) + n) % n
		d.items = slices.Concat(d.items[n-k:], d.items[:n-k])
	}
}

func (d *sound) Len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.items)
}

func (d *sound) Values() []int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.items)
}

// last takes the item at the back, of a deque that has one. It is called with mu held.
func (d *sound) last() int {
	n := len(d.items)
	v := d.items[n-1]
	d.items = d.items[:n-1]
	return v
}
