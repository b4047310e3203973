package mutants

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/semaphore"
	"github.com/tenter-go/tenter/prims/semaphore/internal/contract"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
	if _, ok := Find("sound"); ok {
		t.Error(`Find("sound") found a mutant`)
	}
}

// failing returns the names of the contract's cases that a subject fails.
func failing(t *testing.T, bounded bool, newSubject func(permits int) Subject) (names []string) {
	cases := slices.Concat(contract.Common(), contract.Unbounded())
	if bounded {
		cases = slices.Concat(contract.Common(), contract.Bounded())
	}
	for _, c := range cases {
		synctest.Test(t, func(t *testing.T) {
			if err := c.Check(newSubject(c.Permits)); err != nil {
				t.Logf("%s: %v", c.Name, err)
				names = append(names, c.Name)
			}
		})
	}
	return names
}

// What the mutants have in common must be right, or they would be caught for the wrong reason.
func TestSoundKeepsTheContract(t *testing.T) {
	for _, limited := range []bool{false, true} {
		names := failing(t, limited, func(permits int) Subject {
			s := unbounded(permits)
			if limited {
				s = bounded(permits)
			}
			return &s
		})
		if len(names) > 0 {
			t.Errorf("bounded %v: fails %q", limited, names)
		}
	}
}

// A mutant of kind S is seductive: one call at a time, it is right.
func TestScheduleMutantsKeepTheContract(t *testing.T) {
	for _, m := range All() {
		if m.Kind == mutant.S {
			t.Run(m.Name, func(t *testing.T) {
				if names := failing(t, m.Of == "bounded-semaphore", m.New); len(names) > 0 {
					t.Errorf("fails %q", names)
				}
			})
		}
	}
}

// The mutants of kind D, with the cases of the contract that they fail. The others of kind D
// have a test of their own below.
func TestDeterministicMutantsBreakTheContract(t *testing.T) {
	want := map[string][]string{
		"single-wake": {"one release lets several in", "no permits at first"},
		"stranded-queue": {"a cancelled head lets those behind it in",
			"a timed-out head lets those behind it in"},
		"barging-acquire": {"a large head holds back small ones", "a newcomer queues behind a large head",
			"a cancelled head lets those behind it in", "a timed-out head lets those behind it in"},
		"late-settlement": nil, // needs two calls in a row without a pause
		"old-bound":       {"all or nothing", "an over-release wakes nobody"},
	}
	elsewhere := []string{"stopped-timer", "hoisted-load"}
	for _, m := range All() {
		if m.Kind == mutant.D && !slices.Contains(elsewhere, m.Name) {
			t.Run(m.Name, func(t *testing.T) {
				if diff := cmp.Diff(want[m.Name], failing(t, m.Of == "bounded-semaphore", m.New)); diff != "" {
					t.Errorf("cases failed (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// In the default order, the waiter does not run before the task that released has made its next
// call. The waiter is played by its queue entry, which settles later.
func TestLateSettlementGrantsTwice(t *testing.T) {
	s := &lateSettlement{unbounded(0)}
	w := newWaiter(1)
	s.waiting = append(s.waiting, w)
	if err := s.Release(1); err != nil {
		t.Fatal(err)
	}
	if !w.closed() || !s.TryAcquire(1) {
		t.Error("the one permit was not granted both to the waiter and to TryAcquire")
	}
}

// The goroutine that stays behind is visible in the stacks of the process, for good: the timer it
// waits for is an hour away and stopped.
func TestStoppedTimerLeaks(t *testing.T) {
	s := &stoppedTimer{unbounded(1)}
	if err := s.AcquireTimeout(time.Hour, 1); err != nil {
		t.Fatal(err)
	}
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	if !strings.Contains(string(stacks), "stoppedTimer).AcquireTimeout") {
		t.Errorf("no goroutine was left behind; stacks:\n%s", stacks)
	}
}

// polled is a context that becomes done once it has been asked often enough, which only a caller
// that polls brings about.
type polled struct {
	context.Context
	left int
}

func (c *polled) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestHoistedLoadPolls(t *testing.T) {
	s := newHoistedLoad(0)
	ctx := &polled{t.Context(), 1000}
	if err := s.Release(1); err != nil {
		t.Fatal(err)
	}
	if err := s.Acquire(ctx, 1); err != nil {
		t.Errorf("Acquire of a free permit = %v", err)
	}
	if err := s.Acquire(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Acquire = %v, want context.Canceled after a thousand polls", err)
	}
	var _ Subject = (*semaphore.Semaphore)(nil) // the right ones are subjects too
	var _ Subject = (*semaphore.BoundedSemaphore)(nil)
}
