package items

import "fmt"

var selects = []Item{
	{Name: "send, receive and default in a labelled loop", Run: func() string {
		in, out, stop := make(chan int, 1), make(chan int, 1), make(chan bool)
		var w words
		both(func() {
			n := 0
		loop:
			for {
				select {
				case v := <-in:
					n += v
				case out <- n:
					w.add("sent")
				case <-stop:
					break loop
				default:
					continue loop
				}
			}
		}, func() {
			in <- 5
			for <-out != 5 {
			}
			close(stop)
		})
		if w.String() == "" {
			return "nothing was sent"
		}
		return "done"
	}, Want: []string{"done"}},
	{Name: "both ready", Want: []string{"a", "b"}, Run: func() string {
		a, b := make(chan int, 1), make(chan int, 1)
		a <- 1
		b <- 1
		select {
		case <-a:
			return "a"
		case <-b:
			return "b"
		}
	}},
	{Name: "default or value", Want: []string{"none", "value"}, Run: func() string {
		c := make(chan int, 1)
		out := ""
		both(func() { c <- 1 }, func() {
			select {
			case <-c:
				out = "value"
			default:
				out = "none"
			}
		})
		return out
	}},
	{Name: "assignments", Want: []string{"4 true"}, Run: func() string {
		c := make(chan int)
		go func() { c <- 4 }()
		var m [1]int
		var ok bool
		select {
		case m[0], ok = <-c:
		}
		return fmt.Sprint(m[0], ok)
	}},
	{Name: "nil cases", Want: []string{"1"}, Run: func() string {
		c := make(chan int, 1)
		var none chan int
		c <- 1
		select {
		case <-none:
		case none <- 1:
		case v := <-c:
			return fmt.Sprint(v)
		}
		return ""
	}},
	{Name: "empty select", Want: []string{"1 stuck"}, Hangs: true, Run: func() string { select {} }},
	{Name: "select on two senders", Want: []string{"1 2", "2 1"}, Run: func() string {
		a, b := make(chan int), make(chan int)
		go func() { a <- 1 }()
		go func() { b <- 2 }()
		var w words
		for range 2 {
			select {
			case v := <-a:
				w.add(v)
			case v := <-b:
				w.add(v)
			}
		}
		return w.String()
	}},
	{Name: "rendezvous of two selects", Want: []string{"left", "right"}, Run: func() string {
		a, b := make(chan int), make(chan int)
		out := ""
		both(func() {
			select {
			case a <- 1:
			case b <- 1:
			}
		}, func() {
			select {
			case <-a:
				out = "left"
			case <-b:
				out = "right"
			}
		})
		return out
	}},
	{Name: "goto out of a select", Want: []string{"out"}, Run: func() string {
		c := make(chan int, 1)
	again:
		select {
		case c <- 1:
			goto again
		default:
		}
		return "out"
	}},
}
