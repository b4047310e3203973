package mutants

import (
	"context"

	"github.com/tenter-go/tenter/prims/queue"
)

// singleShutdown wakes one of the waiting gets when the queue is shut down, as a put does. The others
// wait for items that nobody will ever put.
type singleShutdown struct{ sound }

func (s *singleShutdown) Shutdown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = true
	if len(s.getters) > 0 {
		pop(&s.getters).serve(0, queue.ErrShutDown)
	}
	for len(s.putters) > 0 {
		pop(&s.putters).serve(0, queue.ErrShutDown)
	}
}

// joinRecheck is CPython's join: it waits in a loop until nothing is unfinished. The TaskDone that
// finishes the last item wakes it; but if another item is put before it runs, it waits on, although
// the work it was to wait for is done. With a busy producer it never returns.
type joinRecheck struct{ sound }

func (s *joinRecheck) Join(ctx context.Context) error {
	for {
		if err := s.sound.Join(ctx); err != nil {
			return err
		}
		s.mu.Lock()
		done := s.unfinished == 0
		s.mu.Unlock()
		if done {
			return nil
		}
	}
}

// forgottenDrop drops what is left in the queue, and forgets that the items count as unfinished. Join
// waits for work that nobody has.
type forgottenDrop struct{ sound }

func (s *forgottenDrop) ShutdownNow() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down, s.items = true, nil
	s.settle()
}

// clearedCount sets the count of unfinished items to zero when the queue is shut down at once, as an
// older documentation of Python had it ("unblocks all callers of join"). A Join that should see the
// taken items done returns while they are worked on.
type clearedCount struct{ sound }

func (s *clearedCount) ShutdownNow() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down, s.items, s.unfinished = true, nil, 0
	s.settle()
}
