package event_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/event"
)

// The tutorial's traffic light: cars wait for green.
func ExampleEvent() {
	var green event.Event
	var passed atomic.Int64
	var cars sync.WaitGroup
	for range 3 {
		cars.Go(func() {
			if green.Wait(context.Background()) == nil {
				passed.Add(1)
			}
		})
	}
	fmt.Println("green:", green.IsSet(), passed.Load())
	green.Set()
	cars.Wait()
	green.Clear()
	fmt.Println("green:", green.IsSet(), passed.Load())
	// Output:
	// green: false 0
	// green: false 3
}

// A time-out of zero looks once.
func ExampleEvent_WaitTimeout() {
	var e event.Event
	fmt.Println(e.WaitTimeout(0))
	e.Set()
	fmt.Println(e.WaitTimeout(0))
	// Output:
	// event: timed out
	// <nil>
}
