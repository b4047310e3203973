package items

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
)

func waitsFor(c chan int) { <-c }

type counter struct {
	mu sync.Mutex
	n  int
	wg sync.WaitGroup
}

func (c *counter) add(d int) int {
	defer c.wg.Done()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += d
	return c.n
}

func (c *counter) run(fs ...func()) int {
	for _, f := range fs {
		c.wg.Add(1)
		f()
	}
	c.wg.Wait()
	return c.n
}

var spawns = []Item{
	{Name: "go with a method expression and a result", Want: []string{"3"}, Run: func() string {
		c := new(counter)
		return fmt.Sprint(c.run(func() { go (*counter).add(c, 1) }, func() { go c.add(2) }))
	}},
	{Name: "go with a builtin", Want: []string{"closed", "open"}, Run: func() string {
		c := make(chan int)
		go close(c)
		select {
		case <-c:
			return "closed"
		default:
			<-c
			return "open"
		}
	}},
	{Name: "go with a function value and late arguments", Want: []string{"1"}, Run: func() string {
		c := make(chan int, 1)
		f := func(n int) { c <- n }
		n := 1
		go f(n)
		f, n = nil, 2
		return fmt.Sprint(<-c)
	}},
	{Name: "go with a bound method of an interface", Want: []string{"free"}, Run: func() string {
		var l sync.Locker = new(sync.Mutex)
		l.Lock()
		go l.Unlock()
		l.Lock()
		return "free"
	}},
	{Name: "Goexit runs deferred calls", Want: []string{"deferred"}, Run: func() string {
		c := make(chan string, 1)
		go func() {
			defer func() { c <- "deferred" }()
			runtime.Goexit()
		}()
		return <-c
	}},
	{Name: "Goexit below a lock", Want: []string{"free"}, Run: func() string {
		var mu sync.Mutex
		both(func() {
			mu.Lock()
			defer mu.Unlock()
			func() { runtime.Goexit() }()
		}, func() { mu.Lock(); mu.Unlock() })
		return "free"
	}},
	{Name: "NumGoroutine counts", Want: []string{"2", "3"}, Hangs: true, Run: func() string {
		stop := make(chan int)
		var wg sync.WaitGroup
		wg.Go(func() { <-stop })
		wg.Go(func() {})
		n := runtime.NumGoroutine()
		close(stop)
		wg.Wait()
		return fmt.Sprint(n)
	}},
	{Name: "wait until NumGoroutine falls", Want: []string{"over"}, Run: func() string {
		before := runtime.NumGoroutine()
		for range 3 {
			go yield()
		}
		for runtime.NumGoroutine() > before {
			runtime.Gosched()
		}
		return "over"
	}},
	{Name: "Stack shows goroutines", Want: []string{"chan receive true false", "runnable true false", "true false"}, Hangs: true, Run: func() string {
		stop := make(chan int)
		go func() { waitsFor(stop) }()
		defer close(stop)
		buf := make([]byte, 1<<20)
		text := string(buf[:runtime.Stack(buf, true)])
		at := strings.Index(text, "items.waitsFor(")
		if at < 0 { // it has not begun
			return fmt.Sprint(strings.Count(text, "[runnable]:") >= 1, " ", strings.Contains(text, "harness/sched."))
		}
		head := text[:at]
		state := head[strings.LastIndex(head, "[")+1 : strings.LastIndex(head, "]")]
		return fmt.Sprint(state, " ", strings.HasPrefix(text, "goroutine "), " ", strings.Contains(text[at:], "harness/sched."))
	}},
	{Name: "LockOSThread", Want: []string{"1"}, Run: func() string {
		c := make(chan int)
		go func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			c <- 1
		}()
		return fmt.Sprint(<-c)
	}},
	{Name: "nested goroutines", Want: []string{"a b", "b a"}, Run: func() string {
		var w words
		var wg sync.WaitGroup
		wg.Add(2)
		go func() {
			go func() { defer wg.Done(); w.add("a") }()
			defer wg.Done()
			w.add("b")
		}()
		wg.Wait()
		return w.String()
	}},
}

var panics = []Item{
	{Name: "recovered panic", Want: []string{"boom"}, Run: func() string {
		c := make(chan any, 1)
		go func() {
			defer func() { c <- recover() }()
			yield()
			panic("boom")
		}()
		return fmt.Sprint(<-c)
	}},
	{Name: "recovered panic releases the lock", Want: []string{"2"}, Run: func() string {
		var mu sync.Mutex
		n := 0
		step := func() {
			defer func() { recover() }()
			mu.Lock()
			defer mu.Unlock()
			n++
			panic(n)
		}
		both(step, step)
		return fmt.Sprint(n)
	}},
	{Name: "panic crosses tasks", Want: []string{"panic: boom"}, Hangs: true, Run: func() string {
		c := make(chan int)
		go func() { defer close(c); panic("boom") }()
		<-c
		select {}
	}},
	{Name: "panic handed to another goroutine", Want: []string{"boom again"}, Run: func() string {
		c := make(chan any)
		go func() {
			defer func() { c <- recover() }()
			panic("boom")
		}()
		return func() (s string) {
			defer func() { s = fmt.Sprint(recover(), " again") }()
			panic(<-c)
		}()
	}},
	{Name: "panic in a deferred call during a panic", Want: []string{"second"}, Run: func() string {
		c := make(chan any, 1)
		go func() {
			defer func() { c <- recover() }()
			defer func() { yield(); panic("second") }()
			panic("first")
		}()
		return fmt.Sprint(<-c)
	}},
	{Name: "runtime error in a goroutine", Want: []string{"runtime error: index out of range [1] with length 0"}, Run: func() string {
		c := make(chan any, 1)
		go func() {
			defer func() { c <- recover() }()
			var s []int
			one := 1
			s[one]++
		}()
		return fmt.Sprint(<-c)
	}},
}
