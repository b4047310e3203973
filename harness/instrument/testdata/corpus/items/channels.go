package items

import (
	"fmt"
	"sync"
)

type (
	ints     chan int
	source   <-chan int
	sink     chan<- int
	nest     chan chan int
	stringer interface{ String() string }
	text     string
)

func (t text) String() string { return string(t) }

func fill[C ~chan T | ~chan<- T, T any](c C, vs ...T) {
	for _, v := range vs {
		c <- v
	}
	close(c)
}

func drain[C ~chan T | ~<-chan T, T any](c C) (all []T) {
	for v := range c {
		all = append(all, v)
	}
	return all
}

type anyChan interface{ chan int | ints }

func pass[C anyChan](in, out C) { out <- <-in }

func merge(cs ...<-chan int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, c := range cs {
		wg.Go(func() {
			for v := range c {
				out <- v
			}
		})
	}
	go func() { wg.Wait(); close(out) }()
	return out
}

func gen(vs ...int) <-chan int {
	c := make(chan int)
	go fill(c, vs...)
	return c
}

var channels = []Item{
	{Name: "merge", Want: []string{"[1 2]", "[2 1]"}, Run: func() string { return fmt.Sprint(drain(merge(gen(1), gen(2)))) }},
	{Name: "named and directional", Want: []string{"[1 2 3]"}, Run: func() string {
		c := make(chan int)
		var in sink = c
		var out source = c
		go fill(in, 1, 2, 3)
		return fmt.Sprint(drain(out))
	}},
	{Name: "channel of channels", Want: []string{"7"}, Run: func() string {
		reqs := make(nest)
		go func() {
			for r := range reqs {
				r <- 7
			}
		}()
		r := make(chan int)
		reqs <- r
		defer close(reqs)
		return fmt.Sprint(<-r)
	}},
	{Name: "receive from a received", Want: []string{"5"}, Run: func() string {
		reqs := make(chan chan int, 1)
		reqs <- make(chan int, 1)
		c := <-reqs
		reqs <- c
		c <- 5
		return fmt.Sprint(<-<-reqs)
	}},
	{Name: "channel constraint", Want: []string{"9"}, Run: func() string {
		in, out := make(ints, 1), make(ints, 1)
		in <- 9
		go pass(in, out)
		return fmt.Sprint(<-out)
	}},
	{Name: "interface elements", Want: []string{"a"}, Run: func() string {
		c := make(chan stringer, 1)
		c <- text("a")
		return (<-c).String()
	}},
	{Name: "range with labels", Want: []string{"2"}, Run: func() string {
		n := 0
		c := gen(1, 2, 3)
	outer:
		for v := range c {
			for range 3 {
				if v == 1 {
					continue outer
				}
				n = v
				break outer
			}
		}
		go drain(c) // let the generator end
		return fmt.Sprint(n)
	}},
	{Name: "range over int with goroutines", Want: []string{"0 1", "1 0"}, Run: func() string {
		var w words
		var wg sync.WaitGroup
		for i := range 2 {
			wg.Go(func() { w.add(i) })
		}
		wg.Wait()
		return w.String()
	}},
	{Name: "range over a function that blocks", Want: []string{"0 1"}, Run: func() string {
		c := gen(0, 1)
		var w words
		for v := range func(yield func(int) bool) {
			for v := range c {
				if !yield(v) {
					return
				}
			}
		} {
			w.add(v)
		}
		return w.String()
	}},
	{Name: "range over a function with break and defer", Want: []string{"0 over"}, Run: func() string {
		var w words
		func() {
			for v := range func(yield func(int) bool) {
				defer w.add("over")
				for i := 0; yield(i); i++ {
				}
			} {
				w.add(v)
				break
			}
		}()
		return w.String()
	}},
	{Name: "send on closed", Want: []string{"panic: send on closed channel", "sent"}, Hangs: true, Run: func() string {
		c := make(chan int, 1)
		var wg sync.WaitGroup
		wg.Go(func() { c <- 1 })
		wg.Go(func() { close(c) })
		wg.Wait()
		return "sent"
	}},
	{Name: "deferred close", Want: []string{"0 false"}, Run: func() string {
		c := make(chan int)
		go func() { defer close(c) }()
		v, ok := <-c
		return fmt.Sprint(v, ok)
	}},
	{Name: "nil channel", Want: []string{"1 stuck"}, Hangs: true, Run: func() string {
		var c chan int
		return fmt.Sprint(<-c)
	}},
	{Name: "closure over a channel", Want: []string{"3"}, Run: func() string {
		c := make(chan int)
		send := func(v int) func() { return func() { c <- v } }
		go send(3)()
		return fmt.Sprint(<-c)
	}},
	{Name: "len and cap", Want: []string{"0 2", "1 2"}, Run: func() string {
		c := make(chan int, 2)
		out := ""
		both(func() { c <- 1 }, func() { out = fmt.Sprint(len(c), cap(c)) })
		return out
	}},
}
