package lock_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/lock"
)

// The tutorial's counter: five goroutines, and none of their increments is lost.
func ExampleLock() {
	var l lock.Lock
	counter := 0
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			if err := l.Acquire(context.Background()); err != nil {
				return
			}
			defer l.Release()
			counter++
		})
	}
	wg.Wait()
	fmt.Println(counter)
	// Output:
	// 5
}

// Releasing twice is found where it happens.
func ExampleLock_Release() {
	l := lock.New()
	l.Lock()
	fmt.Println(l.Release())
	fmt.Println(errors.Is(l.Release(), lock.ErrFree))
	// Output:
	// <nil>
	// true
}

// Who can't have two locks gives the first one back.
func ExampleLock_AcquireTimeout() {
	a, b := lock.New(), lock.New()
	b.Lock() // somebody else has it
	a.Lock()
	if err := b.AcquireTimeout(time.Millisecond); err != nil {
		a.Unlock()
		fmt.Println(err)
	}
	fmt.Println(a.Locked())
	// Output:
	// lock: timed out
	// false
}
