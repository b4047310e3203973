package queue_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/queue"
)

type job struct{ priority, serial int }

func urgent(a, b job) bool { return a.priority < b.priority }

// TestPriorityIsStable holds the heap against a stable sort.
func TestPriorityIsStable(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	for range 200 {
		q := queue.NewPriority(0, urgent)
		var inside []job
		for i := range 60 {
			if rng.IntN(3) > 0 {
				j := job{rng.IntN(4), i}
				inside = append(inside, j)
				_ = q.TryPut(j)
				continue
			}
			slices.SortStableFunc(inside, func(a, b job) int { return cmp.Compare(a.priority, b.priority) })
			got, err := q.TryGet()
			if len(inside) == 0 {
				wants(t, "TryGet", err, queue.ErrEmpty)
				continue
			}
			if diff := gocmp.Diff(inside[0], got, gocmp.AllowUnexported(job{})); diff != "" {
				t.Fatalf("step %d (-want +got):\n%s", i, diff)
			}
			inside = inside[1:]
		}
	}
}

// picky panics when it compares a job without a priority.
func picky(a, b job) bool {
	if a.priority < 0 || b.priority < 0 {
		panic("no priority")
	}
	return urgent(a, b)
}

func panics(call func()) (v any) {
	defer func() { v = recover() }()
	call()
	return nil
}

func TestAComparisonThatPanicsChangesNothing(t *testing.T) {
	q := queue.NewPriority(0, picky)
	for i := range 5 {
		_ = q.TryPut(job{i % 2, i})
	}
	if v := panics(func() { _ = q.TryPut(job{-1, 9}) }); v != "no priority" {
		t.Fatalf("it panicked with %v", v)
	}
	if q.Len() != 5 {
		t.Errorf("%d items, want 5", q.Len())
	}
	for _, want := range []int{0, 2, 4, 1, 3} {
		got, err := q.TryGet()
		wants(t, "TryGet", err, nil)
		if got.serial != want {
			t.Errorf("got %+v, want number %d", got, want)
		}
		wants(t, "TaskDone", q.TaskDone(), nil)
	}
	wants(t, "TaskDone of the item that is not in", q.TaskDone(), queue.ErrTaskDone)
}

// A put that waits is compared inside the get that makes room for it. The panic is its own.
func TestAComparisonPanicsInThePutThatItIsAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := queue.NewPriority(2, picky)
		_ = q.TryPut(job{1, 0})
		_ = q.TryPut(job{2, 1})
		bad := make(chan any, 1)
		go func() { bad <- panics(func() { _ = q.Put(context.Background(), job{-1, 2}) }) }()
		synctest.Wait()
		good := start(func() error { return q.Put(context.Background(), job{3, 3}) })
		for _, want := range []int{0, 1, 3} {
			got, err := q.TryGet()
			wants(t, "TryGet", err, nil)
			if got.serial != want {
				t.Errorf("got %+v, want number %d", got, want)
			}
		}
		ended(t, "the put behind it", good, nil)
		if v := <-bad; v != "no priority" {
			t.Errorf("the put panicked with %v", v)
		}
	})
}

func TestNewPriorityNeedsAFunction(t *testing.T) {
	if panics(func() { queue.NewPriority[int](0, nil) }) == nil {
		t.Error("no panic")
	}
}
