package orderedlock_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/orderedlock"
	"github.com/tenter-go/tenter/prims/orderedlock/internal/contract"
)

func TestContract(t *testing.T) {
	for _, flaw := range script.Flaws(contract.Cases()) {
		t.Error(flaw)
	}
	script.Test(t, contract.Cases(), func(int) script.Verbs { return contract.Verbs(contract.New()) })
}

func TestOrderErrorNamesBothPlaces(t *testing.T) {
	a, b, o := orderedlock.New("accounts", 1), orderedlock.New("log", 2), orderedlock.NewOwner()
	if err := b.Acquire(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{a.Acquire(t.Context(), o), a.AcquireTimeout(time.Second, o)} {
		var order *orderedlock.OrderError
		if !errors.As(err, &order) || !errors.Is(err, orderedlock.ErrOrder) {
			t.Fatalf("Acquire = %v, want an OrderError", err)
		}
		if order.Wanted != a || order.Held != b || a.Locked() {
			t.Errorf("wanted %v, held %v, locked %v; want accounts, log, false", order.Wanted, order.Held, a.Locked())
		}
		for _, place := range []string{order.WantedAt, order.HeldAt} {
			if !strings.Contains(place, "orderedlock_test.go:") || !strings.Contains(err.Error(), place) {
				t.Errorf("the error names the place %q: %v", place, err)
			}
		}
		if order.WantedAt == order.HeldAt {
			t.Errorf("both places are %q", order.WantedAt)
		}
	}
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, a, b := orderedlock.New("l", 1), orderedlock.NewOwner(), orderedlock.NewOwner()
		if err := errors.Join(l.AcquireTimeout(0, a)); err != nil {
			t.Fatal(err)
		}
		for _, d := range []time.Duration{0, -1, time.Second} {
			if err := l.AcquireTimeout(d, b); !errors.Is(err, orderedlock.ErrTimeout) {
				t.Errorf("AcquireTimeout(%v) = %v, want ErrTimeout", d, err)
			}
		}
		if err := l.Release(b); !errors.Is(err, orderedlock.ErrNotHeld) {
			t.Errorf("Release after a time-out = %v, want ErrNotHeld", err)
		}
	})
}

// Goroutines that take what the hierarchy allows, and go without the rest, never deadlock.
func TestNoDeadlock(t *testing.T) {
	locks := []*orderedlock.Lock{orderedlock.New("a", 1), orderedlock.New("b", 2), orderedlock.New("c", 3)}
	counter := 0 // under a
	var wg sync.WaitGroup
	for g := range 6 {
		wg.Go(func() {
			o := orderedlock.NewOwner()
			for k := range 100 {
				var taken []*orderedlock.Lock
				for i := range locks {
					l := locks[(i*(1+g%2)+k)%3]
					switch err := l.Acquire(context.Background(), o); {
					case err == nil:
						taken = append(taken, l)
						if l == locks[0] {
							counter++
						}
					case !errors.Is(err, orderedlock.ErrOrder):
						t.Error(err)
					}
				}
				for _, l := range taken {
					if err := l.Release(o); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if counter == 0 {
		t.Error("nobody ever took the first lock")
	}
}
