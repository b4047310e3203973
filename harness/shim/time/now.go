package time

import (
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// epoch is the virtual time at which every execution begins.
var epoch = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// at returns the virtual time at d after the beginning.
func at(d sched.Duration) Time { return epoch.Add(Duration(d)) }

// current is sched.Current, small enough to be asked first.
func current() *sched.Task {
	if sched.Active() {
		return sched.Current()
	}
	return nil
}

// Now is time.Now.
func Now() Time {
	if t := current(); t != nil {
		return now(t)
	}
	return time.Now()
}

func now(t *sched.Task) Time {
	t.Point(sched.KindNow, nil)
	return at(t.Look())
}

// Since is time.Since.
func Since(t Time) Duration {
	if task := current(); task != nil {
		return sub(now(task), t)
	}
	return time.Since(t)
}

// Until is time.Until.
func Until(t Time) Duration {
	if task := current(); task != nil {
		return -sub(now(task), t)
	}
	return time.Until(t)
}

// before is how long before the beginning of an execution everything counts as having been that a task finds in variables of the program.
const before = Second

// sub is how long t was before now, a moment of virtual time. A time with a monotonic reading was taken natively, by an init function say, and the real
// time between the two must not reach the program: many a clock is the time since the program was started.
func sub(now, t Time) Duration {
	if t != t.Round(0) {
		t = epoch.Add(-before)
	}
	return now.Sub(t)
}

// Sleep is time.Sleep.
func Sleep(d Duration) {
	if t := current(); t != nil {
		sleep(t, d)
		return
	}
	time.Sleep(d)
}

func sleep(t *sched.Task, d Duration) {
	t.Point(sched.KindSleep, nil)
	if d <= 0 {
		return
	}
	bed := unsafe.Pointer(new(int)) // what nobody else waits at
	run := t.Run()
	t.AfterFunc(sched.Duration(d), func() { run.Wake(bed, sched.Any, nil) }).Feed(bed)
	t.BlockFor(sched.KindSleep, nil, bed)
}
