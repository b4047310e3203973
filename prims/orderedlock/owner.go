package orderedlock

import (
	"runtime"
	"strconv"
	"sync/atomic"
)

// Owner is who holds ordered locks: a goroutine, a request, a transaction. It makes one call at a time.
// The zero value holds nothing. An Owner must not be copied.
type Owner struct {
	busy atomic.Bool
	held []hold // for the holder of busy
}

// hold is a lock that is held, and where it was taken.
type hold struct {
	lock *Lock
	at   place
}

// NewOwner returns an owner that holds nothing.
func NewOwner() *Owner { return new(Owner) }

// begin starts a call for the owner, unless another one is under way.
func (o *Owner) begin() bool { return o.busy.CompareAndSwap(false, true) }

func (o *Owner) end() { o.busy.Store(false) }

// highest returns the hold with the highest rank, and nil if there is none. The held locks are few.
func (o *Owner) highest() *hold {
	var top *hold
	for i := range o.held {
		if top == nil || o.held[i].lock.rank > top.lock.rank {
			top = &o.held[i]
		}
	}
	return top
}

// index returns where l is among the held locks, and -1 if it is not.
func (o *Owner) index(l *Lock) int {
	for i := range o.held {
		if o.held[i].lock == l {
			return i
		}
	}
	return -1
}

// place is where a call was made. It is looked up only when it is printed.
type place [1]uintptr

// here returns the place of the caller of the exported function that calls it.
func here() (p place) {
	runtime.Callers(3, p[:]) // Callers, here, the exported function
	return p
}

// String returns file:line.
func (p place) String() string {
	frame, _ := runtime.CallersFrames(p[:]).Next()
	if frame.File == "" {
		return "an unknown place"
	}
	return frame.File + ":" + strconv.Itoa(frame.Line)
}
