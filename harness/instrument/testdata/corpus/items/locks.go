package items

import (
	"fmt"
	"sync"
)

type embedded struct {
	sync.Mutex
	n int
}

type byPointer struct {
	*sync.RWMutex
	n int
}

type named sync.Mutex

func (m *named) Lock()   { (*sync.Mutex)(m).Lock() }
func (m *named) Unlock() { (*sync.Mutex)(m).Unlock() }

// twice has two goroutines each read, give way and write under a lock: the sum is 2 if the lock works.
func twice(lock, unlock func()) string {
	n := 0
	step := func() {
		lock()
		defer unlock()
		v := n
		yield()
		n = v + 1
	}
	both(step, step)
	return fmt.Sprint(n)
}

// yield is a point at which others may run.
func yield() {
	c := make(chan int, 1)
	c <- 1
	<-c
}

func withLocker(l sync.Locker) string { return twice(l.Lock, l.Unlock) }

var locks = []Item{
	{Name: "no lock", Run: func() string { return twice(func() {}, func() {}) }, Want: []string{"1", "2"}, Hangs: true},
	{Name: "method values", Want: []string{"2"}, Run: func() string {
		var mu sync.Mutex
		lock, unlock := mu.Lock, mu.Unlock
		return twice(lock, unlock)
	}},
	{Name: "method expressions", Want: []string{"2"}, Run: func() string {
		var mu sync.Mutex
		lock, unlock := (*sync.Mutex).Lock, (*sync.Mutex).Unlock
		return twice(func() { lock(&mu) }, func() { unlock(&mu) })
	}},
	{Name: "embedded mutex", Want: []string{"2"}, Run: func() string {
		var e embedded
		return twice(e.Lock, e.Unlock)
	}},
	{Name: "embedded pointer", Want: []string{"2"}, Run: func() string {
		e := byPointer{RWMutex: new(sync.RWMutex)}
		return twice(e.Lock, e.Unlock)
	}},
	{Name: "defined mutex type", Want: []string{"2"}, Run: func() string { return withLocker(new(named)) }},
	{Name: "sync.Locker", Want: []string{"2"}, Run: func() string { return withLocker(&sync.Mutex{}) }},
	{Name: "RLocker shares", Want: []string{"1", "2"}, Hangs: true, Run: func() string { return withLocker(new(sync.RWMutex).RLocker()) }},
	{Name: "struct copies", Want: []string{"1", "2"}, Hangs: true, Run: func() string {
		var e embedded
		f := e // a copy has a lock of its own
		n := 0
		both(func() { e.Lock(); v := n; yield(); n = v + 1; e.Unlock() }, func() { f.Lock(); v := n; yield(); n = v + 1; f.Unlock() })
		return fmt.Sprint(n)
	}},
	{Name: "interface with a lock", Want: []string{"2"}, Run: func() string {
		var x interface {
			TryLock() bool
			sync.Locker
		} = &sync.Mutex{}
		return twice(func() {
			if !x.TryLock() {
				x.Lock()
			}
		}, x.Unlock)
	}},
	{Name: "AB-BA", Want: []string{"3 stuck", "done"}, Hangs: true, Run: func() string {
		var a, b embedded
		both(func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }, func() { b.Lock(); a.Lock(); a.Unlock(); b.Unlock() })
		return "done"
	}},
	{Name: "map of locks", Want: []string{"2"}, Run: func() string {
		m := map[string]*embedded{"x": {}}
		return twice(m["x"].Lock, m["x"].Unlock)
	}},
	{Name: "array of locks by value", Want: []string{"2"}, Run: func() string {
		var a [2]sync.Mutex
		return twice(a[1].Lock, a[1].Unlock)
	}},
	{Name: "cond", Want: []string{"ready"}, Run: func() string {
		c := sync.NewCond(&sync.Mutex{})
		ready := false
		both(func() {
			c.L.Lock()
			defer c.L.Unlock()
			for !ready {
				c.Wait()
			}
		}, func() { c.L.Lock(); ready = true; c.L.Unlock(); c.Signal() })
		return "ready"
	}},
	{Name: "cond with if", Want: []string{"2 stuck", "done"}, Hangs: true, Run: func() string {
		c := sync.NewCond(&sync.Mutex{})
		both(func() { c.L.Lock(); c.Wait(); c.L.Unlock() }, func() { c.Broadcast() })
		return "done"
	}},
	{Name: "OnceFunc", Want: []string{"1"}, Run: func() string {
		n := 0
		f := sync.OnceFunc(func() { yield(); n++ })
		both(f, f)
		return fmt.Sprint(n)
	}},
	{Name: "OnceValues", Want: []string{"1 <nil> 1 <nil>"}, Run: func() string {
		n := 0
		f := sync.OnceValues(func() (int, error) { yield(); n++; return n, nil })
		var a, b int
		var e1, e2 error
		both(func() { a, e1 = f() }, func() { b, e2 = f() })
		return fmt.Sprint(a, e1, b, e2)
	}},
	{Name: "OnceValue panics", Want: []string{"boom boom"}, Run: func() string {
		f := sync.OnceValue(func() int { yield(); panic("boom") })
		var a, b any
		both(func() { defer func() { a = recover() }(); f() }, func() { defer func() { b = recover() }(); f() })
		return fmt.Sprint(a, " ", b)
	}},
	{Name: "WaitGroup.Add inside", Want: []string{"0", "1"}, Hangs: true, Run: func() string {
		var wg sync.WaitGroup
		n := make(chan int, 1)
		go func() { wg.Add(1); defer wg.Done(); n <- 1 }()
		wg.Wait()
		return fmt.Sprint(len(n))
	}},
}
