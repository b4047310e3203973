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
		return now(task).Sub(t)
	}
	return time.Since(t)
}

// Until is time.Until.
func Until(t Time) Duration {
	if task := current(); task != nil {
		return t.Sub(now(task))
	}
	return time.Until(t)
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
