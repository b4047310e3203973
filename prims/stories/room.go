package stories

import (
	"context"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// Room has room for so many visitors.
type Room struct {
	inside atomic.Int32
	most   int
	places *semaphore.Semaphore
}

// NewRoom returns an empty room.
func NewRoom(most int) *Room { return &Room{most: most, places: semaphore.New(most)} }

// LookAndEnter enters if there is room, and else goes away. Somebody else may look at the same time.
func LookAndEnter(r *Room, inside func(n int)) {
	if int(r.inside.Load()) < r.most {
		r.visit(inside)
	}
}

// EnterBySemaphore waits for one of the places.
func EnterBySemaphore(r *Room, inside func(n int)) {
	if r.places.Acquire(context.Background(), 1) != nil {
		return
	}
	r.visit(inside)
	_ = r.places.Release(1)
}

func (r *Room) visit(inside func(n int)) {
	inside(int(r.inside.Add(1)))
	r.inside.Add(-1)
}
