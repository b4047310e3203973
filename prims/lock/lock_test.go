package lock_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/lock"
	"github.com/tenter-go/tenter/prims/lock/internal/contract"
)

func TestContract(t *testing.T) {
	for _, flaw := range script.Flaws(contract.Cases()) {
		t.Error(flaw)
	}
	script.Test(t, contract.Cases(), func(int) script.Verbs { return contract.Verbs(lock.New()) })
}

// A cancellation after a Release has returned comes after the hand-over: the waiter, which has yet to
// run, must succeed although its context is done as well.
func TestCancelAfterHandOver(t *testing.T) {
	for range 100 { // the waiter's select has two ready cases, and chooses at random
		synctest.Test(t, func(t *testing.T) {
			l := lock.New()
			l.Lock()
			ctx, cancel := context.WithCancel(t.Context())
			outcome := make(chan error)
			go func() { outcome <- l.Acquire(ctx) }()
			synctest.Wait()
			l.Unlock()
			cancel()
			if err := <-outcome; err != nil || !l.Locked() {
				t.Fatalf("Acquire = %v with the lock held: %v, want nil and true", err, l.Locked())
			}
		})
	}
}

func TestUnlockOfAFreeLockPanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, lock.ErrFree) {
			t.Errorf("Unlock panicked with %v, want ErrFree", err)
		}
	}()
	lock.New().Unlock()
}

// The data of TestExclusion is plain memory: under the race detector this also holds the lock to
// ordering its holders.
func TestExclusion(t *testing.T) {
	var l lock.Lock
	var wg sync.WaitGroup
	counter := 0
	for i := range 8 {
		wg.Go(func() {
			for k := range 500 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(k%3)*time.Microsecond)
				if i%2 == 0 || l.Acquire(ctx) != nil {
					l.Lock()
				}
				cancel()
				counter++
				l.Unlock()
			}
		})
	}
	wg.Wait()
	if counter != 4000 || l.Locked() {
		t.Errorf("counted to %d, locked: %v; want 4000, false", counter, l.Locked())
	}
}

func TestUncontendedAllocatesNothing(t *testing.T) {
	l := lock.New()
	if allocs := testing.AllocsPerRun(100, func() {
		_ = l.Acquire(t.Context())
		_ = l.AcquireTimeout(0)
		_ = l.Release()
		_ = l.AcquireTimeout(time.Second)
		_ = l.Release()
	}); allocs != 0 {
		t.Errorf("%v allocations in calls that do not wait, want 0", allocs)
	}
}
