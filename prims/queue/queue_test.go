package queue_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/queue"
)

// kept is what the queues with all methods have in common.
type kept interface {
	Put(ctx context.Context, v int) error
	PutTimeout(d time.Duration, v int) error
	TryPut(v int) error
	Get(ctx context.Context) (int, error)
	GetTimeout(d time.Duration) (int, error)
	TryGet() (int, error)
	Len() int
	Cap() int
	Full() bool
	TaskDone() error
	Join(ctx context.Context) error
	Shutdown()
	ShutdownNow()
}

func less(a, b int) bool { return a < b }

// kinds are the queues with the order in which each gives back 2, 3, 1.
var kinds = []struct {
	name  string
	new   func(capacity int) kept
	order []int
}{
	{"Queue", func(n int) kept { return queue.New[int](n) }, []int{2, 3, 1}},
	{"Lifo", func(n int) kept { return queue.NewLifo[int](n) }, []int{1, 3, 2}},
	{"Priority", func(n int) kept { return queue.NewPriority(n, less) }, []int{1, 2, 3}},
}

// each plays one case on each kind of queue, in a bubble: Wait returns when all other goroutines wait.
func each(t *testing.T, capacity int, play func(t *testing.T, q kept)) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { play(t, k.new(capacity)) })
		})
	}
}

func wants(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) || want == nil && got != nil {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// start makes a call in a goroutine and returns where its error will be, once it has one.
func start(call func() error) <-chan error {
	done := make(chan error, 1)
	go func() { done <- call() }()
	synctest.Wait()
	return done
}

func waits(t *testing.T, what string, done <-chan error) {
	t.Helper()
	synctest.Wait()
	select {
	case err := <-done:
		t.Errorf("%s returned %v, and should wait", what, err)
	default:
	}
}

func ended(t *testing.T, what string, done <-chan error, want error) {
	t.Helper()
	synctest.Wait()
	select {
	case err := <-done:
		wants(t, what, err, want)
	default:
		t.Fatalf("%s waits, want %v", what, want)
	}
}

func put(q kept, v int) func() error { return func() error { return q.Put(context.Background(), v) } }

func get(q kept, v *int) func() error {
	return func() (err error) {
		*v, err = q.Get(context.Background())
		return err
	}
}

func TestOrder(t *testing.T) {
	for _, k := range kinds {
		q := k.new(0)
		for _, v := range []int{2, 3, 1} {
			wants(t, "TryPut", q.TryPut(v), nil)
		}
		var got []int
		for q.Len() > 0 {
			v, err := q.TryGet()
			wants(t, "TryGet", err, nil)
			got = append(got, v)
		}
		if diff := cmp.Diff(k.order, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", k.name, diff)
		}
	}
}

func TestFullAndEmpty(t *testing.T) {
	each(t, 1, func(t *testing.T, q kept) {
		_, err := q.TryGet()
		wants(t, "TryGet of nothing", err, queue.ErrEmpty)
		_, err = q.GetTimeout(0)
		wants(t, "GetTimeout(0) of nothing", err, queue.ErrEmpty)
		begin := time.Now()
		_, err = q.GetTimeout(time.Second)
		wants(t, "GetTimeout of nothing", err, queue.ErrEmpty)
		if d := time.Since(begin); d != time.Second {
			t.Errorf("it took %v", d)
		}
		wants(t, "PutTimeout(-1) with room", q.PutTimeout(-1, 7), nil)
		if !q.Full() || q.Len() != 1 || q.Cap() != 1 {
			t.Errorf("full %v, %d of %d", q.Full(), q.Len(), q.Cap())
		}
		wants(t, "TryPut without room", q.TryPut(8), queue.ErrFull)
		wants(t, "PutTimeout without room", q.PutTimeout(time.Second, 8), queue.ErrFull)
		v, err := q.GetTimeout(0)
		wants(t, "GetTimeout(0)", err, nil)
		if v != 7 || q.Full() {
			t.Errorf("got %d, full %v", v, q.Full())
		}
	})
}

func TestWaitersAreServedInTheirOrder(t *testing.T) {
	each(t, 1, func(t *testing.T, q kept) {
		var a, b int
		first, second := start(get(q, &a)), start(get(q, &b))
		wants(t, "TryPut", q.TryPut(1), nil)
		ended(t, "the first get", first, nil)
		waits(t, "the second get", second)
		wants(t, "TryPut", q.TryPut(2), nil)
		ended(t, "the second get", second, nil)
		if a != 1 || b != 2 {
			t.Errorf("got %d and %d", a, b)
		}

		wants(t, "TryPut", q.TryPut(3), nil)
		third, fourth := start(put(q, 5)), start(put(q, 4))
		for _, want := range []int{3, 5, 4} {
			v, err := q.TryGet()
			wants(t, "TryGet", err, nil)
			if v != want {
				t.Errorf("got %d, want %d: the put that waited longest comes next", v, want)
			}
		}
		ended(t, "the first put", third, nil)
		ended(t, "the second put", fourth, nil)
	})
}

func TestContexts(t *testing.T) {
	each(t, 1, func(t *testing.T, q kept) {
		over, cancel := context.WithCancel(t.Context())
		cancel()
		wants(t, "Put", q.Put(over, 1), context.Canceled)
		_, err := q.Get(over)
		wants(t, "Get", err, context.Canceled)
		wants(t, "Join", q.Join(over), context.Canceled)

		ctx, cancel := context.WithCancel(t.Context())
		early := start(func() error { _, err := q.Get(ctx); return err })
		var v int
		late := start(get(q, &v))
		cancel()
		ended(t, "the cancelled get", early, context.Canceled)
		wants(t, "TryPut", q.TryPut(1), nil)
		ended(t, "the get behind it", late, nil)

		wants(t, "TryPut", q.TryPut(2), nil)
		ctx, cancel = context.WithCancel(t.Context())
		defer cancel()
		putting := start(func() error { return q.Put(ctx, 3) })
		joining := start(func() error { return q.Join(ctx) })
		cancel()
		ended(t, "the cancelled put", putting, context.Canceled)
		ended(t, "the cancelled join", joining, context.Canceled)
		if q.Len() != 1 {
			t.Errorf("%d items, want 1", q.Len())
		}
	})
}

func TestJoin(t *testing.T) {
	each(t, 0, func(t *testing.T, q kept) {
		wants(t, "Join of a fresh queue", q.Join(t.Context()), nil)
		wants(t, "TaskDone of nothing", q.TaskDone(), queue.ErrTaskDone)
		_ = q.TryPut(1)
		_, _ = q.TryGet()
		join := start(func() error { return q.Join(context.Background()) })
		waits(t, "Join, while an item is worked on,", join)
		_ = q.TryPut(2)
		wants(t, "TaskDone", q.TaskDone(), nil)
		waits(t, "Join, while an item is queued,", join)
		wants(t, "TaskDone", q.TaskDone(), nil)
		_ = q.TryPut(3) // too late to hold it back
		ended(t, "Join", join, nil)
	})
}

func TestShutdown(t *testing.T) {
	each(t, 1, func(t *testing.T, q kept) {
		_ = q.TryPut(1)
		putting := start(put(q, 2))
		q.Shutdown()
		q.Shutdown()
		ended(t, "the put that waits", putting, queue.ErrShutDown)
		wants(t, "TryPut", q.TryPut(3), queue.ErrShutDown)
		v, err := q.TryGet()
		wants(t, "TryGet of what is left", err, nil)
		if v != 1 {
			t.Errorf("got %d", v)
		}
		wants(t, "TryPut with room", q.TryPut(4), queue.ErrShutDown)
		_, err = q.TryGet()
		wants(t, "TryGet of nothing", err, queue.ErrShutDown)
		_, err = q.Get(t.Context())
		wants(t, "Get of nothing", err, queue.ErrShutDown)
		wants(t, "TaskDone after it", q.TaskDone(), nil)
		wants(t, "Join", q.Join(t.Context()), nil)
	})
	each(t, 1, func(t *testing.T, q kept) {
		var a, b int
		first, second := start(get(q, &a)), start(get(q, &b))
		q.Shutdown()
		ended(t, "the first get", first, queue.ErrShutDown)
		ended(t, "the second get", second, queue.ErrShutDown)
	})
}

func TestShutdownNow(t *testing.T) {
	each(t, 0, func(t *testing.T, q kept) {
		for v := range 3 {
			_ = q.TryPut(v)
		}
		_, _ = q.TryGet()
		join := start(func() error { return q.Join(context.Background()) })
		q.Shutdown()
		q.ShutdownNow()
		if q.Len() != 0 {
			t.Errorf("%d items left", q.Len())
		}
		waits(t, "Join, while an item that was taken is not done,", join)
		wants(t, "TaskDone of what was taken", q.TaskDone(), nil)
		ended(t, "Join", join, nil)
		wants(t, "TaskDone of what was dropped", q.TaskDone(), queue.ErrTaskDone)
	})
}

func TestSimple(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := queue.NewSimple[int]()
		_, err := q.TryGet()
		wants(t, "TryGet", err, queue.ErrEmpty)
		_, err = q.GetTimeout(time.Minute)
		wants(t, "GetTimeout", err, queue.ErrEmpty)
		var got []int
		done := make(chan struct{})
		go func() {
			defer close(done)
			for len(got) < 100 {
				v, err := q.Get(context.Background())
				wants(t, "Get", err, nil)
				got = append(got, v)
			}
		}()
		for v := range 100 {
			q.Put(v)
		}
		<-done
		if !slices.IsSorted(got) || q.Len() != 0 {
			t.Errorf("%v, %d left", got, q.Len())
		}
	})
}

// The buffer of a queue is used round and round: items cross its end while it grows.
func TestManyItems(t *testing.T) {
	for _, k := range kinds {
		q := k.new(0)
		next, sum := 1, 0
		for round := range 50 {
			for range round {
				_ = q.TryPut(next)
				next++
			}
			for range round * 2 / 3 {
				v, err := q.TryGet()
				wants(t, "TryGet", err, nil)
				sum += v
			}
		}
		for q.Len() > 0 {
			v, _ := q.TryGet()
			sum += v
		}
		if want := next * (next - 1) / 2; sum != want {
			t.Errorf("%s: the items add up to %d, want %d", k.name, sum, want)
		}
	}
}
