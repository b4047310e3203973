package mutants

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/sharedmemory"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

func oneCallAtATime(ctx context.Context, s Subject) error {
	s.Store(5)
	if s.Add() != 6 || s.Load() != 6 {
		return errors.New("the word is wrong")
	}
	if err := s.Release(); !errors.Is(err, sharedmemory.ErrFree) {
		return errors.New("a free lock was released")
	}
	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	if err := s.Acquire(ctx); err != nil || s.TryAcquire() || !errors.Is(s.Acquire(short), context.DeadlineExceeded) {
		return errors.New("the lock was taken twice")
	}
	return s.Release()
}

// Those of kind S, and the memory itself, are right one call at a time.
func TestOneCallAtATime(t *testing.T) {
	if err := oneCallAtATime(t.Context(), Right()); err != nil {
		t.Error(err)
	}
	for _, m := range All() {
		if err := oneCallAtATime(t.Context(), m.New()); (err != nil) != (m.Kind == mutant.D) {
			t.Errorf("%s of kind %s: %v", m.Name, m.Kind, err)
		}
	}
}
