package queue_test

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/tenter-go/tenter/prims/queue"
)

// Three workers share the work of a queue; Join waits until all of it is done, and Shutdown sends
// them home.
func ExampleQueue() {
	ctx := context.Background()
	q := queue.New[int](2)
	var workers sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for range 3 {
		workers.Go(func() {
			for {
				v, err := q.Get(ctx)
				if errors.Is(err, queue.ErrShutDown) {
					return
				}
				mu.Lock()
				sum += v
				mu.Unlock()
				_ = q.TaskDone()
			}
		})
	}
	for v := range 10 {
		_ = q.Put(ctx, v)
	}
	_ = q.Join(ctx)
	fmt.Println(sum)
	q.Shutdown()
	workers.Wait()
	// Output: 45
}

// The least item comes first, and among equals the one that was put first.
func ExamplePriority() {
	type task struct {
		priority int
		name     string
	}
	q := queue.NewPriority(0, func(a, b task) bool { return a.priority < b.priority })
	for _, t := range []task{{3, "C"}, {1, "A"}, {2, "B"}, {1, "another A"}} {
		_ = q.TryPut(t)
	}
	for q.Len() > 0 {
		t, _ := q.TryGet()
		fmt.Println(t.priority, t.name)
	}
	// Output:
	// 1 A
	// 1 another A
	// 2 B
	// 3 C
}

func ExampleLifo() {
	q := queue.NewLifo[string](0)
	_ = q.TryPut("plate")
	_ = q.TryPut("cup")
	v, _ := q.TryGet()
	fmt.Println(v)
	// Output: cup
}

func ExampleSimple() {
	q := queue.NewSimple[string]()
	q.Put("hello")
	v, err := q.Get(context.Background())
	fmt.Println(v, err)
	_, err = q.TryGet()
	fmt.Println(errors.Is(err, queue.ErrEmpty))
	// Output:
	// hello <nil>
	// true
}

// A queue that is full says so, or waits.
func ExampleQueue_TryPut() {
	q := queue.New[int](1)
	fmt.Println(q.TryPut(1))
	fmt.Println(errors.Is(q.TryPut(2), queue.ErrFull))
	fmt.Println(errors.Is(q.PutTimeout(0, 2), queue.ErrFull))
	// Output:
	// <nil>
	// true
	// true
}
