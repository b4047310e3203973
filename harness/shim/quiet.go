package shim

import "github.com/tenter-go/tenter/harness/sched"

// The quiet forms of channel operations are no choice points: control passes to another task only if the operation has to wait. They are
// for code of which nobody doubts that it synchronizes rightly, and whose interleavings would only drown those of its users.

// SendQuietly is ch <- v.
func (s Sender[T]) SendQuietly(v T) {
	t := task()
	if t == nil || s.ch == nil {
		s.Send(v)
		return
	}
	settle(t, s.ch, v)
}

// RecvQuietly is <-ch.
func (c RecvCase[T]) RecvQuietly() T {
	t := task()
	if t == nil || c.Ch == nil {
		return c.Recv()
	}
	v, _ := await(t, c.Ch)
	return v
}

func task() *sched.Task {
	if !sched.Active() {
		return nil
	}
	return sched.Current()
}
