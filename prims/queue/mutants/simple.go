package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/queue"
)

// waitingTry asks whether there is an item, and if so calls the get that waits: it will not have to.
// When another get takes the item in between, the call that never waits waits.
type waitingTry struct{ sound }

func (s *waitingTry) TryGet() (int, error) {
	if s.Len() == 0 {
		return 0, queue.ErrEmpty
	}
	// The item may be gone.
	return s.Get(context.Background())
}

// hasty returns at once when there is no time to wait, without a look at what is there.
type hasty struct{ sound }

func (s *hasty) GetTimeout(d time.Duration) (int, error) {
	if d <= 0 {
		return 0, queue.ErrEmpty
	}
	return timedGet(s, d)
}
