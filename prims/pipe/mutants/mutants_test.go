package mutants

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/pipe"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// oneCallAtATime returns what is wrong with a pipe for one message.
func oneCallAtATime(ctx context.Context, s Subject) (wrong []error) {
	expect := func(got, want error) {
		if !errors.Is(got, want) {
			wrong = append(wrong, errors.Join(errors.New("want"), want, errors.New("got"), got))
		}
	}
	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	expect(s.Send(ctx, 1), nil)
	expect(s.Send(short, 2), context.DeadlineExceeded)
	v, err := s.Receive(ctx)
	expect(err, nil)
	if v != 1 || s.Poll() {
		expect(errors.New("wrong message, or one too many"), nil)
	}
	expect(s.Send(ctx, 3), nil)
	s.CloseA()
	expect(s.Send(ctx, 4), pipe.ErrClosed)
	v, err = s.Receive(ctx)
	expect(err, nil)
	if v != 3 {
		expect(errors.New("wrong message"), nil)
	}
	_, err = s.Receive(ctx)
	expect(err, io.EOF)
	s.CloseB()
	_, err = s.Receive(ctx)
	expect(err, pipe.ErrClosed)
	return wrong
}

// What the mutants have in common must be right, or they would be caught for the wrong reason; those of
// kind S and the pipe itself are right one call at a time too.
func TestOneCallAtATime(t *testing.T) {
	for _, err := range oneCallAtATime(t.Context(), newSound(1)) {
		t.Error("sound:", err)
	}
	for _, err := range oneCallAtATime(t.Context(), Right(1)) {
		t.Error("right:", err)
	}
	for _, m := range All() {
		if wrong := oneCallAtATime(t.Context(), m.New(1)); (len(wrong) > 0) != (m.Kind == mutant.D) {
			t.Errorf("%s of kind %s: %v", m.Name, m.Kind, wrong)
		}
	}
}

func TestBroken(t *testing.T) {
	for name, s := range map[string]Subject{"sound": newSound(1), "right": Right(1)} {
		s.CloseB()
		if err := s.Send(t.Context(), 1); !errors.Is(err, pipe.ErrBroken) {
			t.Errorf("%s: Send without a receiver = %v", name, err)
		}
	}
}
