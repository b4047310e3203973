package semaphore_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
	"github.com/tenter-go/tenter/prims/semaphore/internal/contract"
)

// subject is what both kinds of semaphore, and the reference, have in common.
type subject interface {
	contract.Subject
	Free() int
}

var (
	_ subject = (*semaphore.Semaphore)(nil)
	_ subject = (*semaphore.BoundedSemaphore)(nil)
)

// kind is one of the two constructors, with its part of the contract.
type kind struct {
	name  string
	new   func(permits int) subject
	ref   func(permits int) subject
	cases []contract.Case
}

var kinds = []kind{
	{
		name:  "Semaphore",
		new:   func(permits int) subject { return semaphore.New(permits) },
		ref:   func(permits int) subject { return newReference(permits, semaphore.MaxPermits) },
		cases: slices.Concat(contract.Common(), contract.Unbounded()),
	},
	{
		name:  "BoundedSemaphore",
		new:   func(permits int) subject { return semaphore.NewBounded(permits) },
		ref:   func(permits int) subject { return newReference(permits, permits) },
		cases: slices.Concat(contract.Common(), contract.Bounded()),
	},
}

func TestContract(t *testing.T) {
	for _, k := range kinds {
		for _, c := range k.cases {
			t.Run(k.name+"/"+c.Name, func(t *testing.T) {
				check(t, c, k.new)
			})
		}
	}
}

func check(t *testing.T, c contract.Case, newSubject func(permits int) subject) {
	synctest.Test(t, func(t *testing.T) {
		if err := c.Check(newSubject(c.Permits)); err != nil {
			t.Error(err)
		}
	})
}

func TestConstructorsRefuseNonsense(t *testing.T) {
	for _, k := range kinds {
		for _, permits := range []int{-1, -1 << 62, semaphore.MaxPermits + 1} {
			if !panics(func() { k.new(permits) }) {
				t.Errorf("%s with %d permits: no panic", k.name, permits)
			}
		}
	}
}

func panics(f func()) (panicked bool) {
	defer func() { panicked = recover() != nil }()
	f()
	return false
}

func TestZeroValues(t *testing.T) {
	var s semaphore.Semaphore
	if s.TryAcquire(1) {
		t.Error("the zero Semaphore has a permit")
	}
	if err := s.Release(2); err != nil || s.Free() != 2 {
		t.Errorf("Release(2) = %v, then Free() = %d; want nil, 2", err, s.Free())
	}
	var b semaphore.BoundedSemaphore
	if err := b.Release(1); !errors.Is(err, semaphore.ErrOverRelease) {
		t.Errorf("zero BoundedSemaphore: Release(1) = %v, want ErrOverRelease", err)
	}
}

// Free counts neither the permits of those who hold them nor those of calls that wait.
func TestFree(t *testing.T) {
	free := contract.Case{Permits: 3, Script: `
		try 1        -> true
		free         -> 2
		a: acquire 3 -> waits
		b: acquire 1 -> waits
		free         -> 2
		cancel a     -> done, a canceled, b ok
		free         -> 1
		release 0    -> count
		release 2    -> ok
		free         -> 3`}
	for _, k := range kinds {
		check(t, free, k.new)
	}
}

// A cancellation after a Release has returned comes after the grant: the waiter, which has yet to
// run, must succeed although its context is done as well.
func TestCancelAfterGrant(t *testing.T) {
	for range 100 { // the waiter's select has two ready cases, and chooses at random
		synctest.Test(t, func(t *testing.T) {
			s := semaphore.New(0)
			ctx, cancel := context.WithCancel(t.Context())
			outcome := make(chan error)
			go func() { outcome <- s.Acquire(ctx, 1) }()
			synctest.Wait()
			if err := s.Release(1); err != nil {
				t.Fatal(err)
			}
			cancel()
			if err := <-outcome; err != nil || s.Free() != 0 {
				t.Fatalf("Acquire = %v with %d permits free, want nil with 0", err, s.Free())
			}
		})
	}
}

// A Release right after a cancellation meets the waiter before or after it has left: the permit is
// then the waiter's or free, never both and never neither.
func TestGrantAfterCancel(t *testing.T) {
	for range 100 {
		synctest.Test(t, func(t *testing.T) {
			s := semaphore.New(0)
			ctx, cancel := context.WithCancel(t.Context())
			outcome := make(chan error)
			go func() { outcome <- s.Acquire(ctx, 1) }()
			synctest.Wait()
			cancel()
			if err := s.Release(1); err != nil {
				t.Fatal(err)
			}
			err := <-outcome
			if free := s.Free(); (err == nil) != (free == 0) {
				t.Fatalf("Acquire = %v with %d permits free", err, free)
			}
		})
	}
}

// The error is the context's own, whichever way it ended.
func TestAcquireReturnsTheContextsError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := semaphore.New(0)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := s.Acquire(ctx, 1); err != context.DeadlineExceeded {
			t.Errorf("Acquire = %v, want context.DeadlineExceeded", err)
		}
		if err := s.Acquire(ctx, 1); err != context.DeadlineExceeded {
			t.Errorf("Acquire with a context done on entry = %v, want context.DeadlineExceeded", err)
		}
	})
}

func TestUncontendedAllocatesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, k := range kinds {
		s := k.new(4)
		allocs := testing.AllocsPerRun(100, func() {
			_ = s.Acquire(ctx, 1)
			_ = s.AcquireTimeout(time.Second, 1)
			_ = s.AcquireTimeout(0, 3) // too many
			_ = s.TryAcquire(2)
			_ = s.Release(4)
		})
		if allocs != 0 {
			t.Errorf("%s: %v allocations in calls that do not wait, want 0", k.name, allocs)
		}
		if s.Free() != 4 {
			t.Errorf("%s: %d permits free at the end, want 4", k.name, s.Free())
		}
	}
}
