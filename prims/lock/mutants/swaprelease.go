package mutants

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/lock"
)

// swapRelease keeps its state in one word, so that a Release needs a single atomic step: it takes all
// out of the word, and what it finds there tells it whether somebody has to be woken.
//
// From that step on the lock looks free. Until the Release has put the hold of the waiter back, a
// newcomer takes the lock as well, and then two hold it.
type swapRelease struct {
	sound
	word atomic.Int32 // 0 free, 1 held, 2 held with a queue
}

func (l *swapRelease) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := l.join()
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		return l.abandon(w, ctx.Err()) // the word may say 2 from now on although nobody is queued
	}
}

func (l *swapRelease) join() *waitlist.Waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		if l.word.CompareAndSwap(0, 1) {
			return nil
		}
		if l.word.Load() == 2 || l.word.CompareAndSwap(1, 2) {
			w := waitlist.New(0)
			l.queue.Push(w)
			return w
		}
	}
}

func (l *swapRelease) AcquireTimeout(d time.Duration) error { return timed(l, d) }

func (l *swapRelease) TryAcquire() bool { return l.word.CompareAndSwap(0, 1) }

func (l *swapRelease) Release() error {
	switch l.word.Swap(0) {
	case 0:
		return lock.ErrFree
	case 1:
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if w := l.queue.Pop(); w != nil {
		l.word.Store(2)
		close(w.Ready)
	}
	return nil
}

func (l *swapRelease) Locked() bool { return l.word.Load() != 0 }
