package shim_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

func TestNativePathsDoNotAllocate(t *testing.T) {
	ch, other := make(chan [4]int, 1), make(chan [4]int)
	for name, f := range map[string]func(){
		"send and receive": func() { shim.To(ch).Send([4]int{1}); shim.From(ch).Recv() },
		"receive 2":        func() { shim.To(ch).Send([4]int{1}); shim.From(ch).Recv2() },
		"select": func() {
			pass(other, ch)
			shim.From(ch).Recv()
		},
		"len and cap": func() { shim.Len(ch); shim.Cap(ch) },
		"gosched":     shim.Gosched,
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// pass is what the rewriter makes of select { case <-a: case b <- [4]int{2}: }.
func pass(a <-chan [4]int, b chan<- [4]int) {
	switch c0, c1 := shim.From(a), shim.To(b).Case([4]int{2}); shim.Select(func(i int, x shim.Op) shim.Result {
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
	default:
	}
}

// script uses channels in every way that needs no second goroutine, and a few that need one.
func script(l *shimtest.Log) {
	ch := make(chan int, 2)
	l.Add(shim.Len(ch), shim.Cap(ch))
	shim.To(ch).Send(1)
	shim.To(ch).Send(2)
	l.Add(shim.Len(ch), shim.From(ch).Recv())
	shim.Close(ch)
	for range 2 {
		v, ok := shim.From(ch).Recv2()
		l.Add(v, ok)
	}
	l.Try(func() { shim.To(ch).Send(1) })
	l.Try(func() { shim.Close(ch) })
	done := make(chan string)
	shim.Go(func() { shim.To(done).Send("from the other side") })
	l.Add(shim.From(done).Recv())
	shim.Go(func() { shim.Gosched(); shim.Close(done) })
	_, ok := shim.From(done).Recv2()
	l.Add(ok)
}

func TestSameNativelyAndUnderControl(t *testing.T) {
	const want = "0 2 2 1 2 true 0 false send on closed channel close of closed channel from the other side false"
	var native, controlled shimtest.Log
	script(&native)
	shimtest.Default(t, func() { script(&controlled) })
	if native.Outcome() != want {
		t.Errorf("natively:      %s\nwant           %s", native.Outcome(), want)
	}
	if controlled.Outcome() != want {
		t.Errorf("under control: %s\nwant           %s", controlled.Outcome(), want)
	}
}

func BenchmarkBufferedChannel(b *testing.B) {
	ch, sum := make(chan int, 1), 0
	b.Run("std", func(b *testing.B) {
		for b.Loop() {
			ch <- 1
			sum += <-ch
		}
	})
	b.Run("shim", func(b *testing.B) {
		for b.Loop() {
			shim.To(ch).Send(1)
			sum += shim.From(ch).Recv()
		}
	})
}

// passNatively is pass before it is rewritten.
func passNatively(a <-chan [4]int, b chan<- [4]int) (v [4]int) {
	select {
	case v = <-a:
	case b <- [4]int{2}:
	}
	return v
}

func BenchmarkSelect(b *testing.B) {
	ch, other := make(chan [4]int, 1), make(chan [4]int)
	b.Run("std", func(b *testing.B) {
		for b.Loop() {
			passNatively(other, ch)
			<-ch
		}
	})
	b.Run("shim", func(b *testing.B) {
		for b.Loop() {
			pass(other, ch)
			<-ch
		}
	})
}
