package sync_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// everyMapMethod calls each method with each outcome that it has.
func everyMapMethod(l *shimtest.Log) {
	var m sync.Map
	two := func(v any, ok bool) { l.Add(v, ok) }
	two(m.Load("a"))
	two(m.LoadOrStore("a", 1))
	two(m.LoadOrStore("a", 2))
	m.Store("a", 3)
	two(m.Swap("a", 4))
	two(m.Swap("b", 5))
	l.Add(m.CompareAndSwap("a", 3, 6), m.CompareAndSwap("a", 4, 6))
	l.Add(m.CompareAndDelete("b", 6), m.CompareAndDelete("b", 5))
	two(m.LoadAndDelete("a"))
	two(m.LoadAndDelete("a"))
	m.Store("c", 7)
	m.Delete("c")
	m.Store("d", 8)
	m.Range(func(k, v any) bool { l.Add(k, v); return true })
	m.Clear()
	two(m.Load("d"))
}

func TestMapMethods(t *testing.T) {
	const want = "<nil> false 1 false 1 true 3 true <nil> false false true false true 6 true <nil> false d 8 <nil> false"
	var native, controlled shimtest.Log
	everyMapMethod(&native)
	shimtest.Default(t, func() { everyMapMethod(&controlled) })
	if d := cmp.Diff(want, native.Outcome()); d != "" {
		t.Errorf("natively (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want, controlled.Outcome()); d != "" {
		t.Errorf("under control (-want +got):\n%s", d)
	}
}

func TestMapOrder(t *testing.T) {
	var before sync.Map
	for _, k := range []any{3, "b", -1, "a", 2} {
		before.Store(k, 0)
	}
	var l shimtest.Log
	shimtest.Default(t, func() {
		m := &before
		m.Store("z", 0)
		m.Store("y", 0)
		m.Delete("b")
		m.Store("b", 0)
		m.Store("z", 1) // keeps its place
		var strings, ints []any
		m.Range(func(k, _ any) bool {
			if _, ok := k.(string); ok {
				strings = append(strings, k)
			} else {
				ints = append(ints, k)
			}
			return true
		})
		l.Add(strings, ints)
		seen := 0
		m.Range(func(_, _ any) bool { seen++; return seen < 2 })
		l.Add(seen)
	})
	if d := cmp.Diff("[a z y b] [-1 2 3] 2", l.Outcome()); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func TestMapOutcomes(t *testing.T) {
	check(t, 3, []outcome{
		{"one of two stores first", func() func() string {
			var l shimtest.Log
			var m sync.Map
			store := func(v int) func() {
				return func() {
					if _, loaded := m.LoadOrStore("k", v); !loaded {
						l.Add(v)
					}
				}
			}
			tasks(store(1), store(2))
			return l.Outcome
		}, []string{"1", "2"}},
		{"Range is no snapshot", func() func() string {
			var l shimtest.Log
			var m sync.Map
			m.Store(1, 0)
			m.Store(2, 0)
			tasks(
				func() { m.Range(func(k, v any) bool { l.Add(k, v); return true }) },
				func() { m.Store(1, 9); m.Store(2, 9); m.Delete(1) })
			return l.Outcome
		}, []string{"1 0 2 0", "1 0 2 9", "1 9 2 0", "1 9 2 9", "2 9"}},
	})
}

func TestPoolOutcomes(t *testing.T) {
	check(t, 3, []outcome{
		{"what was put last, or something fresh", func() func() string {
			var l shimtest.Log
			p := sync.Pool{New: func() any { return "new" }}
			p.Put("a")
			p.Put("b")
			p.Put(nil)
			l.Add(p.Get(), p.Get())
			return l.Outcome
		}, []string{"b a", "b new", "new b", "new new"}},
		{"nobody gets what another one has", func() func() string {
			var l shimtest.Log
			var p sync.Pool
			p.Put("a")
			tasks(func() { l.Add(p.Get()) }, func() { l.Add(p.Get()) })
			return l.Outcome
		}, []string{"<nil> <nil>", "<nil> a", "a <nil>"}},
	})
}

func TestPoolIsEmptiedBetweenExecutions(t *testing.T) {
	var p sync.Pool
	s := sched.New()
	defer s.Close()
	for range 2 {
		var got any
		s.Run(0, sched.Config{Strategy: &sched.Replay{}}, func() {
			got = p.Get()
			p.Put("left")
		})
		if got != nil {
			t.Errorf("found %v in a pool of an earlier execution", got)
		}
	}
}
