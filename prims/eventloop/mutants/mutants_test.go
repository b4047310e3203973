package mutants

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/eventloop"
	"github.com/tenter-go/tenter/prims/mutant"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// What the mutants have in common must be right, or they would be caught for the wrong reason; those of
// kind S and the loop itself are right one call at a time too.
func TestOneCallAtATime(t *testing.T) {
	subjects := map[string]func() Subject{
		"sound": func() Subject { return newSound().started() },
		"right": Right,
	}
	for _, m := range All() {
		if m.Kind == mutant.S {
			subjects[m.Name] = m.New
		}
	}
	for name, construct := range subjects {
		t.Run(name, func(t *testing.T) {
			s := construct()
			ctx := t.Context()
			if err := s.Release(); !errors.Is(err, eventloop.ErrNotHeld) {
				t.Errorf("Release of a free lock = %v", err)
			}
			if err := errors.Join(s.Acquire(ctx), s.Release(), s.Acquire(ctx)); err != nil {
				t.Error(err)
			}
			short, cancel := context.WithTimeout(ctx, time.Millisecond)
			defer cancel()
			if err := s.Acquire(short); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("Acquire of a held lock = %v", err)
			}
			s.Set()
			if err := errors.Join(s.Wait(ctx), s.Put(ctx, 7)); err != nil {
				t.Error(err)
			}
			if v, err := s.Get(ctx); v != 7 || err != nil {
				t.Errorf("Get = %d, %v", v, err)
			}
			n := 0
			for range 3 {
				s.Post(func() { n++ })
			}
			s.Call(func() {
				if n != 3 {
					t.Errorf("%d of 3 callbacks have run", n)
				}
			})
		})
	}
}

// Those of kind D, with what gives them away.
func TestNewestFirst(t *testing.T) {
	wrong := newNewestFirst().(*sound)
	var got []int
	wrong.Call(func() {
		for i := range 3 {
			wrong.ready = append(wrong.ready, func() { got = append(got, i) })
		}
	})
	wrong.Call(func() {})
	wrong.Call(func() {
		if len(got) != 3 || got[0] != 2 {
			t.Errorf("ran in the order %v", got)
		}
	})
}

func TestGoneWaiterIsHandedTheLock(t *testing.T) {
	s := newGoneWaiter()
	if err := s.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := s.Acquire(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	if err := errors.Join(s.Release(), s.Release()); err != nil {
		t.Errorf("Release of what the call that is gone was handed = %v", err)
	}
}
