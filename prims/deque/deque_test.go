package deque_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/deque"
)

func holds(t *testing.T, what string, d *deque.Deque[int], want ...int) {
	t.Helper()
	if got := d.Values(); !slices.Equal(got, want) || d.Len() != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestEnds(t *testing.T) {
	var d deque.Deque[int]
	if _, ok := d.PopFront(); ok {
		t.Error("popped from an empty deque")
	}
	if _, ok := d.PopBack(); ok {
		t.Error("popped from an empty deque")
	}
	d.Extend(1, 2)
	d.ExtendFront(3, 4)
	holds(t, "extended at both ends", &d, 4, 3, 1, 2)
	if v, ok := d.PopFront(); v != 4 || !ok {
		t.Errorf("%d, %v at the front", v, ok)
	}
	if v, ok := d.PopBack(); v != 2 || !ok {
		t.Errorf("%d, %v at the back", v, ok)
	}
	for i, want := range map[int]int{0: 3, 1: 1, -1: 1, -2: 3} {
		if v, ok := d.At(i); v != want || !ok {
			t.Errorf("At(%d) is %d, %v, want %d", i, v, ok, want)
		}
	}
	for _, i := range []int{2, -3} {
		if _, ok := d.At(i); ok {
			t.Errorf("At(%d) of two is something", i)
		}
	}
	d.Clear()
	holds(t, "cleared", &d)
}

func TestMax(t *testing.T) {
	d := deque.NewMax[int](3)
	d.Extend(1, 2, 3, 4)
	holds(t, "the oldest falls off the front", d, 2, 3, 4)
	d.PushFront(9)
	holds(t, "what is pushed at the front drops the back", d, 9, 2, 3)
	if err := d.Insert(1, 5); !errors.Is(err, deque.ErrFull) {
		t.Errorf("Insert: %v", err)
	}
	holds(t, "a refused insert changes nothing", d, 9, 2, 3)
	none := deque.NewMax[int](0)
	none.PushBack(1)
	none.PushFront(1)
	holds(t, "of length zero", none)
	if n, ok := d.Max(); n != 3 || !ok {
		t.Errorf("Max is %d, %v", n, ok)
	}
	if _, ok := deque.New[int]().Max(); ok {
		t.Error("a deque without a largest length has one")
	}
	defer func() {
		if recover() == nil {
			t.Error("a negative length did not panic")
		}
	}()
	deque.NewMax[int](-1)
}

func TestInsert(t *testing.T) {
	for i, want := range map[int][]int{0: {9, 1, 2, 3}, 1: {1, 9, 2, 3}, 3: {1, 2, 3, 9}, 8: {1, 2, 3, 9}, -1: {1, 2, 9, 3}, -8: {9, 1, 2, 3}} {
		d := deque.New[int]()
		d.Extend(1, 2, 3)
		if err := d.Insert(i, 9); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, d.Values()); diff != "" {
			t.Errorf("Insert(%d) (-want +got):\n%s", i, diff)
		}
	}
}

// TestRotate holds Rotate against moving items one by one.
func TestRotate(t *testing.T) {
	deque.New[int]().Rotate(3)
	for n := 1; n < 12; n++ {
		for k := -2*n - 1; k <= 2*n+1; k++ {
			d := deque.New[int]()
			for v := range n {
				d.PushBack(v)
			}
			d.Rotate(k)
			for i := range n {
				if v, _ := d.At(((i+k)%n + n) % n); v != i {
					t.Fatalf("%d of %d rotated by %d: %v", i, n, k, d.Values())
				}
			}
		}
	}
}

// The loop sees what was there when it began, whatever it and others do meanwhile.
func TestIterationIsOverASnapshot(t *testing.T) {
	d := deque.New[int]()
	d.Extend(1, 2, 3)
	var seen []int
	for v := range d.All() {
		d.PushBack(v * 10)
		d.PopFront()
		seen = append(seen, v)
	}
	for v := range d.Backward() {
		d.Clear()
		seen = append(seen, v)
		if v == 20 {
			break
		}
	}
	if diff := cmp.Diff([]int{1, 2, 3, 30, 20}, seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestReference holds a deque against a slice.
func TestReference(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	for round := range 100 {
		most := round % 7 // 0 means none
		d := deque.New[int]()
		if most > 0 {
			d = deque.NewMax[int](most)
		}
		var want []int
		for step := range 100 {
			switch n := len(want); rng.IntN(6) {
			case 0, 1:
				d.PushBack(step)
				if want = append(want, step); most > 0 && len(want) > most {
					want = want[1:]
				}
			case 2:
				d.PushFront(step)
				if want = slices.Insert(want, 0, step); most > 0 && len(want) > most {
					want = want[:most]
				}
			case 3:
				if _, ok := d.PopBack(); ok {
					want = want[:n-1]
				}
			case 4:
				if _, ok := d.PopFront(); ok {
					want = want[1:]
				}
			case 5:
				d.Rotate(1)
				if n > 0 {
					want = append([]int{want[n-1]}, want[:n-1]...)
				}
			}
			if got := d.Values(); !slices.Equal(got, want) {
				t.Fatalf("step %d: %v, want %v", step, got, want)
			}
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	d := deque.New[int]()
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for range 4 {
		wg.Go(func() {
			for v := range 500 {
				d.PushBack(v)
				if w, ok := d.PopFront(); ok {
					mu.Lock()
					sum += w
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	for v := range d.All() {
		sum += v
	}
	if want := 4 * 499 * 500 / 2; sum != want {
		t.Errorf("the items add up to %d, want %d", sum, want)
	}
}
