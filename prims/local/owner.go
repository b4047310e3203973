package local

import (
	"errors"
	"slices"
	"sync"
)

// Errors of this package. Match them with [errors.Is].
var (
	// ErrUnset ends a Get or a Delete of a value that is not set.
	ErrUnset = errors.New("local: not set")
	// ErrEnded refuses a call for an owner that has ended.
	ErrEnded = errors.New("local: the owner has ended")
)

// Owner is a task that has values of its own. It is made by [NewOwner], and must not be copied: a
// copy would be another task.
type Owner struct {
	mu    sync.Mutex // every method of Local and Owner linearizes in a critical section of it
	slots []*slot    // none once it has ended; in the order of the first touch
	ended bool
}

// slot is what an owner has under one name. It is guarded by the owner's lock.
type slot struct {
	name  any           // the *Local
	made  chan struct{} // closed once the value is there or its making has failed; nil if nobody makes it
	value any
	free  func() // nil while it is made, and for a value that was set
}

// NewOwner returns an owner without values.
func NewOwner() *Owner { return new(Owner) }

// End frees all values of the owner and refuses all later calls for it. It returns when all are freed,
// those that another call of End frees excepted.
func (o *Owner) End() {
	o.mu.Lock()
	var frees []func()
	for _, s := range slices.Backward(o.slots) {
		if s.free != nil { // who is making one frees it: its slot will be gone
			frees = append(frees, s.free)
		}
	}
	o.slots, o.ended = nil, true
	o.mu.Unlock()
	for _, free := range frees {
		free()
	}
}

// Ended reports whether End has been called.
func (o *Owner) Ended() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ended
}

// settled takes the lock and returns the slot of the given name, nil if there is none. It waits while
// the value of that slot is being made.
func (o *Owner) settled(name any) *slot {
	for {
		o.mu.Lock()
		s := o.find(name)
		if s == nil || s.made == nil {
			return s
		}
		made := s.made
		o.mu.Unlock()
		<-made
	}
}

// The methods from here on are called with mu held.

func (o *Owner) find(name any) *slot {
	for _, s := range o.slots { // an owner has few
		if s.name == name {
			return s
		}
	}
	return nil
}

func (o *Owner) drop(s *slot) {
	o.slots = slices.DeleteFunc(o.slots, func(other *slot) bool { return other == s })
}
