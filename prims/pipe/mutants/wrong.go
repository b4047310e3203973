package mutants

import (
	"context"
	"io"
	"sync"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/pipe"
)

// endFirst says that the pipe is at its end as soon as the sender has closed it. What is still on its
// way is lost.
type endFirst struct{ *sound }

func (s *endFirst) Receive(ctx context.Context) (byte, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	s.mu.Lock()
	end := s.closedA && !s.closedB
	s.mu.Unlock()
	if end {
		return 0, io.EOF
	}
	return s.sound.Receive(ctx)
}

// lateLook looks for a message, and then for the channel that tells of changes, in two critical
// sections. A message that is sent in between has replaced the channel, and nobody tells.
type lateLook struct{ *sound }

func (s *lateLook) Receive(ctx context.Context) (byte, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	for !s.Poll() {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	return s.sound.Receive(ctx)
}

// twoTakers reads the message, and takes it out, in two critical sections: two who receive at once get
// the same one, and the next is lost.
type twoTakers struct{ *sound }

func (s *twoTakers) Receive(ctx context.Context) (byte, error) {
	if err := s.until(ctx, s.receivable); err != nil {
		return 0, err
	}
	if s.closedB || len(s.messages) == 0 {
		defer s.mu.Unlock()
		if s.closedB {
			return 0, pipe.ErrClosed
		}
		return 0, io.EOF
	}
	v := s.messages[0]
	s.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.messages) > 0 {
		s.messages = s.messages[1:]
	}
	s.change()
	return v, nil
}

// crossedClose has a lock for each end, and who closes one takes its own first and then the other's, to
// tell it.
type crossedClose struct {
	*sound
	a, b sync.Mutex
}

func (s *crossedClose) CloseA() {
	s.a.Lock()
	defer s.a.Unlock()
	s.b.Lock()
	defer s.b.Unlock()
	s.sound.CloseA()
}

func (s *crossedClose) CloseB() {
	s.b.Lock()
	defer s.b.Unlock()
	s.a.Lock()
	defer s.a.Unlock()
	s.sound.CloseB()
}

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "end-first",
			Mistake: "once the sender has closed the pipe, what is still on its way is lost",
			Verdict: "wrong result",
			Kind:    mutant.D,
			New:     func(size int) Subject { return &endFirst{newSound(size)} },
		},
		{
			Name:    "late-look",
			Mistake: "who receives looks for a message, and for what tells of the next, in two critical sections",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a Send between the two halves of a Receive"),
			New:     func(size int) Subject { return &lateLook{newSound(size)} },
		},
		{
			Name:    "two-takers",
			Mistake: "a message is read, and taken out, in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			New:     func(size int) Subject { return &twoTakers{newSound(size)} },
		},
		{
			Name:    "crossed-close",
			Mistake: "who closes an end takes its lock first and the other end's second",
			Verdict: "deadlock",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a CloseA and a CloseB"),
			New:     func(size int) Subject { return &crossedClose{sound: newSound(size)} },
		},
	}
}
