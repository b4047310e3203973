package threadpool_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/threadpool"
)

// Sizes of files, worked out by three workers, in the order in which the files were named.
func ExampleMap() {
	ctx := context.Background()
	err := threadpool.Run(3, func(p *threadpool.Pool) error {
		names := slices.Values([]string{"a.txt", "paper.pdf", "x"})
		for size, err := range threadpool.Map(ctx, p, names, func(_ context.Context, name string) (int, error) { return len(name), nil }) {
			if err != nil {
				return err
			}
			fmt.Println(size)
		}
		return nil
	})
	fmt.Println(err)
	// Output:
	// 5
	// 9
	// 1
	// <nil>
}

// A queue with a bound refuses or blocks; what is queued can be cancelled.
func ExampleTrySubmit() {
	ctx := context.Background()
	over := make(chan struct{})
	task := func(context.Context) (string, error) { <-over; return "done", nil }
	p := threadpool.New(1, threadpool.QueueSize(1))
	running, _ := threadpool.TrySubmit(ctx, p, task)
	queued, _ := threadpool.TrySubmit(ctx, p, task)
	_, err := threadpool.TrySubmit(ctx, p, task)
	fmt.Println(errors.Is(err, threadpool.ErrFull))
	fmt.Println(p.CloseAndCancel(), queued.State() == future.Cancelled)
	close(over)
	fmt.Println(running.Get(ctx))
	fmt.Println(p.Wait(ctx))
	// Output:
	// true
	// 1 true
	// done <nil>
	// <nil>
}
