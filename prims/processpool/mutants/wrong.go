package mutants

import (
	"context"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/process"
)

// newIdleDeath is a pool that learns of the death of a child when it waits for an answer. Of one that
// dies while it is idle it never learns.
func newIdleDeath(t process.Transport, workers int) Subject {
	s := newSound(t, workers)
	s.watch = func(w *worker) {
		for {
			s.mu.Lock()
			busy, changed := w.call != nil, s.changed
			ended := s.over != nil || s.closed && s.idle()
			s.mu.Unlock()
			if busy || ended {
				break
			}
			<-changed
		}
		s.notice(w)
	}
	return s.started()
}

// newForgottenQueue is a pool that fails what was running when a child died. What was queued is
// dropped, and whoever waits for it waits for ever.
func newForgottenQueue(t process.Transport, workers int) Subject {
	s := newSound(t, workers)
	s.doomed = func(running, _ []*call) []*call { return running }
	return s.started()
}

// lateSubmit asks why a call should not be accepted before it takes the lock to queue it. If a child
// dies in between, the call is queued in a pool that has ended.
type lateSubmit struct{ *sound }

func newLateSubmit(t process.Transport, workers int) Subject {
	s := newSound(t, workers)
	s.refuse = func() error { return nil }
	return &lateSubmit{s.started()}
}

func (s *lateSubmit) Submit(ctx context.Context, id int) (Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	err := s.refusal()
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return s.sound.Submit(ctx, id)
}

// earlyReap has Wait return once the children have ended. Whoever watches over them may not have told
// the pool yet, which accepts a call that nobody will run.
type earlyReap struct{ *sound }

func newEarlyReap(t process.Transport, workers int) Subject {
	return &earlyReap{newSound(t, workers).started()}
}

func (s *earlyReap) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, w := range s.workers {
		select {
		case <-w.child.Done():
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "idle-death",
			Mistake: "the death of a child is noticed by who waits for its answer; nobody waits for an idle one's",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: []string{"Finish", "Close", "Terminate", "Figures"},
			New:     newIdleDeath,
		},
		{
			Name:    "forgotten-queue",
			Mistake: "when a child dies what was running fails, and what was queued is dropped",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Without: []string{"Finish", "Close", "Terminate", "Wait", "Figures"},
			New:     newForgottenQueue,
		},
		{
			Name:    "late-submit",
			Mistake: "whether the pool has ended is asked in another critical section than the call is queued in",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Without: []string{"Submit", "Finish", "Close", "Terminate", "Wait", "Figures"},
			New:     newLateSubmit,
		},
		{
			Name:    "early-reap",
			Mistake: "Wait returns when the children have ended, before the pool has taken note",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: []string{"Run", "Finish", "Close", "Terminate", "Figures"},
			New:     newEarlyReap,
		},
	}
}
