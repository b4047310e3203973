package threadpool_test

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/threadpool"
	"github.com/tenter-go/tenter/prims/threadpool/internal/contract"
	"github.com/tenter-go/tenter/prims/threadpool/mutants"
)

func TestContract(t *testing.T) {
	for _, flaw := range script.Flaws(contract.Cases()) {
		t.Error(flaw)
	}
	script.Test(t, contract.Cases(), func(room int) script.Verbs { return contract.Verbs(mutants.Right(1, room)) })
}

func sum(pool *threadpool.Pool, n int) (*future.Future[int], error) {
	return threadpool.Submit(context.Background(), pool, func(context.Context) (int, error) { return n + n, nil })
}

func TestConstructorRefusesNonsense(t *testing.T) {
	for name, f := range map[string]func(){
		"no workers":     func() { threadpool.New(0) },
		"negative queue": func() { threadpool.New(1, threadpool.QueueSize(-1)) },
		"no buffer": func() {
			threadpool.MapBuffered(t.Context(), threadpool.New(1), 0, slices.Values([]int{1}), double)
		},
		"nil task": func() { _, _ = threadpool.Submit[int](t.Context(), threadpool.New(1), nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func double(_ context.Context, n int) (int, error) { return 2 * n, nil }

func TestRunWaitsForItsTasks(t *testing.T) {
	var ended atomic.Int32
	err := threadpool.Run(2, func(p *threadpool.Pool) error {
		for range 20 {
			_, err := threadpool.Submit(t.Context(), p, func(context.Context) (int32, error) { return ended.Add(1), nil })
			if err != nil {
				return err
			}
		}
		return errors.New("the body's")
	})
	if err == nil || err.Error() != "the body's" || ended.Load() != 20 {
		t.Errorf("Run = %v with %d tasks ended", err, ended.Load())
	}
}

// The same plain memory is written by tasks and read by the caller: under the race detector this holds
// the pool to ordering them.
func TestManyTasks(t *testing.T) {
	p := threadpool.New(4, threadpool.QueueSize(3))
	var futures []*future.Future[int]
	results := make([]int, 500)
	for i := range results {
		f, err := threadpool.Submit(t.Context(), p, func(context.Context) (int, error) {
			results[i] = i
			return i, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		futures = append(futures, f)
	}
	for i, f := range futures {
		if v, err := f.Get(t.Context()); v != i || err != nil || results[i] != i {
			t.Fatalf("task %d: %d, %v, %d", i, v, err, results[i])
		}
	}
	h := p.Health()
	if h.Done != 500 || h.Failed != 0 || h.Running != 0 || h.Queued != 0 || h.Idle != h.Workers || h.Workers < 1 || h.Workers > 4 {
		t.Errorf("%+v", h)
	}
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestMap(t *testing.T) {
	p := threadpool.New(3)
	for name, results := range map[string]iter.Seq2[int, error]{
		"Map":         threadpool.Map(t.Context(), p, slices.Values([]int{1, 2, 3, 4, 5}), double),
		"MapBuffered": threadpool.MapBuffered(t.Context(), p, 2, slices.Values([]int{1, 2, 3, 4, 5}), double),
	} {
		var got []int
		for v, err := range results {
			if err != nil {
				t.Error(err)
			}
			got = append(got, v)
		}
		if !slices.Equal(got, []int{2, 4, 6, 8, 10}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// The first error is the last of the sequence, and what has not begun is cancelled.
func TestMapEndsWithTheFirstError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := threadpool.New(1)
		boom := errors.New("boom")
		ran := 0
		results := threadpool.Map(t.Context(), p, slices.Values([]int{1, 2, 3, 4}), func(_ context.Context, n int) (int, error) {
			ran++
			if n == 2 {
				return 0, boom
			}
			time.Sleep(time.Second)
			return n, nil
		})
		var got []error
		for _, err := range results {
			got = append(got, err)
		}
		synctest.Wait()
		if len(got) != 2 || got[0] != nil || !errors.Is(got[1], boom) {
			t.Errorf("errors %v", got)
		}
		if err := p.Shutdown(t.Context()); err != nil || ran != 3 || p.Health().Done != 3 {
			t.Errorf("Shutdown = %v, %d tasks ran: the one after the error had begun, and the last must not", err, ran)
		}
		for _, err := range threadpool.Map(t.Context(), p, slices.Values([]int{1}), double) {
			if !errors.Is(err, threadpool.ErrClosed) {
				t.Errorf("Map on a closed pool: %v", err)
			}
		}
	})
}

func TestDeadlineInTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := threadpool.New(1)
		over := make(chan struct{})
		first, _ := threadpool.Submit(t.Context(), p, func(context.Context) (int, error) { <-over; return 1, nil })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		second, _ := threadpool.Submit(ctx, p, func(context.Context) (int, error) {
			t.Error("it ran although its time was over")
			return 0, nil
		})
		begin := time.Now()
		if _, err := second.Get(t.Context()); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != time.Second {
			t.Errorf("after %v: %v", time.Since(begin), err)
		}
		if h := p.Health(); h.Queued != 0 || h.Longest != time.Second {
			t.Errorf("%+v", h)
		}
		close(over)
		if v, err := first.Get(t.Context()); v != 1 || err != nil {
			t.Error(v, err)
		}
	})
}

func TestInitializer(t *testing.T) {
	var workers sync.Map
	p := threadpool.New(2, threadpool.Initializer(func(worker int) error {
		if _, twice := workers.LoadOrStore(worker, true); twice {
			t.Errorf("worker %d is initialized twice", worker)
		}
		return nil
	}))
	for i := range 20 {
		f, err := sum(p, i)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := f.Get(t.Context()); v != 2*i || err != nil {
			t.Error(v, err)
		}
	}
	boom := errors.New("boom")
	for name, init := range map[string]func(int) error{
		"error": func(int) error { return boom },
		"panic": func(int) error { panic(boom) },
	} {
		broken := threadpool.New(1, threadpool.Initializer(init))
		f, err := sum(broken, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Get(t.Context()); !errors.Is(err, threadpool.ErrBroken) {
			t.Errorf("%s: Get = %v", name, err)
		}
		if _, err := sum(broken, 1); !errors.Is(err, threadpool.ErrBroken) {
			t.Errorf("%s: Submit = %v", name, err)
		}
		if err := broken.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestTasksThatDoNotReturn(t *testing.T) {
	p := threadpool.New(1)
	for range 3 {
		f, err := threadpool.Submit(t.Context(), p, func(context.Context) (int, error) { runtime.Goexit(); return 0, nil })
		if err != nil {
			t.Fatal(err)
		}
		var end *future.PanicError
		if _, err := f.Get(t.Context()); !errors.As(err, &end) || end.Value != nil {
			t.Errorf("after Goexit: %v", err)
		}
	}
	if f, err := sum(p, 2); err != nil {
		t.Error(err)
	} else if v, err := f.Get(t.Context()); v != 4 || err != nil {
		t.Error(v, err)
	}
}

// The worker calls the functions, and is busy meanwhile.
func TestCallbacksKeepTheWorkerBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := threadpool.New(1)
		task, callback := make(chan struct{}), make(chan struct{})
		f, _ := threadpool.Submit(t.Context(), p, func(context.Context) (int, error) { <-task; return 1, nil })
		f.OnDone(func(*future.Future[int]) { <-callback })
		close(task)
		synctest.Wait()
		if h := p.Health(); h.Running != 1 || f.State() != future.Finished {
			t.Errorf("%+v, and the future is %v", h, f.State())
		}
		close(callback)
		synctest.Wait()
		if h := p.Health(); h.Running != 0 {
			t.Errorf("%+v", h)
		}
	})
}
