package shim_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

// The functions below are what foreign goroutines run, by name so that they are found in a dump.

func foreignReceiver(ch chan int, got *int) { *got = shim.From(ch).Recv() }

func foreignSender(ch chan int) { shim.To(ch).Send(7) }

// TestForeignPartnerWaits has the foreign goroutine wait in the runtime before the task arrives.
func TestForeignPartnerWaits(t *testing.T) {
	var sent, received int
	res := shimtest.WithForeign(t, func(start func(func())) {
		ch := make(chan int)
		start(func() { foreignReceiver(ch, &sent) })
		shimtest.Park(t, "foreignReceiver", "chan receive")
		shim.To(ch).Send(5)
		start(func() { foreignSender(ch) })
		shimtest.Park(t, "foreignSender", "chan send")
		received = shim.From(ch).Recv()
	})
	if len(res.Stuck) > 0 || sent != 5 || received != 7 {
		t.Errorf("stuck %v, foreign goroutine got %d, task got %d; want none, 5, 7", res.Stuck, sent, received)
	}
}

// TestForeignPartnerArrives has the task wait in the scheduler before the foreign goroutine arrives.
func TestForeignPartnerArrives(t *testing.T) {
	var sent, received, selected int
	res := shimtest.WithForeign(t, func(start func(func())) {
		a, b, c := make(chan int), make(chan int), make(chan int)
		shim.Go(func() { shim.To(a).Send(5) })
		shim.Go(func() { received = shim.From(b).Recv() })
		shim.Go(func() {
			var l shimtest.Log
			recv2(&l, c, nil)
			if l.Outcome() == "a 7 true" {
				selected++
			}
		})
		shim.Gosched()
		start(func() { foreignReceiver(a, &sent) })
		start(func() { foreignSender(b) })
		start(func() { foreignSender(c) })
	})
	if len(res.Stuck) > 0 || sent != 5 || received != 7 || selected != 1 {
		t.Errorf("stuck %v, foreign goroutine got %d, tasks got %d and %d; want none, 5, 7, 1", res.Stuck, sent, received, selected)
	}
}

func TestForeignSelectAndClose(t *testing.T) {
	var l, foreign shimtest.Log
	res := shimtest.WithForeign(t, func(start func(func())) {
		a, b := make(chan int), make(chan int)
		shim.Go(func() { shim.To(b).Send(3) })
		shim.Go(func() { v, ok := shim.From(a).Recv2(); l.Add(v, ok) })
		shim.Gosched()
		start(func() {
			recv2(&foreign, nil, b)
			recvOr[int](&foreign, nil)
			shim.Close(a)
		})
	})
	if len(res.Stuck) > 0 || foreign.Outcome() != "b 3 true default" || l.Outcome() != "0 false" {
		t.Errorf("stuck %v, foreign goroutine %q, task %q", res.Stuck, foreign.Outcome(), l.Outcome())
	}
}

// TestForeignBuffers moves many values both ways through small buffers.
func TestForeignBuffers(t *testing.T) {
	const n = 2000
	sum, echoed := 0, 0
	res := shimtest.WithForeign(t, func(start func(func())) {
		out, back := make(chan int, 2), make(chan int, 3)
		start(func() {
			for v, ok := shim.From(out).Recv2(); ok; v, ok = shim.From(out).Recv2() {
				sum += v
				shim.To(back).Send(v)
			}
			shim.Close(back)
		})
		shim.Go(func() {
			for v := range n {
				shim.To(out).Send(v)
			}
			shim.Close(out)
		})
		shim.Go(func() {
			for v, ok := shim.From(back).Recv2(); ok; v, ok = shim.From(back).Recv2() {
				echoed += v
			}
		})
	})
	if want := n * (n - 1) / 2; res.Ending != sched.EndQuiet || len(res.Stuck) > 0 || sum != want || echoed != want {
		t.Errorf("ended %v, stuck %v, sums %d and %d, want %d", res.Ending, res.Stuck, sum, echoed, want)
	}
}
