package sync_test

import (
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

func TestOnceOutcomes(t *testing.T) {
	check(t, 3, []outcome{
		{"the second caller waits for the end of the first", func() func() string {
			var l shimtest.Log
			var o sync.Once
			call := func() {
				o.Do(func() { l.Add("begin"); shim.Gosched(); l.Add("end") })
				l.Add("after")
			}
			tasks(call, call)
			return l.Outcome
		}, []string{"begin end after after"}},
		{"done even if f panics", func() func() string {
			var l shimtest.Log
			var o sync.Once
			call := func() {
				l.Try(func() { o.Do(func() { shim.Gosched(); panic("f") }) })
				l.Add("after")
			}
			tasks(call, call)
			return l.Outcome
		}, []string{"f after after"}},
		{"done even if f ends its goroutine", func() func() string {
			var l shimtest.Log
			var o sync.Once
			tasks(
				func() { defer l.Add("over"); o.Do(runtime.Goexit); l.Add("went on") },
				func() { o.Do(func() { l.Add("f") }); l.Add("after") })
			return l.Outcome
		}, []string{"f after went on over", "over after"}},
		{"calling it from f is stuck", func() func() string {
			var o sync.Once
			tasks(func() { o.Do(func() { o.Do(func() {}) }) })
			return func() string { return "" }
		}, []string{"stuck: 1"}},
	})
}

// lazily uses what OnceFunc, OnceValue and OnceValues return, in good cases and bad ones.
func lazily(l *shimtest.Log) {
	f := sync.OnceFunc(func() { l.Add("f") })
	f()
	f()
	v := sync.OnceValue(func() int { l.Add("v"); return 7 })
	l.Add(v(), v())
	w := sync.OnceValues(func() (int, string) { l.Add("w"); return 8, "x" })
	a, b := w()
	l.Add(a, b)
	a, b = w()
	l.Add(a, b)
	p := sync.OnceValue(func() int { l.Add("p"); panic("bad") })
	l.Try(func() { p() })
	l.Try(func() { p() })
	l.Try(sync.OnceFunc(nil))
}

func TestOnceFunctions(t *testing.T) {
	const want = "f v 7 7 w 8 x 8 x p bad bad runtime error: invalid memory address or nil pointer dereference"
	var native, controlled shimtest.Log
	lazily(&native)
	res := shimtest.Default(t, func() { lazily(&controlled) })
	if d := cmp.Diff(want, native.Outcome()); d != "" {
		t.Errorf("natively (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want, controlled.Outcome()); d != "" || res.Panic != nil {
		t.Errorf("under control, panic %v (-want +got):\n%s", res.Panic, d)
	}
}
