package report_test

import (
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// nest locks the locks in their order and unlocks them.
func nest(locks ...sync.Locker) {
	for _, l := range locks {
		l.Lock()
	}
	for _, l := range locks {
		l.Unlock()
	}
}

func TestLockOrders(t *testing.T) {
	for _, test := range []struct {
		name string
		body func(a, b, c *sync.RWMutex)
		want string // what each sentence contains, one a line
	}{
		{"opposite orders", func(a, b, _ *sync.RWMutex) {
			shim.Go(func() { nest(a, b) })
			shim.Go(func() { nest(b, a) })
		}, "one goroutine locks A at lockorder_test.go:17 and then B at lockorder_test.go:17, another locks B at"},
		{"a circle of three", func(a, b, c *sync.RWMutex) {
			shim.Go(func() { nest(a, b) })
			shim.Go(func() { nest(b, c) })
			shim.Go(func() { nest(c, a) })
		}, "locks C at lockorder_test.go:17 and then A at"},
		{"one order", func(a, b, c *sync.RWMutex) {
			shim.Go(func() { nest(a, b, c) })
			shim.Go(func() { nest(a, c) })
			shim.Go(func() { nest(b, c) })
		}, ""},
		{"one goroutine", func(a, b, _ *sync.RWMutex) {
			nest(a, b)
			nest(b, a)
		}, ""},
		{"a lock around both", func(a, b, c *sync.RWMutex) {
			shim.Go(func() { nest(c, a, b) })
			shim.Go(func() { nest(c, b, a) })
		}, ""},
		{"readers of one", func(a, b, _ *sync.RWMutex) {
			shim.Go(func() { nest(a, b.RLocker()) })
			shim.Go(func() { nest(b.RLocker(), a) })
		}, ""},
		{"a reader and a writer", func(a, b, _ *sync.RWMutex) {
			shim.Go(func() { nest(a.RLocker(), b) })
			shim.Go(func() { nest(b, a) })
		}, "another locks B at"},
		{"trying does not wait", func(a, b, _ *sync.RWMutex) {
			shim.Go(func() { nest(a, b) })
			shim.Go(func() {
				b.Lock()
				if a.TryLock() {
					a.Unlock()
				}
				b.Unlock()
			})
		}, ""},
		{"ordered by a channel", func(a, b, _ *sync.RWMutex) {
			done := make(chan bool)
			shim.Go(func() { nest(a, b); shim.Close(done) })
			shim.From(done).Recv()
			nest(b, a)
		}, ""},
		{"ordered by a wait group", func(a, b, _ *sync.RWMutex) {
			var wg sync.WaitGroup
			wg.Go(func() { nest(a, b) })
			wg.Wait()
			nest(b, a)
		}, ""},
		{"ordered by the go statement", func(a, b, _ *sync.RWMutex) {
			nest(a, b)
			shim.Go(func() { nest(b, a) })
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := sched.New()
			defer s.Close()
			var a, b, c sync.RWMutex
			res, _ := s.Run(1, sched.Config{Strategy: &sched.Replay{}, Trace: true}, func() { test.body(&a, &b, &c) })
			if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
				t.Fatalf("ended %v, stuck %v", res.Ending, res.Stuck)
			}
			got := strings.Join(report.LockOrders(&exec.Execution{Result: res}), "\n")
			if (got == "") != (test.want == "") || !strings.Contains(got, test.want) || strings.Count(got, "\n") > 0 {
				t.Errorf("got %q, want something with %q", got, test.want)
			}
		})
	}
}
