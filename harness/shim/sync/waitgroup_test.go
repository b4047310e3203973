package sync_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

func TestWaitGroupOutcomes(t *testing.T) {
	check(t, 3, []outcome{
		{"wait returns after the last is done", func() func() string {
			var l shimtest.Log
			var wg sync.WaitGroup
			wg.Add(2)
			done := func() { l.Add("done"); wg.Done() }
			tasks(done, done, func() { wg.Wait(); l.Add("waited") })
			return l.Outcome
		}, []string{"done done waited"}},
		{"Go counts by itself", func() func() string {
			var l shimtest.Log
			var wg sync.WaitGroup
			wg.Go(func() { shim.Gosched(); l.Add("done") })
			wg.Wait()
			l.Add("waited")
			return l.Outcome
		}, []string{"done waited"}},
		{"a missing Done is stuck", func() func() string {
			var wg sync.WaitGroup
			wg.Add(2)
			tasks(wg.Done, wg.Wait, wg.Wait)
			return func() string { return "" }
		}, []string{"stuck: 2 3"}},
		{"below zero panics", func() func() string {
			var l shimtest.Log
			var wg sync.WaitGroup
			wg.Add(1)
			tasks(func() { l.Try(wg.Done) }, func() { l.Try(wg.Done) })
			return l.Outcome
		}, []string{"sync: negative WaitGroup counter"}},
		{"adding inside races with waiting", func() func() string {
			var l shimtest.Log
			var wg sync.WaitGroup
			tasks(
				func() { wg.Add(1); l.Add("work"); wg.Done() },
				func() { wg.Wait(); l.Add("waited") })
			return l.Outcome
		}, []string{"waited work", "work waited"}},
		{"reuse before a wait has returned panics", func() func() string {
			var l shimtest.Log
			var wg sync.WaitGroup
			wg.Add(1)
			tasks(
				func() { l.Try(wg.Wait); l.Add("waited") },
				func() { wg.Done(); wg.Add(1); wg.Done() })
			return l.Outcome
		}, []string{"sync: WaitGroup is reused before previous Wait has returned waited", "waited"}},
		{"a panic in Go is not caught", func() func() string {
			var wg sync.WaitGroup
			wg.Go(func() { panic("f") })
			wg.Wait()
			return func() string { return "" }
		}, []string{"panic: f"}},
	})
}
