package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// lateTimer lets the timer's own function report the time-out, which saves the timer's channel and
// a goroutine, and stops the timer as soon as the permits are there.
//
// Stop reports whether it came in time, and nobody asks. If the timer has fired already, its
// function is about to send, or does so, on a channel that nobody receives from any more: its
// goroutine is left behind. A channel with room for one report, or one that is closed, would do.
type lateTimer struct{ sound }

func (s *lateTimer) AcquireTimeout(d time.Duration, n int) error {
	if d <= 0 {
		return timed(s, d, n)
	}
	if err := s.refuse(context.Background(), n); err != nil {
		return err
	}
	w := s.enter(n)
	expired := make(chan struct{})
	timer := time.AfterFunc(d, func() { expired <- struct{}{} })
	select {
	case <-w.ready:
		timer.Stop()
		return nil
	case <-expired:
		return s.abandon(w, semaphore.ErrTimeout)
	}
}
