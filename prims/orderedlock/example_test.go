package orderedlock_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tenter-go/tenter/prims/orderedlock"
)

// The tutorial's two locks in opposite order: the second task is told so at once, whether or not the first
// one runs.
func ExampleLock() {
	ctx := context.Background()
	a, b := orderedlock.New("a", 1), orderedlock.New("b", 2)
	first, second := orderedlock.NewOwner(), orderedlock.NewOwner()
	fmt.Println(a.Acquire(ctx, first), b.Acquire(ctx, first))
	fmt.Println(b.Release(first), a.Release(first))
	fmt.Println(b.Acquire(ctx, second))
	fmt.Println(errors.Is(a.Acquire(ctx, second), orderedlock.ErrOrder))
	// Output:
	// <nil> <nil>
	// <nil> <nil>
	// <nil>
	// true
}
