package processpool_test

import (
	"context"
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/processpool"
)

var square = process.Register("example.square", func(n int) (int, error) { return n * n, nil })

// The children of a program are made by children.Transport; here they are simulated.
func Example() {
	transport := process.Simulated(func(_ <-chan struct{}, r process.Request) process.Response { return process.Call(r) })
	err := processpool.Run(transport, 2, func(p *processpool.Pool) error {
		for n, err := range processpool.Map(context.Background(), p, square, slices.Values([]int{3, 1, 2})) {
			fmt.Println(n, err)
		}
		return nil
	})
	fmt.Println(err)
	// Output:
	// 9 <nil>
	// 1 <nil>
	// 4 <nil>
	// <nil>
}
