package mutants

import (
	"context"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/process"
)

// twoStarts looks whether the process was started, and starts it, in two critical sections.
type twoStarts struct{ *sound }

func (s *twoStarts) Start() error {
	s.mu.Lock()
	started := s.started
	s.mu.Unlock()
	if started {
		return process.ErrStarted
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started {
		return nil // the child of the other one will do
	}
	s.started = true
	return s.start()
}

// lateJoin looks whether the process has ended, and for what tells of that, in two critical sections. An
// end in between tells nobody.
type lateJoin struct{ *sound }

func (s *lateJoin) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		started := s.child != nil
		s.mu.Unlock()
		if _, ended := s.ExitCode(); !started || ended {
			break
		}
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return s.sound.Join(ctx)
}

// zeroCode has an exit code from the beginning, since a number has a value before anyone gives it one:
// a process that runs looks like one that has ended well.
type zeroCode struct{ *sound }

func (s *zeroCode) ExitCode() (code int, ended bool) {
	code, _ = s.sound.ExitCode()
	s.mu.Lock()
	defer s.mu.Unlock()
	return code, s.started
}

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "zero-code",
			Mistake: "a process that runs has the exit code 0, as if it had ended well",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Minimum: mutant.Least(1, 2, 0, "a Start, and a look at the exit code"),
			New:     func(t process.Transport) Subject { return &zeroCode{newSound(t)} },
		},
		{
			Name:    "two-starts",
			Mistake: "Start looks whether the process was started, and starts it, in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two Start"),
			New:     func(t process.Transport) Subject { return &twoStarts{newSound(t)} },
		},
		{
			Name:    "late-join",
			Mistake: "Join looks whether the process has ended, and for what tells of that, in two critical sections",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			New:     func(t process.Transport) Subject { return &lateJoin{newSound(t)} },
		},
	}
}
