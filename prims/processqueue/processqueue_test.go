package processqueue_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/processqueue"
	"github.com/tenter-go/tenter/prims/sharedmemory"
)

func Example() {
	q := processqueue.Local(4, 64) // package shared has one for child processes
	for _, text := range []string{"wash", "dry"} {
		if err := q.TryPut([]byte(text)); err != nil {
			fmt.Println(err)
		}
	}
	for range 2 {
		message, _ := q.Get(context.Background())
		fmt.Println(string(message))
		_ = q.TaskDone()
	}
	fmt.Println(q.Join(context.Background()), q.TaskDone())
	// Output:
	// wash
	// dry
	// <nil> processqueue: done more often than put
}

func TestMessagesOfAllLengths(t *testing.T) {
	q := processqueue.Local(3, 20)
	for round := range 30 {
		want := bytes.Repeat([]byte{byte(round + 1)}, round%21)
		if err := q.TryPut(want); err != nil {
			t.Fatal(err)
		}
		got, err := q.TryGet()
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("put %q, got %q, %v", want, got, err)
		}
	}
	if err := q.Put(t.Context(), make([]byte, 21)); !errors.Is(err, processqueue.ErrTooLong) || !strings.Contains(err.Error(), "21 bytes, at most 20") {
		t.Errorf("Put of 21 bytes = %v", err)
	}
}

func TestWaitingCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := processqueue.Local(1, 8)
		put := make(chan error)
		if err := q.TryPut([]byte("a")); err != nil {
			t.Fatal(err)
		}
		go func() { put <- q.Put(t.Context(), []byte("b")) }()
		synctest.Wait()
		if a, err := q.Get(t.Context()); string(a) != "a" || err != nil {
			t.Fatalf("Get = %q, %v", a, err)
		}
		if err := <-put; err != nil {
			t.Fatal(err)
		}
		joined := make(chan error)
		for range 2 {
			go func() { joined <- q.Join(t.Context()) }()
		}
		synctest.Wait()
		for range 2 {
			if err := q.TaskDone(); err != nil {
				t.Fatal(err)
			}
		}
		// All was done; that b is still inside and that c comes in now does not hold them back.
		if err := errors.Join(<-joined, <-joined); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		if err := q.PutTimeout(time.Second, []byte("c")); !errors.Is(err, processqueue.ErrFull) || time.Since(begin) != time.Second {
			t.Errorf("PutTimeout = %v after %v", err, time.Since(begin))
		}
	})
}

func TestMismatch(t *testing.T) {
	state := sharedmemory.Local(processqueue.Words(4, 8))
	p := processqueue.Parts{State: state, Items: sharedmemory.Local(0), Room: sharedmemory.Local(0), Idle: sharedmemory.Local(0), Joining: sharedmemory.Local(0)}
	first, err := processqueue.Open(p, 4, 8)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := processqueue.Open(p, 3, 8); !errors.Is(err, processqueue.ErrMismatch) {
		t.Errorf("Open with another capacity = %v", err)
	}
	second, err := processqueue.Open(p, 4, 8)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.TryPut([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if x, err := second.TryGet(); string(x) != "x" || err != nil {
		t.Errorf("the second sees %q, %v", x, err)
	}
}

// TestADeadHolder: a process that has died in the middle of a call leaves the queue locked.
func TestADeadHolder(t *testing.T) {
	state := sharedmemory.Local(processqueue.Words(1, 8))
	p := processqueue.Parts{State: state, Items: sharedmemory.Local(0), Room: sharedmemory.Local(0), Idle: sharedmemory.Local(0), Joining: sharedmemory.Local(0)}
	q, err := processqueue.Open(p, 1, 8)
	if err != nil || !state.Lock().TryAcquire() {
		t.Fatal("the queue can't be locked:", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := q.Put(ctx, nil); !errors.Is(err, context.DeadlineExceeded) || q.Holder() == 0 {
		t.Errorf("Put = %v, held by %d", err, q.Holder())
	}
}
