package items

import (
	"fmt"
	"iter"
	"sync"
)

func received(c <-chan int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for v := range c {
			if !yield(v) {
				return
			}
		}
	}
}

func locked(mu *sync.Mutex, n *int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := range 2 {
			mu.Lock()
			v := *n
			*n = v + 1
			ok := yield(i, v)
			mu.Unlock()
			if !ok {
				return
			}
		}
	}
}

var coroutines = []Item{
	{Name: "iter.Pull from a channel", Want: []string{"1 2 true 0 false"}, Run: func() string {
		next, stop := iter.Pull(received(gen(1, 2)))
		defer stop()
		a, _ := next()
		b, ok := next()
		c, more := next()
		return fmt.Sprint(a, b, ok, c, more)
	}},
	{Name: "iter.Pull2 and a lock held over the hand-over", Want: []string{"2"}, Run: func() string {
		var mu sync.Mutex
		n := 0
		step := func() {
			next, stop := iter.Pull2(locked(&mu, &n))
			defer stop()
			next()
		}
		both(step, step)
		return fmt.Sprint(n)
	}},
	{Name: "one iterator, two tasks in turn", Want: []string{"1 2"}, Run: func() string {
		next, stop := iter.Pull(received(gen(1, 2)))
		defer stop()
		var mu sync.Mutex
		var w words
		step := func() {
			mu.Lock()
			defer mu.Unlock()
			v, _ := next()
			w.add(v)
		}
		both(step, step)
		return w.String()
	}},
	{Name: "stuck in an iterator", Want: []string{"1 stuck"}, Hangs: true, Run: func() string {
		next, stop := iter.Pull(received(make(chan int)))
		defer stop()
		next()
		return ""
	}},
	{Name: "abandoned iterator", Want: []string{"1"}, Run: func() string {
		c := make(chan int, 1)
		c <- 1
		next, _ := iter.Pull(received(c))
		v, _ := next()
		return fmt.Sprint(v)
	}},
	{Name: "panic in an iterator", Want: []string{"boom 0 false"}, Run: func() (out string) {
		next, stop := iter.Pull(func(yield func(int) bool) { yielding(); panic("boom") })
		defer stop()
		func() {
			defer func() { out = fmt.Sprint(recover()) }()
			next()
		}()
		v, ok := next()
		return fmt.Sprint(out, " ", v, ok)
	}},
	{Name: "nested iterators", Want: []string{"1 2"}, Run: func() string {
		inner := received(gen(1, 2))
		outer := func(yield func(int) bool) {
			next, stop := iter.Pull(inner)
			defer stop()
			for v, ok := next(); ok && yield(v); v, ok = next() {
			}
		}
		var w words
		next, stop := iter.Pull(outer)
		defer stop()
		for v, ok := next(); ok; v, ok = next() {
			w.add(v)
		}
		return w.String()
	}},
	{Name: "iter.Pull as a value", Want: []string{"1"}, Run: func() string {
		pull := iter.Pull[int]
		next, stop := pull(received(gen(1)))
		defer stop()
		v, _ := next()
		next()
		return fmt.Sprint(v)
	}},
}

func yielding() { yield() }
