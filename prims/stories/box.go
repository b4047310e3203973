package stories

import (
	"context"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/lock"
)

// Box is where a producer leaves an item for a consumer.
type Box struct {
	lock *lock.Lock
	some *condition.Condition
	full bool
}

// NewBox returns an empty box.
func NewBox() *Box {
	l := lock.New()
	return &Box{lock: l, some: condition.New(l)}
}

// Put puts an item in, and notifies the consumer.
func (b *Box) Put() {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.full = true
	_ = b.some.Notify(1)
}

// TakeBlindly waits for the notification, as tutorials have it, and takes the item. A notification is
// not remembered: one that comes before the wait is gone.
func (b *Box) TakeBlindly() {
	b.lock.Lock()
	defer b.lock.Unlock()
	_ = b.some.Wait(context.Background())
	b.full = false
}

// Take waits until there is an item. Where there is one already it does not wait.
func (b *Box) Take() {
	b.lock.Lock()
	defer b.lock.Unlock()
	_ = b.some.WaitFor(context.Background(), func() bool { return b.full })
	b.full = false
}
