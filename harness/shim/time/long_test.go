package time_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/time"
)

// A goroutine that works until somebody has slept would never be told to stop if time stood still while it works. No strategy may keep that
// from happening, however long it may have its way.
func TestTimePassesWhileOthersWork(t *testing.T) {
	for _, s := range []sched.Strategy{&sched.Replay{}, &sched.Random{}, &sched.PCT{Depth: 2}, &sched.Sticky{Stay: 100}} {
		for _, fair := range []int{20_000, 800_000} {
			sch := sched.New()
			ended := false
			res, _ := sch.Run(1, sched.Config{Strategy: s, FairAfter: fair}, func() {
				var stop atomic.Bool
				var n atomic.Int64
				shim.Go(func() {
					for !stop.Load() {
						n.Add(1)
					}
					ended = true
				})
				time.Sleep(20 * time.Millisecond)
				stop.Store(true)
			})
			sch.Close()
			if !ended || res.Steps > fair+80_000 {
				t.Errorf("%T, fair after %d: the worker has ended: %v; %d steps", s, fair, ended, res.Steps)
			}
		}
	}
}

// Work that a real machine does in no time must not take so long that somebody's patience ends.
func TestLongWorkIsInTime(t *testing.T) {
	late, left := false, 0
	shimtest.Default(t, func() {
		time.AfterFunc(time.Second, func() { late = true })
		var n atomic.Int64
		for range 200_000 {
			n.Add(1)
		}
		if left = int(n.Load()); late {
			t.Error("a second has passed")
		}
	})
	if left != 200_000 || !late {
		t.Errorf("%d additions; the timer fired afterwards: %v", left, late)
	}
}
