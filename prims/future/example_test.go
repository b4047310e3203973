package future_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tenter-go/tenter/prims/future"
)

func Example() {
	answer := future.Go(func() (int, error) { return 6 * 7, nil })
	fmt.Println(answer.Get(context.Background()))
	// Output: 42 <nil>
}

// The download that takes longest comes last, whichever was asked for first.
func ExampleAsCompleted() {
	small, large := future.New[string](), future.New[string]()
	go small.Resolve("small.txt")
	for f := range future.AsCompleted(context.Background(), large.Future(), small.Future()) {
		name, _ := f.TryGet()
		fmt.Println(name)
		if f == small.Future() {
			go large.Resolve("large.iso")
		}
	}
	// Output:
	// small.txt
	// large.iso
}

// A result that is late does not stop its task: the future can be asked again.
func ExampleFuture_GetTimeout() {
	p := future.New[string]()
	f := p.Future()
	_, err := f.GetTimeout(0)
	fmt.Println(errors.Is(err, future.ErrTimeout), f.State())
	_ = p.Resolve("late, but there")
	fmt.Println(f.GetTimeout(0))
	// Output:
	// true pending
	// late, but there <nil>
}
