package shim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

// recvSend is what the rewriter makes of select { case v, ok := <-a: case b <- v: }.
func recvSend[T any](l *shimtest.Log, a <-chan T, b chan<- T, v T) {
	switch c0, c1 := shim.From(a), shim.To(b).Case(v); shim.Select(func(i int, x shim.Op) shim.Result {
		switch i {
		case 0:
			return c0.Do(x)
		case 1:
			return c1.Do(x)
		}
		select {
		case c0.V, c0.Ok = <-c0.Ch:
			return shim.Native(0)
		case c1.Ch <- c1.V:
			return shim.Native(1)
		}
	}, false, c0.Key(), c1.Key()) {
	case 0:
		l.Add("got", c0.V, c0.Ok)
	default:
		l.Add("sent")
	}
}

// recvOr is what the rewriter makes of select { case v, ok := <-a: default: }.
func recvOr[T any](l *shimtest.Log, a <-chan T) {
	switch c0 := shim.From(a); shim.Select(func(i int, x shim.Op) shim.Result {
		if i == 0 {
			return c0.Do(x)
		}
		select {
		case c0.V, c0.Ok = <-c0.Ch:
			return shim.Native(0)
		default:
			return shim.Native(1)
		}
	}, true, c0.Key()) {
	case 0:
		l.Add("got", c0.V, c0.Ok)
	default:
		l.Add("default")
	}
}

// recv2 is what the rewriter makes of select { case v, ok := <-a: case v, ok := <-b: }.
func recv2[T any](l *shimtest.Log, a, b <-chan T) {
	switch c0, c1 := shim.From(a), shim.From(b); shim.Select(func(i int, x shim.Op) shim.Result {
		switch i {
		case 0:
			return c0.Do(x)
		case 1:
			return c1.Do(x)
		}
		select {
		case c0.V, c0.Ok = <-c0.Ch:
			return shim.Native(0)
		case c1.V, c1.Ok = <-c1.Ch:
			return shim.Native(1)
		}
	}, false, c0.Key(), c1.Key()) {
	case 0:
		l.Add("a", c0.V, c0.Ok)
	default:
		l.Add("b", c1.V, c1.Ok)
	}
}

func closed() chan int {
	ch := make(chan int)
	close(ch)
	return ch
}

func holding(v ...int) chan int {
	ch := make(chan int, len(v))
	for _, v := range v {
		ch <- v
	}
	return ch
}

func TestSelectOutcomes(t *testing.T) {
	for _, test := range []struct {
		name    string
		program shimtest.Program
		want    []string
	}{
		{"every case that can go on is taken", func() func() string {
			var l shimtest.Log
			recvSend(&l, holding(5), make(chan int, 1), 1)
			return l.Outcome
		}, []string{"got 5 true", "sent"}},
		{"a closed channel can be received from", func() func() string {
			var l shimtest.Log
			recv2(&l, closed(), holding(1))
			return l.Outcome
		}, []string{"a 0 false", "b 1 true"}},
		{"sending to a closed channel panics if it is chosen", func() func() string {
			var l shimtest.Log
			l.Try(func() { recvSend(&l, holding(5), closed(), 1) })
			return l.Outcome
		}, []string{"got 5 true", "send on closed channel"}},
		{"nil channels are never ready", func() func() string {
			var l shimtest.Log
			recvSend(&l, nil, make(chan int, 1), 1)
			recvOr[int](&l, nil)
			recvSend[int](&l, nil, nil, 1)
			return l.Outcome
		}, []string{"stuck: 0"}},
		{"default only if no case can go on", func() func() string {
			var l shimtest.Log
			ch := make(chan int)
			recvOr(&l, ch)
			recvOr(&l, closed())
			recvOr(&l, holding(4))
			return l.Outcome
		}, []string{"default got 0 false got 4 true"}},
		{"default sees a sender that waits", func() func() string {
			var l shimtest.Log
			ch := make(chan int)
			shim.Go(func() { shim.To(ch).Send(1) })
			shim.Go(func() { recvOr(&l, ch); recvOr(&l, ch) })
			return l.Outcome
		}, []string{"default default stuck: 1", "default got 1 true", "got 1 true default"}},
		{"two selects meet, and one case of each goes on", func() func() string {
			var l shimtest.Log
			a, b := make(chan int), make(chan int)
			shim.Go(func() { recvSend(&l, a, b, 1) })
			shim.Go(func() { recvSend(&l, b, a, 2) })
			return l.Outcome
		}, []string{"got 1 true sent", "got 2 true sent", "sent got 1 true", "sent got 2 true"}},
		{"a select does not meet itself", func() func() string {
			var l shimtest.Log
			a := make(chan int)
			shim.Go(func() { recvSend(&l, a, a, 1) })
			return l.Outcome
		}, []string{"stuck: 1"}},
		{"close ends a waiting select", func() func() string {
			var l shimtest.Log
			a, b := make(chan int), make(chan int)
			shim.Go(func() { recv2(&l, a, b) })
			shim.Go(func() { shim.Close(b) })
			return l.Outcome
		}, []string{"b 0 false"}},
		{"close makes a select that waits to send panic", func() func() string {
			var l shimtest.Log
			a, b := make(chan int), make(chan int)
			shim.Go(func() { l.Try(func() { recvSend(&l, a, b, 1) }) })
			shim.Go(func() { shim.Close(b) })
			return l.Outcome
		}, []string{"send on closed channel"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, shimtest.Outcomes(t, 3, test.program)); d != "" {
				t.Errorf("outcomes (-want +got):\n%s", d)
			}
		})
	}
}

// TestSelectDefaultOrder finds that the choice that a reader expects is the one made where the schedule says nothing.
func TestSelectDefaultOrder(t *testing.T) {
	var l shimtest.Log
	shimtest.Default(t, func() { recvSend(&l, holding(5), make(chan int, 1), 1) })
	if got := l.Outcome(); got != "got 5 true" {
		t.Errorf("the default order took %q, want the first case", got)
	}
}

func TestSelectIsFair(t *testing.T) {
	var l shimtest.Log
	count := map[string]int{}
	program := func() func() string {
		l = shimtest.Log{}
		recv2(&l, holding(1), holding(2))
		return l.Outcome
	}
	shimtest.Explore(t, &sched.Random{}, 1000, program, func(outcome string, _ sched.Result) { count[outcome]++ })
	if count["a 1 true"] < 400 || count["b 2 true"] < 400 {
		t.Errorf("1000 selects with seeds 0 to 999 took %v, want about 500 of each", count)
	}
}

// TestNativeSelect runs the same statements outside of any execution.
func TestNativeSelect(t *testing.T) {
	var l shimtest.Log
	recvSend(&l, nil, make(chan int, 1), 1)
	recvSend(&l, holding(5), nil, 1)
	recvOr[int](&l, nil)
	recvOr(&l, closed())
	recv2(&l, nil, holding(3))
	l.Try(func() { recvSend(&l, nil, closed(), 1) })
	if d := cmp.Diff("sent got 5 true default got 0 false b 3 true send on closed channel", l.Outcome()); d != "" {
		t.Errorf("native selects (-want +got):\n%s", d)
	}
}

// In the default order a select takes the first case that is ready. It must not do so for ever: Go's own select does not.
func TestDefaultOrderIsNotUnfairForEver(t *testing.T) {
	ended := false
	res := shimtest.Default(t, func() {
		a, b := closed(), closed()
		for !ended {
			switch c0, c1 := shim.From(a), shim.From(b); shim.Select(func(i int, x shim.Op) shim.Result {
				if i == 0 {
					return c0.Do(x)
				}
				return c1.Do(x)
			}, false, c0.Key(), c1.Key()) {
			case 1:
				ended = true
			}
		}
	})
	if !ended {
		t.Errorf("the second case was never taken: %v", res.Ending)
	}
}

// Of two cases that are alike, nothing says which one a partner finds that comes while the select waits.
func TestAlikeCasesAreChosenFrom(t *testing.T) {
	got := shimtest.Outcomes(t, 0, func() func() string {
		var l shimtest.Log
		ch := make(chan int)
		shim.Go(func() { v := shim.From(ch).Recv(); l.Add(v) })
		switch c0, c1 := shim.To(ch).Case(1), shim.To(ch).Case(2); shim.Select(func(i int, x shim.Op) shim.Result {
			if i == 0 {
				return c0.Do(x)
			}
			return c1.Do(x)
		}, false, c0.Key(), c1.Key()) {
		}
		return l.Outcome
	})
	if d := cmp.Diff([]string{"1", "2"}, got); d != "" {
		t.Errorf("outcomes (-want +got):\n%s", d)
	}
}
