package future_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/future/internal/contract"
	"github.com/tenter-go/tenter/prims/future/mutants"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestContract(t *testing.T) {
	for _, flaw := range script.Flaws(contract.Cases()) {
		t.Error(flaw)
	}
	script.Test(t, contract.Cases(), func(int) script.Verbs { return contract.Verbs(mutants.Right()) })
}

func TestErrorsTellWhy(t *testing.T) {
	p := future.New[int]()
	if _, err := p.Future().TryGet(); !errors.Is(err, future.ErrNotDone) {
		t.Errorf("TryGet of a pending future: %v", err)
	}
	if _, err := p.Future().GetTimeout(-1); !errors.Is(err, future.ErrTimeout) {
		t.Errorf("GetTimeout of a pending future: %v", err)
	}
	if err := p.Start(); err != nil || p.Future().State() != future.Running {
		t.Errorf("Start = %v, then it is %v", err, p.Future().State())
	}
	if err := p.Start(); !errors.Is(err, future.ErrState) {
		t.Errorf("second Start = %v", err)
	}
	if err := p.Resolve(4); err != nil {
		t.Error(err)
	}
	if err := p.Resolve(5); !errors.Is(err, future.ErrState) {
		t.Errorf("second Resolve = %v", err)
	}
	if v, err := p.Future().Get(t.Context()); v != 4 || err != nil {
		t.Errorf("Get = %d, %v", v, err)
	}
	c := future.New[int]()
	c.Future().Cancel()
	for name, err := range map[string]error{"Start": c.Start(), "Resolve": c.Resolve(1), "Reject": c.Reject(errors.New("x"))} {
		if !errors.Is(err, future.ErrCancelled) {
			t.Errorf("%s of a cancelled future = %v", name, err)
		}
	}
}

func TestDoneChannel(t *testing.T) {
	p := future.New[int]()
	c := p.Future().Done()
	select {
	case <-c:
		t.Error("the channel of a pending future is closed")
	default:
	}
	_ = p.Resolve(1)
	<-c
	<-p.Future().Done()
}

// Each callback is called, and then the panic goes on.
func TestPanicInACallback(t *testing.T) {
	p := future.New[int]()
	var called []int
	p.Future().OnDone(func(*future.Future[int]) { called = append(called, 1); panic("first") })
	p.Future().OnDone(func(f *future.Future[int]) { called = append(called, 2); _ = f.State() })
	defer func() {
		if v := recover(); v != "first" || !slices.Equal(called, []int{1, 2}) {
			t.Errorf("recovered %v after the calls %v", v, called)
		}
	}()
	_ = p.Resolve(1)
}

func TestGoDeliversPanicsAndGoexit(t *testing.T) {
	boom := errors.New("boom")
	f := future.Go(func() (int, error) { panic(boom) })
	_, err := f.Get(t.Context())
	var p *future.PanicError
	if !errors.As(err, &p) || !errors.Is(err, boom) || len(p.Stack) == 0 {
		t.Errorf("Get = %v", err)
	}
	f = future.Go(func() (int, error) { runtime.Goexit(); return 1, nil })
	if _, err = f.Get(t.Context()); !errors.As(err, &p) || p.Value != nil {
		t.Errorf("Get after Goexit = %v", err)
	}
	f = future.Go(func() (int, error) { return 7, nil })
	if v, err := f.Get(t.Context()); v != 7 || err != nil || f.Cancel() {
		t.Errorf("Get = %d, %v", v, err)
	}
}

func TestWait(t *testing.T) {
	a, b, c := future.New[int](), future.New[int](), future.New[int]()
	all := []*future.Future[int]{a.Future(), b.Future(), c.Future(), a.Future()}
	if done, pending, err := future.Wait[int](t.Context(), future.All); len(done)+len(pending) != 0 || err != nil {
		t.Errorf("Wait for nothing = %v, %v, %v", done, pending, err)
	}
	synctest.Test(t, func(t *testing.T) {
		// Cancellation is no error, so it waits for b's.
		a, b, c := future.New[int](), future.New[int](), future.New[int]()
		a.Future().Cancel()
		outcome := make(chan string)
		go func() {
			done, pending, err := future.Wait(t.Context(), future.FirstError, b.Future(), a.Future(), c.Future())
			outcome <- fmt.Sprint(done[0] == a.Future(), done[1] == b.Future(), pending[0] == c.Future(), err)
		}()
		synctest.Wait()
		_ = b.Reject(errors.New("x"))
		if got := <-outcome; got != "true true true <nil>" {
			t.Error(got)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a.Future().Cancel()
	done, pending, err := future.Wait(ctx, future.All, all...)
	if len(done) != 1 || len(pending) != 2 || !errors.Is(err, context.Canceled) {
		t.Errorf("Wait with a context that is done = %d done, %d pending, %v", len(done), len(pending), err)
	}
}

func TestAsCompletedYieldsDuplicatesOnce(t *testing.T) {
	a, b := future.New[int](), future.New[int]()
	_ = b.Resolve(2)
	var got []int
	for f, err := range future.AsCompleted(t.Context(), a.Future(), b.Future(), a.Future(), b.Future()) {
		if err != nil {
			t.Fatal(err)
		}
		v, _ := f.TryGet()
		got = append(got, v)
		_ = a.Resolve(1)
	}
	if !slices.Equal(got, []int{2, 1}) {
		t.Errorf("got %v, want each once: 2, 1", got)
	}
	for range future.AsCompleted(t.Context(), a.Future(), b.Future()) {
		break // leaves its futures
	}
}

// Two loops over the same futures see those that become done meanwhile in the same order.
func TestLoopsAgree(t *testing.T) {
	const n = 50
	for range 20 {
		var promises []*future.Promise[int]
		var futures []*future.Future[int]
		for range n {
			p := future.New[int]()
			promises, futures = append(promises, p), append(futures, p.Future())
		}
		orders := make([][]int, 2)
		var ready, loops, wg sync.WaitGroup
		for i := range orders {
			ready.Add(1)
			loops.Go(func() {
				first := true
				begin := future.New[int]()
				_ = begin.Resolve(-1)
				for f, err := range future.AsCompleted(t.Context(), append([]*future.Future[int]{begin.Future()}, futures...)...) {
					if err != nil {
						t.Error(err)
					}
					if first {
						ready.Done() // it collects by now
						first = false
						continue
					}
					v, _ := f.TryGet()
					orders[i] = append(orders[i], v)
				}
			})
		}
		ready.Wait()
		for i, p := range promises {
			wg.Go(func() { _ = p.Resolve(i) })
		}
		wg.Wait()
		loops.Wait()
		if !slices.Equal(orders[0], orders[1]) || len(orders[0]) != n {
			t.Fatalf("the loops saw\n%v\n%v", orders[0], orders[1])
		}
	}
}

func TestRejectNeedsAnError(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Reject(nil) does not panic")
		}
	}()
	_ = future.New[int]().Reject(nil)
}
