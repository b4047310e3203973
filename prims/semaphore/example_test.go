package semaphore_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// At most three of ten goroutines are inside at any time.
func ExampleSemaphore() {
	s := semaphore.New(3)
	ctx := context.Background()
	var inside, most atomic.Int64
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if err := s.Acquire(ctx, 1); err != nil {
				return
			}
			defer s.Release(1)
			now := inside.Add(1)
			for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
			}
			inside.Add(-1)
		})
	}
	wg.Wait()
	fmt.Println("never more than three:", most.Load() <= 3)
	fmt.Println("free at the end:", s.Free())
	// Output:
	// never more than three: true
	// free at the end: 3
}

// A call that waits ends with its context's error, and has taken nothing.
func ExampleSemaphore_Acquire() {
	s := semaphore.New(1)
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	fmt.Println(s.Acquire(ctx, 2))
	fmt.Println(s.Free())
	// Output:
	// context canceled
	// 1
}

// A time-out of zero or less tries once.
func ExampleSemaphore_AcquireTimeout() {
	s := semaphore.New(1)
	fmt.Println(s.AcquireTimeout(0, 1))
	fmt.Println(errors.Is(s.AcquireTimeout(0, 1), semaphore.ErrTimeout))
	// Output:
	// <nil>
	// true
}

// TryAcquire does not overtake: while a call is queued it fails, although a permit is free.
func ExampleSemaphore_TryAcquire() {
	s := semaphore.New(1)
	large := make(chan error)
	go func() { large <- s.Acquire(context.Background(), 2) }()
	for s.TryAcquire(1) { // until the other call has joined the queue
		_ = s.Release(1)
	}
	fmt.Println(s.Free())
	_ = s.Release(1)
	fmt.Println(<-large, s.Free())
	// Output:
	// 1
	// <nil> 0
}

// Releasing twice is found where it happens, and changes nothing.
func ExampleBoundedSemaphore() {
	s := semaphore.NewBounded(2)
	if s.TryAcquire(1) {
		fmt.Println(s.Release(1))
	}
	err := s.Release(1)
	fmt.Println(errors.Is(err, semaphore.ErrOverRelease), s.Free())
	fmt.Println(err)
	// Output:
	// <nil>
	// true 2
	// semaphore: released more permits than are held: 1 more than 2 free of 2
}
