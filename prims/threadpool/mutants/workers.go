package mutants

import (
	"context"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/threadpool"
)

// newDeadWorker is a pool whose workers survive a task that panics, since each has a deferred recover
// around its loop. But that is around the loop: the panic skips what comes after the task, so the
// result is never set, and the worker stays busy for good.
func newDeadWorker(workers, room int) Subject {
	s := newSound(workers, room)
	s.work = func(j *job) {
		defer func() { _ = recover() }()
		n := j.task()
		s.end(j, n, nil)
	}
	return s
}

// newLostSlot is a pool whose worker looks for its next task, and where there is none gives its place
// up in a second critical section. A Submit in between sees all workers busy and queues its task, and
// nobody is left to look for it.
func newLostSlot(workers, room int) Subject {
	s := newSound(workers, room)
	s.end = func(j *job, n int, err error) {
		s.mu.Lock()
		if len(s.queue)+len(s.line) > 0 {
			defer s.mu.Unlock()
			_ = j.promise.Settle(n, err)
			s.running--
			s.settle()
			return
		}
		s.mu.Unlock()
		s.mu.Lock()
		defer s.mu.Unlock()
		_ = j.promise.Settle(n, err)
		s.running--
		s.change()
	}
	return s
}

// overLimit starts a task where it has seen a free worker, which is in another critical section: two
// that see the last one both take it.
type overLimit struct{ *sound }

func (s *overLimit) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	s.mu.Lock()
	free := s.running < s.workers && ctx.Err() == nil && !s.closed
	s.mu.Unlock()
	if !free {
		return s.sound.Submit(ctx, task, wait)
	}
	j := s.newJob(ctx, task)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, threadpool.ErrClosed
	}
	s.run(j)
	return j.promise.Future(), nil
}

// quietCancel is CPython's: who waits for results is told of each by the worker that is done with it,
// and of a cancelled one when a worker comes to it in the queue. Where the queue is emptied at the
// shutdown no worker ever does, and who waits, as as_completed does, waits for ever.
type quietCancel struct{ *sound }

// told is a future whose waiters are told by the worker.
type told struct {
	*future.Future[int]
	tell *future.Promise[struct{}]
}

func (t told) Get(ctx context.Context) (int, error) {
	if err := t.tell.Future().Wait(ctx); err != nil {
		return 0, err
	}
	return t.Future.Get(context.Background())
}

func (s *quietCancel) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	tell := future.New[struct{}]()
	r, err := s.sound.Submit(ctx, task, wait)
	if err != nil {
		return nil, err
	}
	f := r.(*future.Future[int])
	f.OnDone(func(f *future.Future[int]) {
		if f.State() != future.Cancelled {
			_ = tell.Resolve(struct{}{})
		}
	})
	return told{f, tell}, nil
}
