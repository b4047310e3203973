package sharedmemory_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/tenter-go/tenter/prims/sharedmemory"
)

func TestTypes(t *testing.T) {
	m := sharedmemory.Local(3)
	i, u, f := sharedmemory.ValueOf[int64](m, 0), sharedmemory.ValueOf[uint64](m, 1), sharedmemory.ValueOf[float64](m, 2)
	if i.Load() != 0 || u.Load() != 0 || f.Load() != 0 || m.Len() != 3 {
		t.Error("it is not zeroed")
	}
	i.Store(math.MinInt64)
	u.Store(math.MaxUint64)
	f.Store(-0.5)
	if i.Load() != math.MinInt64 || u.Load() != math.MaxUint64 || f.Update(func(x float64) float64 { return 3 * x }) != -1.5 {
		t.Errorf("%d, %d, %v", i.Load(), u.Load(), f.Load())
	}
}

// The data is plain memory: under the race detector this also holds the lock to ordering its holders.
func TestLock(t *testing.T) {
	m := sharedmemory.Local(0)
	var wg sync.WaitGroup
	n := 0
	for range 4 {
		wg.Go(func() {
			for range 500 {
				if err := m.Lock().Acquire(context.Background()); err != nil {
					t.Error(err)
				}
				n++
				if err := m.Lock().Release(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n != 2000 || m.Lock().Holder() != 0 || !errors.Is(m.Lock().Release(), sharedmemory.ErrFree) {
		t.Errorf("counted %d, held by %d", n, m.Lock().Holder())
	}
}

func Example() {
	m := sharedmemory.Local(4)
	a := sharedmemory.ArrayOf[int64](m, 0, 4)
	for i := range a.Len() {
		a.Store(i, int64(i*i))
	}
	fmt.Println(a.Update(3, func(n int64) int64 { return n + 1 }))
	// Output: 10
}

func BenchmarkUpdate(b *testing.B) {
	v := sharedmemory.ValueOf[int64](sharedmemory.Local(1), 0)
	for b.Loop() {
		v.Update(func(n int64) int64 { return n + 1 })
	}
}
