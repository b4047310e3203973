package condition_test

import (
	"context"
	"fmt"
	"sync"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/lock"
)

// Producer and consumer, with a predicate: whoever comes first, nothing is missed.
func ExampleCondition() {
	l := lock.New()
	ready := condition.New(l)
	var items []string
	var wg sync.WaitGroup
	wg.Go(func() {
		l.Lock()
		defer l.Unlock()
		if err := ready.WaitFor(context.Background(), func() bool { return len(items) > 0 }); err == nil {
			fmt.Println("consumed", items[0])
		}
	})
	wg.Go(func() {
		l.Lock()
		defer l.Unlock()
		items = append(items, "tea")
		_ = ready.Notify(1)
	})
	wg.Wait()
	// Output:
	// consumed tea
}

// A notification that finds nobody is not remembered.
func ExampleCondition_Notify() {
	l := lock.New()
	c := condition.New(l)
	fmt.Println(c.Notify(1))
	l.Lock()
	fmt.Println(c.Notify(1))
	fmt.Println(c.WaitTimeout(0))
	// Output:
	// condition: the lock is not held
	// <nil>
	// condition: timed out
}
