package local_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/local"
)

func wants(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) || want == nil && got != nil {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestEachOwnerSeesItsOwn(t *testing.T) {
	x, y := local.New[int](), local.New[int]()
	a, b := local.NewOwner(), local.NewOwner()
	_, err := x.Get(a)
	wants(t, "Get of what is unset", err, local.ErrUnset)
	wants(t, "Delete of what is unset", x.Delete(a), local.ErrUnset)
	wants(t, "Set", x.Set(a, 1), nil)
	wants(t, "Set", x.Set(b, 2), nil)
	wants(t, "Set", y.Set(a, 3), nil)
	for _, c := range []struct {
		l    *local.Local[int]
		o    *local.Owner
		want int
	}{{x, a, 1}, {x, b, 2}, {y, a, 3}} {
		if v, err := c.l.Get(c.o); v != c.want || err != nil {
			t.Errorf("Get = %d, %v, want %d", v, err, c.want)
		}
	}
	_, err = y.Get(b)
	wants(t, "Get of the other name", err, local.ErrUnset)
	wants(t, "Delete", x.Delete(a), nil)
	_, err = x.Get(a)
	wants(t, "Get of what was deleted", err, local.ErrUnset)
}

func TestEnd(t *testing.T) {
	var freed []string
	l, m, n := local.New[string](), local.New[string](), local.New[string]()
	o := local.NewOwner()
	free := func(v string) { freed = append(freed, v) }
	made := func(v string) func() (string, error) { return func() (string, error) { return v, nil } }
	for _, name := range []*local.Local[string]{l, m, n} {
		_, err := name.GetOrMake(o, made(fmt.Sprint("made ", len(freed))), free)
		wants(t, "GetOrMake", err, nil)
		if name == l {
			wants(t, "Set", l.Set(o, "set"), nil) // frees what was made
		}
	}
	wants(t, "Delete", n.Delete(o), nil)
	if o.Ended() {
		t.Error("it has ended already")
	}
	o.End()
	o.End()
	if diff := cmp.Diff([]string{"made 0", "made 1", "made 1"}, freed); diff != "" || !o.Ended() {
		t.Errorf("freed (-want +got):\n%s", diff)
	}
	_, err := l.Get(o)
	wants(t, "Get", err, local.ErrEnded)
	wants(t, "Set", l.Set(o, "x"), local.ErrEnded)
	wants(t, "Delete", l.Delete(o), local.ErrEnded)
	_, err = l.GetOrMake(o, made("x"), free)
	wants(t, "GetOrMake", err, local.ErrEnded)
}

func TestOneMakesAndTheOthersWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, o := local.New[int](), local.NewOwner()
		var makes atomic.Int32
		go1 := make(chan struct{})
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				v, err := l.GetOrMake(o, func() (int, error) { <-go1; return int(makes.Add(1)), nil }, nil)
				if v != 1 || err != nil {
					t.Errorf("GetOrMake = %d, %v", v, err)
				}
			})
		}
		synctest.Wait()
		close(go1)
		wg.Wait()
	})
}

func TestMakingMayFailAndPanic(t *testing.T) {
	l, o := local.New[int](), local.NewOwner()
	bad := errors.New("no")
	_, err := l.GetOrMake(o, func() (int, error) { return 0, bad }, func(int) { t.Error("freed what was never made") })
	wants(t, "GetOrMake", err, bad)
	func() {
		defer func() { _ = recover() }()
		_, _ = l.GetOrMake(o, func() (int, error) { panic("no") }, nil)
	}()
	v, err := l.GetOrMake(o, func() (int, error) { return 7, nil }, nil)
	wants(t, "GetOrMake after that", err, nil)
	if v != 7 {
		t.Errorf("got %d", v)
	}
	o.End()
}

// A value that is made while its owner ends is freed.
func TestWhatComesTooLateIsFreed(t *testing.T) {
	l, o := local.New[int](), local.NewOwner()
	freed := 0
	_, err := l.GetOrMake(o, func() (int, error) { o.End(); return 5, nil }, func(v int) { freed += v })
	wants(t, "GetOrMake", err, local.ErrEnded)
	if freed != 5 {
		t.Error("the value was not freed")
	}
}

// A Set that comes while a value is made waits for that, and frees it.
func TestSetWaitsForWhatIsMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, o := local.New[int](), local.NewOwner()
		freed := 0
		gate := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			v, err := l.GetOrMake(o, func() (int, error) { <-gate; return 5, nil }, func(v int) { freed += v })
			if v != 5 || err != nil {
				t.Errorf("GetOrMake = %d, %v", v, err)
			}
		})
		synctest.Wait()
		wg.Go(func() { wants(t, "Set", l.Set(o, 9), nil) })
		synctest.Wait()
		close(gate)
		wg.Wait()
		if v, err := l.Get(o); v != 9 || err != nil || freed != 5 {
			t.Errorf("%d, %v; freed %d", v, err, freed)
		}
	})
}
