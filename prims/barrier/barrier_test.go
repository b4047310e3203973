package barrier_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/barrier"
	"github.com/tenter-go/tenter/prims/barrier/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestContract(t *testing.T) {
	cases := append(contract.Cases(), contract.Decided())
	for _, flaw := range script.Flaws(cases) {
		t.Error(flaw)
	}
	script.Test(t, cases, func(parties int) script.Verbs { return contract.Verbs(barrier.New(parties)) })
}

func TestNoParties(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("New(0) does not panic")
		}
	}()
	barrier.New(0)
}

// A cancellation after the last arrival comes too late.
func TestCancelAfterTheLast(t *testing.T) {
	for range 100 { // the waiter's select has two ready cases, and chooses at random
		synctest.Test(t, func(t *testing.T) {
			b := barrier.New(2)
			ctx, cancel := context.WithCancel(t.Context())
			outcome := make(chan error)
			go func() {
				_, err := b.Wait(ctx)
				outcome <- err
			}()
			synctest.Wait()
			if i, err := b.Wait(t.Context()); i != 1 || err != nil {
				t.Fatalf("the last Wait = %d, %v; want 1, nil", i, err)
			}
			cancel()
			if err := <-outcome; err != nil || b.Broken() {
				t.Fatalf("Wait = %v, broken %v; want nil, false", err, b.Broken())
			}
		})
	}
}

// The action runs once for each generation, before anybody is let go, and never beside another one.
func TestAction(t *testing.T) {
	const parties, rounds = 4, 200
	ran := 0 // plain memory: the barrier orders it
	b := barrier.NewAction(parties, func() error { ran++; return nil })
	var wg sync.WaitGroup
	for range parties {
		wg.Go(func() {
			for round := range rounds {
				if _, err := b.Wait(t.Context()); err != nil {
					t.Error(err)
				}
				if ran != 2*round+1 { // nobody can begin the next generation before all have looked
					t.Errorf("the action has run %d times after generation %d", ran, 2*round)
				}
				if _, err := b.Wait(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// What an action returns is its caller's, and the barrier is broken for all others.
func TestActionFails(t *testing.T) {
	mine := errors.New("mine")
	for name, action := range map[string]func() error{
		"error": func() error { return mine }, "panic": func() error { panic(mine) },
	} {
		synctest.Test(t, func(t *testing.T) {
			b := barrier.NewAction(2, action)
			outcome := make(chan error)
			go func() {
				_, err := b.Wait(t.Context())
				outcome <- err
			}()
			synctest.Wait()
			err := func() (err error) {
				defer func() {
					if v := recover(); v != nil {
						err = v.(error)
					}
				}()
				_, err = b.Wait(t.Context())
				return err
			}()
			if other := <-outcome; !errors.Is(err, mine) || !errors.Is(other, barrier.ErrBroken) || !b.Broken() {
				t.Errorf("%s: the last Wait = %v, the other %v, broken %v; want mine, ErrBroken, true", name, err, other, b.Broken())
			}
		})
	}
}

// While an action runs, the next generation can fill up and must wait for it.
func TestActionsFollowEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		running, ran := 0, 0
		b := barrier.NewAction(1, func() error {
			running++
			if running > 1 {
				t.Error("two actions at once")
			}
			time.Sleep(time.Second)
			running--
			ran++
			return nil
		})
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if _, err := b.Wait(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if ran != 5 || b.Parties() != 1 {
			t.Errorf("%d actions have run, want 5", ran)
		}
	})
}
