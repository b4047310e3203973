package time_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/harness/shim/time"
)

// Go's mutex does not let a goroutine take it again and again while another one waits for long. So a strategy that never lets the other one have it
// makes executions that no real program has, and deadlines strike that could not.
func TestNobodyWaitsLongForALockThatIsFree(t *testing.T) {
	for _, fair := range []int{20_000, 800_000} {
		sch := sched.New()
		var waited time.Duration
		sch.Run(1, sched.Config{Strategy: &sched.Replay{}, FairAfter: fair}, func() {
			var mu sync.Mutex
			stop := false
			shim.Go(func() {
				for end := false; !end; {
					mu.Lock()
					time.Sleep(time.Millisecond)
					end = stop
					mu.Unlock()
				}
			})
			start := time.Now()
			time.Sleep(time.Millisecond)
			mu.Lock()
			stop = true
			mu.Unlock()
			waited = time.Since(start)
		})
		sch.Close()
		if waited == 0 || waited > 20*time.Millisecond {
			t.Errorf("fair after %d steps: it waited for %v", fair, waited)
		}
	}
}
