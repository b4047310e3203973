package items

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type config struct{ n int }

// double is a double-checked flag: with an atomic pointer it makes one config.
func double[P interface {
	Load() *config
	CompareAndSwap(old, new *config) bool
}](p P) int {
	if c := p.Load(); c != nil {
		return c.n
	}
	if p.CompareAndSwap(nil, &config{1}) {
		return 1
	}
	return p.Load().n
}

type guarded struct {
	atomic.Int64
	state atomic.Pointer[config]
}

var values = []Item{
	{Name: "atomic.Pointer", Want: []string{"1 1"}, Run: func() string {
		var p atomic.Pointer[config]
		var a, b int
		both(func() { a = double(&p) }, func() { b = double(&p) })
		return fmt.Sprint(a, b)
	}},
	{Name: "lost update", Want: []string{"1", "2"}, Hangs: true, Run: func() string {
		var n atomic.Int64
		step := func() { n.Store(n.Load() + 1) }
		both(step, step)
		return fmt.Sprint(n.Load())
	}},
	{Name: "embedded atomics", Want: []string{"2"}, Run: func() string {
		var g guarded
		add := g.Add
		both(func() { g.Add(1) }, func() { add(1) })
		return fmt.Sprint(g.Load())
	}},
	{Name: "atomic functions", Want: []string{"2"}, Run: func() string {
		var n int32
		add := atomic.AddInt32
		both(func() { add(&n, 1) }, func() { atomic.AddInt32(&n, 1) })
		return fmt.Sprint(atomic.LoadInt32(&n))
	}},
	{Name: "atomic.Value", Want: []string{"<nil>", "config"}, Run: func() string {
		var v atomic.Value
		out := ""
		both(func() { v.Store(config{1}) }, func() {
			if v.Load() == nil {
				out = "<nil>"
			} else {
				out = "config"
			}
		})
		return out
	}},
	{Name: "spin on an atomic", Want: []string{"over"}, Run: func() string {
		var flag atomic.Bool
		go flag.Store(true)
		for !flag.Load() {
		}
		return "over"
	}},
	{Name: "sync.Map", Want: []string{"a then b", "b"}, Run: func() string {
		var m sync.Map
		var v any
		both(func() { v, _ = m.LoadOrStore("k", "a") }, func() { m.Store("k", "b") })
		if last, _ := m.Load("k"); v != last {
			return fmt.Sprint(v, " then ", last)
		}
		return fmt.Sprint(v)
	}},
	{Name: "sync.Pool", Want: []string{"1"}, Run: func() string {
		p := sync.Pool{New: func() any { return new(int) }}
		x := p.Get().(*int)
		*x++
		n := *x
		*x = 0
		p.Put(x)
		return fmt.Sprint(n)
	}},
}
