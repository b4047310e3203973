package mutants

import (
	"context"
	"errors"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// stoppedTimer makes its own time-out: a helper goroutine waits for the timer and then cancels the
// call. The timer is stopped with care when the call is over, as one should.
//
// A stopped timer never fires, and its channel is not closed. Each call that gets its permits in
// time leaves a goroutine behind that waits for the channel as long as the process lives.
type stoppedTimer struct{ sound }

func (s *stoppedTimer) AcquireTimeout(d time.Duration, n int) error {
	if d <= 0 {
		return timed(s, d, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	timer := time.NewTimer(d)
	defer timer.Stop()
	go func() {
		<-timer.C // a select with ctx.Done() would end with the call
		cancel()
	}()
	if err := s.refuse(ctx, n); errors.Is(err, semaphore.ErrCount) {
		return err
	}
	w := s.enter(n)
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		return s.abandon(w, semaphore.ErrTimeout)
	}
}
