package rlock

import "sync/atomic"

// Owner is who may hold reentrant locks. It is made by [NewOwner] and used by pointer; a copy is a
// stranger to all locks, and so is the zero Owner. One owner may hold any number of locks.
type Owner struct {
	self     *Owner // tells the original from a copy
	id       uint64 // from 1 to maxID
	finished atomic.Bool
	waiting  atomic.Int32 // calls of the owner that wait, or have just been let in
}

// owners counts the owners that were made.
var owners atomic.Uint64

// NewOwner returns an owner that holds nothing. It panics after 2^40 of them, a million a second for
// twelve days: two owners must not be taken for one.
func NewOwner() *Owner {
	o := &Owner{id: owners.Add(1)}
	if o.id > maxID {
		panic("rlock: too many owners")
	}
	o.self = o
	return o
}

// Finish makes the owner a stranger: all later calls for it are refused. Who finishes an owner that
// still holds a lock, or waits for one, leaves that lock held for ever.
func (o *Owner) Finish() { o.finished.Store(true) }

// stranger reports whether o can't own anything.
func (o *Owner) stranger() bool {
	return o == nil || o.self != o || o.finished.Load()
}
