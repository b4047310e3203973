package deque_test

import (
	"fmt"

	"github.com/tenter-go/tenter/prims/deque"
)

// The last three of a stream.
func ExampleNewMax() {
	d := deque.NewMax[string](3)
	for _, line := range []string{"one", "two", "three", "four"} {
		d.PushBack(line)
	}
	fmt.Println(d.Values())
	// Output: [two three four]
}

func ExampleDeque_Rotate() {
	d := deque.New[int]()
	d.Extend(1, 2, 3, 4, 5)
	d.Rotate(2)
	fmt.Println(d.Values())
	d.Rotate(-3)
	fmt.Println(d.Values())
	// Output:
	// [4 5 1 2 3]
	// [2 3 4 5 1]
}

// A loop may change what it loops over: it sees what was there when it began.
func ExampleDeque_All() {
	d := deque.New[int]()
	d.Extend(1, 2)
	for v := range d.All() {
		d.PushBack(v * 10)
	}
	fmt.Println(d.Values())
	// Output: [1 2 10 20]
}
