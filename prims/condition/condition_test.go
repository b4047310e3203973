package condition_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/condition/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/lock"
	"github.com/tenter-go/tenter/prims/rlock"
)

func TestContract(t *testing.T) {
	cases := append(contract.Cases(), contract.Twice())
	for _, flaw := range script.Flaws(cases) {
		t.Error(flaw)
	}
	script.Test(t, cases, func(int) script.Verbs { return contract.Verbs(contract.NewPlain()) })
}

// Over an RLock each call of a script is made for an owner of its own: a wait and the lock before it are
// of one owner, and so the scripts are played by hand.
func TestRecursive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one, other := contract.NewReentrant()
		if err := one.Wait(t.Context()); !errors.Is(err, condition.ErrNotHeld) {
			t.Errorf("Wait without the lock = %v, want ErrNotHeld", err)
		}
		if err := one.Acquire(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{other.Wait(t.Context()), other.WaitTimeout(0), other.Notify(1), other.NotifyAll()} {
			if !errors.Is(err, condition.ErrNotHeld) {
				t.Errorf("a call by a stranger = %v, want ErrNotHeld", err)
			}
		}
		done := make(chan error)
		go func() { done <- one.Wait(t.Context()) }()
		synctest.Wait()
		if err := other.Acquire(t.Context()); err != nil || one.Depth() != 0 {
			t.Fatalf("the lock is still held %d times by who waits: %v", one.Depth(), err)
		}
		if err := errors.Join(other.Notify(1), other.Release()); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil || one.Depth() != 2 {
			t.Errorf("Wait = %v with depth %d, want nil and 2", err, one.Depth())
		}
		if err := one.WaitTimeout(time.Second); !errors.Is(err, condition.ErrTimeout) || one.Depth() != 2 {
			t.Errorf("WaitTimeout = %v with depth %d, want ErrTimeout and 2", err, one.Depth())
		}
	})
}

// A predicate that becomes true is seen; it is asked with the lock held, and one deadline is for all.
func TestWaitFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lock.New()
		c := condition.New(l)
		n := 0
		asked := 0
		three := func() bool {
			asked++
			if !l.Locked() {
				t.Error("the predicate is asked without the lock")
			}
			return n >= 3
		}
		if err := c.WaitFor(t.Context(), three); !errors.Is(err, condition.ErrNotHeld) || asked != 0 {
			t.Errorf("WaitFor without the lock = %v, asked %d times; want ErrNotHeld, 0", err, asked)
		}
		go func() {
			for range 3 {
				time.Sleep(time.Second)
				l.Lock()
				n++
				if err := c.NotifyAll(); err != nil {
					t.Error(err)
				}
				l.Unlock()
			}
		}()
		l.Lock()
		if err := c.WaitForTimeout(1500*time.Millisecond, three); !errors.Is(err, condition.ErrTimeout) || n != 1 {
			t.Errorf("WaitForTimeout = %v after %d of 3, want ErrTimeout after 1", err, n)
		}
		if err := c.WaitFor(t.Context(), three); err != nil || n != 3 {
			t.Errorf("WaitFor = %v after %d of 3, want nil after 3", err, n)
		}
		asked = 0
		if err := c.WaitForTimeout(0, three); err != nil || asked != 1 {
			t.Errorf("WaitForTimeout(0) = %v, asked %d times; want nil, 1", err, asked)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := c.WaitFor(ctx, func() bool { return false }); !errors.Is(err, context.DeadlineExceeded) || !l.Locked() {
			t.Errorf("WaitFor = %v, locked %v; want DeadlineExceeded with the lock", err, l.Locked())
		}
		l.Unlock()
	})
}

func TestRecursiveWaitFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, o := rlock.New(), rlock.NewOwner()
		c := condition.NewRecursive(l)
		yes := func() bool { return true }
		if err := c.WaitFor(t.Context(), o, yes); !errors.Is(err, condition.ErrNotHeld) {
			t.Errorf("WaitFor without the lock = %v, want ErrNotHeld", err)
		}
		if err := l.Acquire(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(c.WaitFor(t.Context(), o, yes), c.WaitForTimeout(0, o, yes)); err != nil {
			t.Error(err)
		}
		if err := c.WaitForTimeout(time.Second, o, func() bool { return false }); !errors.Is(err, condition.ErrTimeout) {
			t.Errorf("WaitForTimeout = %v, want ErrTimeout", err)
		}
	})
}

// A bounded buffer: nothing is lost and nobody is left behind. Under the race detector this also holds
// the condition to ordering what its lock protects.
func TestBuffer(t *testing.T) {
	l := lock.New()
	filled, drained := condition.New(l), condition.New(l)
	var buffer []int
	var wg sync.WaitGroup
	sum := 0
	for p := range 4 {
		wg.Go(func() {
			for i := range 100 {
				l.Lock()
				if err := drained.WaitFor(t.Context(), func() bool { return len(buffer) < 2 }); err != nil {
					t.Error(err)
				}
				buffer = append(buffer, p*100+i)
				_ = filled.Notify(1)
				l.Unlock()
			}
		})
		wg.Go(func() {
			for range 100 {
				l.Lock()
				if err := filled.WaitFor(t.Context(), func() bool { return len(buffer) > 0 }); err != nil {
					t.Error(err)
				}
				sum += buffer[0]
				buffer = buffer[1:]
				_ = drained.Notify(1)
				l.Unlock()
			}
		})
	}
	wg.Wait()
	if want := 400 * 399 / 2; sum != want || len(buffer) != 0 {
		t.Errorf("sum %d with %d left, want %d and none", sum, len(buffer), want)
	}
}
