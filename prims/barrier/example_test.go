package barrier_test

import (
	"context"
	"fmt"
	"sync"

	"github.com/tenter-go/tenter/prims/barrier"
)

// Three runners start together; the last to arrive fires the pistol.
func ExampleBarrier() {
	start := barrier.NewAction(3, func() error {
		fmt.Println("go")
		return nil
	})
	var wg sync.WaitGroup
	var sum int
	var mu sync.Mutex
	for range 3 {
		wg.Go(func() {
			index, err := start.Wait(context.Background())
			if err != nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			sum += index
		})
	}
	wg.Wait()
	fmt.Println("indices add up to", sum)
	// Output:
	// go
	// indices add up to 3
}

// Who does not wait for ever breaks the barrier for all.
func ExampleBarrier_WaitTimeout() {
	b := barrier.New(2)
	_, err := b.WaitTimeout(0)
	fmt.Println(err)
	_, err = b.Wait(context.Background())
	fmt.Println(err)
	b.Reset()
	fmt.Println(b.Broken())
	// Output:
	// barrier: timed out
	// barrier: broken
	// false
}
