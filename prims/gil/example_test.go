package gil_test

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/prims/gil"
)

// A holder that computes is interrupted at a safe point once another has waited for the interval.
func ExampleGIL_Checkpoint() {
	g := gil.New(time.Millisecond)
	ctx := context.Background()
	_ = g.Acquire(ctx)
	other := make(chan string)
	go func() {
		_ = g.Acquire(ctx)
		defer g.Release()
		other <- "the other one has had its turn"
	}()
	go func() {
		for {
			if switched, _ := g.Checkpoint(); switched {
				break
			}
		}
		_ = g.Release()
	}()
	fmt.Println(<-other)
	// Output:
	// the other one has had its turn
}
