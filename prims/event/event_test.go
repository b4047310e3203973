package event_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/tenter-go/tenter/prims/event"
	"github.com/tenter-go/tenter/prims/event/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestContract(t *testing.T) {
	cases := append(contract.Cases(), contract.Pulse())
	for _, flaw := range script.Flaws(cases) {
		t.Error(flaw)
	}
	script.Test(t, cases, func(int) script.Verbs { return contract.Verbs(event.New()) })
}

// A cancellation after a Set has returned comes after it: the waiter, which has yet to run, must succeed
// although its context is done as well.
func TestCancelAfterSet(t *testing.T) {
	for range 100 { // the waiter's select has two ready cases, and chooses at random
		synctest.Test(t, func(t *testing.T) {
			e := event.New()
			ctx, cancel := context.WithCancel(t.Context())
			outcome := make(chan error)
			go func() { outcome <- e.Wait(ctx) }()
			synctest.Wait()
			e.Set()
			e.Clear()
			cancel()
			if err := <-outcome; err != nil {
				t.Fatalf("Wait = %v, want nil", err)
			}
		})
	}
}

// Under the race detector this holds Set to ordering what came before it.
func TestPublication(t *testing.T) {
	for range 100 {
		var e event.Event
		var wg sync.WaitGroup
		data := 0
		for range 4 {
			wg.Go(func() {
				if err := e.Wait(t.Context()); err != nil || data != 1 {
					t.Errorf("Wait = %v, data %d; want nil, 1", err, data)
				}
			})
		}
		data = 1
		e.Set()
		wg.Wait()
	}
}

func TestSetAllocatesNothing(t *testing.T) {
	e := event.New()
	if allocs := testing.AllocsPerRun(100, func() {
		e.Set()
		_ = e.Wait(t.Context())
		e.Clear()
		_ = e.WaitTimeout(0)
	}); allocs != 0 {
		t.Errorf("%v allocations in calls that do not wait, want 0", allocs)
	}
}
