package rlock_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/rlock"
	"github.com/tenter-go/tenter/prims/rlock/internal/contract"
)

func TestContract(t *testing.T) {
	for _, flaw := range script.Flaws(contract.Cases()) {
		t.Error(flaw)
	}
	script.Test(t, contract.Cases(), func(int) script.Verbs { return contract.Verbs(contract.New()) })
}

func TestStrangers(t *testing.T) {
	l, o, other := rlock.New(), rlock.NewOwner(), rlock.NewOwner()
	ctx := context.Background()
	if err := l.Acquire(ctx, o); err != nil {
		t.Fatal(err)
	}
	copied := new(rlock.Owner)
	rlock.CopyOwner(copied, o)
	finished := rlock.NewOwner()
	finished.Finish()
	for name, s := range map[string]*rlock.Owner{"nil": nil, "copied": copied, "zero": {}, "finished": finished} {
		_, unwind := l.Unwind(s)
		for _, err := range []error{l.Acquire(ctx, s), l.AcquireTimeout(0, s), l.Release(s), unwind} {
			if !errors.Is(err, rlock.ErrOwner) {
				t.Errorf("%s owner: %v, want ErrOwner", name, err)
			}
		}
		if l.TryAcquire(s) || l.Depth(s) != 0 {
			t.Errorf("%s owner: it holds the lock", name)
		}
	}
	if err := l.Release(other); !errors.Is(err, rlock.ErrNotHeld) || l.Depth(o) != 1 {
		t.Errorf("Release by another owner = %v with depth %d, want ErrNotHeld and 1", err, l.Depth(o))
	}
	o.Finish()
	if err := l.Release(o); !errors.Is(err, rlock.ErrOwner) || !l.Locked() {
		t.Errorf("Release by a finished owner = %v, locked: %v; want ErrOwner and true", err, l.Locked())
	}
}

func TestUnwindAndRewind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, a, b := rlock.New(), rlock.NewOwner(), rlock.NewOwner()
		for range 3 {
			if err := l.Acquire(t.Context(), a); err != nil {
				t.Fatal(err)
			}
		}
		depth, err := l.Unwind(a)
		if depth != 3 || err != nil || l.Locked() {
			t.Fatalf("Unwind = %d, %v, locked: %v; want 3, nil, false", depth, err, l.Locked())
		}
		if _, err := l.Unwind(a); !errors.Is(err, rlock.ErrNotHeld) {
			t.Errorf("Unwind of a free lock = %v, want ErrNotHeld", err)
		}
		l.Locker(b).Lock()
		done := make(chan error)
		go func() { done <- l.Rewind(a, depth) }()
		synctest.Wait()
		l.Locker(b).Unlock()
		if err := <-done; err != nil || l.Depth(a) != 3 {
			t.Errorf("Rewind = %v with depth %d, want nil and 3", err, l.Depth(a))
		}
	})
}

func TestDepthIsBounded(t *testing.T) {
	l, o := rlock.New(), rlock.NewOwner()
	if err := l.Rewind(o, rlock.MaxDepth); err != nil || l.Depth(o) != rlock.MaxDepth {
		t.Fatalf("Rewind = %v with depth %d", err, l.Depth(o))
	}
	if err := l.Acquire(t.Context(), o); !errors.Is(err, rlock.ErrDepth) || l.TryAcquire(o) {
		t.Errorf("Acquire = %v, want ErrDepth", err)
	}
	if l.Depth(o) != rlock.MaxDepth || l.Depth(rlock.NewOwner()) != 0 {
		t.Error("a refused Acquire changed the lock")
	}
}

// Under the race detector this also holds the lock to ordering its owners.
func TestExclusion(t *testing.T) {
	l := rlock.New()
	counter := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			v := l.Locker(rlock.NewOwner())
			for range 200 {
				v.Lock()
				v.Lock()
				counter++
				v.Unlock()
				v.Unlock()
			}
		})
	}
	wg.Wait()
	if counter != 1600 || l.Locked() {
		t.Errorf("counted to %d, locked: %v; want 1600, false", counter, l.Locked())
	}
}

func TestUncontendedAllocatesNothing(t *testing.T) {
	l, o := rlock.New(), rlock.NewOwner()
	if allocs := testing.AllocsPerRun(100, func() {
		_ = l.Acquire(t.Context(), o)
		_ = l.Acquire(t.Context(), o)
		_ = l.Release(o)
		_ = l.Release(o)
	}); allocs != 0 {
		t.Errorf("%v allocations in calls that do not wait, want 0", allocs)
	}
}
