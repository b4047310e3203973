package gil_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/gil"
	"github.com/tenter-go/tenter/prims/gil/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestContract(t *testing.T) {
	for _, flaw := range script.Flaws(contract.Cases()) {
		t.Error(flaw)
	}
	script.Test(t, contract.Cases(), func(int) script.Verbs { return contract.Verbs(contract.New()) })
}

func TestNoInterval(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("New(0) does not panic")
		}
	}()
	gil.New(0)
}

// With n computing, each has the lock after n switches at most: nobody starves.
func TestNobodyStarves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := gil.New(gil.DefaultInterval)
		const workers, turns = 4, 20
		var had [workers]int // under g
		var wg sync.WaitGroup
		for i := range workers {
			wg.Go(func() {
				if err := g.Acquire(t.Context()); err != nil {
					t.Error(err)
				}
				for had[i] < turns {
					time.Sleep(time.Millisecond)
					switched, err := g.Checkpoint()
					if err != nil {
						t.Error(err)
					}
					if switched {
						had[i]++
						for j := range had {
							if had[i]-had[j] > workers && had[j] < turns {
								t.Errorf("worker %d has had %d turns, worker %d %d", i, had[i], j, had[j])
							}
						}
					}
					if g.Waiting() == 0 {
						break
					}
				}
				if err := g.Release(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}

func TestBlocking(t *testing.T) {
	g := gil.New(time.Second)
	if err := g.Blocking(func() { t.Error("called without the lock") }); !errors.Is(err, gil.ErrFree) {
		t.Errorf("Blocking without the lock = %v, want ErrFree", err)
	}
	if err := g.Acquire(context.Background()); err != nil {
		t.Fatal(err)
	}
	inside := false
	err := g.Blocking(func() {
		inside = g.TryAcquire()
		if err := g.Release(); err != nil {
			t.Error(err)
		}
	})
	if err != nil || !inside || g.TryAcquire() || g.Interval() != time.Second {
		t.Errorf("Blocking = %v, the lock was free inside: %v", err, inside)
	}
}

// Between two safe points a goroutine is alone: the race detector sees the order.
func TestExclusion(t *testing.T) {
	g := gil.New(time.Microsecond)
	counter := 0
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := g.Acquire(t.Context()); err != nil {
				t.Error(err)
				return
			}
			for range 1000 {
				counter++
				if _, err := g.Checkpoint(); err != nil {
					t.Error(err)
				}
			}
			if err := g.Release(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if counter != 4000 {
		t.Errorf("counted to %d, want 4000", counter)
	}
}
