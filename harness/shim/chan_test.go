package shim_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

func TestChannelOutcomes(t *testing.T) {
	for _, test := range []struct {
		name    string
		program shimtest.Program
		want    []string
	}{
		{"rendezvous hands over and orders", func() func() string {
			var l shimtest.Log
			ch, data := make(chan int), 0
			shim.Go(func() { data = 7; shim.To(ch).Send(1) })
			shim.Go(func() { v := shim.From(ch).Recv(); l.Add(v, data) })
			return l.Outcome
		}, []string{"1 7"}},
		{"two senders, either order", func() func() string {
			var l shimtest.Log
			ch := make(chan int)
			shim.Go(func() { shim.To(ch).Send(1) })
			shim.Go(func() { shim.To(ch).Send(2) })
			shim.Go(func() { l.Add(shim.From(ch).Recv()); l.Add(shim.From(ch).Recv()) })
			return l.Outcome
		}, []string{"1 2", "2 1"}},
		{"one sender's values keep their order through a full buffer", func() func() string {
			var l shimtest.Log
			ch := make(chan int, 1)
			shim.Go(func() {
				for v := range 3 {
					shim.To(ch).Send(v)
				}
				shim.Close(ch)
			})
			shim.Go(func() {
				for {
					v, ok := shim.From(ch).Recv2()
					l.Add(v, ok)
					if !ok {
						return
					}
				}
			})
			return l.Outcome
		}, []string{"0 true 1 true 2 true 0 false"}},
		{"close releases receivers", func() func() string {
			var l shimtest.Log
			ch := make(chan int)
			for range 2 {
				shim.Go(func() { v, ok := shim.From(ch).Recv2(); l.Add(v, ok) })
			}
			shim.Go(func() { shim.Close(ch) })
			return l.Outcome
		}, []string{"0 false 0 false"}},
		{"close makes a waiting sender panic", func() func() string {
			var l shimtest.Log
			ch := make(chan int)
			shim.Go(func() { l.Try(func() { shim.To(ch).Send(1) }) })
			shim.Go(func() { shim.Close(ch) })
			return l.Outcome
		}, []string{"send on closed channel"}},
		{"closing twice panics", func() func() string {
			var l shimtest.Log
			ch := make(chan int)
			for range 2 {
				shim.Go(func() { l.Try(func() { shim.Close(ch) }) })
			}
			return l.Outcome
		}, []string{"close of closed channel"}},
		{"closing nil panics", func() func() string {
			var l shimtest.Log
			l.Try(func() { shim.Close[chan int](nil) })
			return l.Outcome
		}, []string{"close of nil channel"}},
		{"nil channels block for ever", func() func() string {
			var l shimtest.Log
			var ch chan int
			shim.Go(func() { defer l.Add("over"); shim.To(ch).Send(1) })
			shim.Go(func() { defer l.Add("over"); shim.From(ch).Recv() })
			shim.Go(func() { defer l.Add("over"); shim.Block() })
			return l.Outcome
		}, []string{"over over over stuck: 1 2 3"}},
		{"a value that nobody takes", func() func() string {
			ch := make(chan int)
			shim.Go(func() { shim.To(ch).Send(1) })
			shim.Go(func() { shim.To(ch).Send(2) })
			shim.Go(func() { shim.From(ch).Recv() })
			return func() string { return "" }
		}, []string{"stuck: 1", "stuck: 2"}},
		{"len sees what was buffered", func() func() string {
			var l shimtest.Log
			ch := make(chan int, 2)
			shim.Go(func() { shim.To(ch).Send(1); shim.To(ch).Send(1) })
			shim.Go(func() { l.Add(shim.Len(ch), shim.Cap(ch)) })
			return l.Outcome
		}, []string{"0 2", "1 2", "2 2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, shimtest.Outcomes(t, 3, test.program)); d != "" {
				t.Errorf("outcomes (-want +got):\n%s", d)
			}
		})
	}
}

// TestHandOverIsFirstInFirstOut fills a buffer and lets senders wait: a receiver makes room for the first of them, and one that comes later
// can't slip in.
func TestHandOverIsFirstInFirstOut(t *testing.T) {
	var l shimtest.Log
	shimtest.Default(t, func() {
		ch := make(chan int, 1)
		shim.To(ch).Send(0)
		for v := range 3 {
			shim.Go(func() { shim.To(ch).Send(v + 1) })
		}
		shim.Go(func() {
			l.Add(shim.From(ch).Recv())
			select {
			case ch <- 9:
				t.Error("there was room in the buffer although senders waited")
			default:
			}
			for range 3 {
				l.Add(shim.From(ch).Recv())
			}
		})
	})
	if got := l.Outcome(); got != "0 1 2 3" {
		t.Errorf("received %s, want 0 1 2 3", got)
	}
}

func TestEveryChannelTypeInfers(t *testing.T) {
	type named chan error
	type local struct{ fmt.Stringer }
	all := func() {
		n := make(named, 1)
		shim.To(n).Send(nil)
		var out chan<- error = n
		shim.Go(func() { shim.To(out).Send(fmt.Errorf("e")) })
		var in <-chan error = n
		if err, ok := shim.From(in).Recv2(); err != nil || !ok {
			t.Errorf("received %v, %v from a named channel", err, ok)
		}
		if err := shim.From(n).Recv(); err == nil || err.Error() != "e" {
			t.Errorf("received %v through a directional channel", err)
		}
		l := make(chan local, 1)
		shim.To(l).Send(local{})
		empty := make(chan struct{}, 3)
		shim.To(empty).Send(struct{}{})
		if shim.Len(l) != 1 || shim.Cap(in) != 1 || shim.Len(out) != 0 || shim.Len(empty) != 1 {
			t.Errorf("len %d, cap %d, len %d, %d; want 1, 1, 0, 1", shim.Len(l), shim.Cap(in), shim.Len(out), shim.Len(empty))
		}
		shim.Close(out)
		generic(t, make(chan int, 1))
	}
	all()
	if res := shimtest.Default(t, all); res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
		t.Errorf("ended %v, stuck %v, panic %v", res.Ending, res.Stuck, res.Panic)
	}
}

func generic[C chan int | chan<- int](t *testing.T, ch C) {
	shim.To(ch).Send(3)
	if shim.Len(ch) != 1 {
		t.Errorf("len %d after a send, want 1", shim.Len(ch))
	}
}

// TestUnwindingIsInert ends tasks that wait while their deferred calls use channels.
func TestUnwindingIsInert(t *testing.T) {
	reached := 0
	res := shimtest.Default(t, func() {
		ch, full := make(chan int), make(chan int, 1)
		shim.Go(func() {
			defer func() { reached++ }()
			defer shim.From(ch).Recv()                                           // would wait: ends this call only
			defer func() { shim.To(full).Send(1); shim.To(full).Send(2) }()      // the second would wait
			defer func() { shim.Go(func() { t.Error("a new task started") }) }() // nobody is left to run it
			defer shim.Close(make(chan int))
			defer shim.Gosched()
			shim.From(ch).Recv()
		})
	})
	if len(res.Stuck) != 1 || res.Stuck[0].Kind != sched.KindRecv || res.Stuck[0].Object == nil {
		t.Errorf("stuck %+v, want one receiver with its channel", res.Stuck)
	}
	if reached != 1 {
		t.Errorf("the outermost deferred call ran %d times, want once", reached)
	}
}
