package time

import (
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
)

// virtual is what stands behind a timer or ticker that the virtual clock drives.
type virtual struct {
	clock  *sched.Timer
	armed  atomic.Bool    // it will fire; a foreign goroutine can stop it by this alone
	c      chan Time      // nil for a function
	f      func()         // nil for a channel
	period sched.Duration // 0 for a timer
	owned  bool           // f belongs to the subject
}

func newVirtual(t *sched.Task, c chan Time, d Duration) *virtual {
	v := &virtual{c: c}
	v.begin(t, d)
	return v
}

func newPeriodic(t *sched.Task, c chan Time, d Duration) *virtual {
	v := &virtual{c: c, period: sched.Duration(d)}
	v.begin(t, d)
	return v
}

func newCall(t *sched.Task, d Duration, f func()) *virtual {
	v := &virtual{f: f, owned: t.Owned()}
	v.begin(t, d)
	return v
}

func (v *virtual) begin(t *sched.Task, d Duration) {
	t.Point(sched.KindTimer, nil)
	if v.c != nil && !buffered {
		t.Attach(address(v.c), shim.Hidden{})
	}
	v.start(t, d)
}

func (v *virtual) start(t *sched.Task, d Duration) {
	v.armed.Store(true)
	v.clock = t.AfterFunc(sched.Duration(d), v.fire)
	if v.c != nil {
		v.clock.Feed(address(v.c))
	}
}

// fire is what the clock does: it starts the function, or hands the time over as a send that doesn't wait. The time is that at which the
// timer was due.
func (v *virtual) fire() {
	due, run := v.clock.When(), v.clock.Run()
	if v.period > 0 && v.armed.Load() {
		v.clock.Reset(v.period - (run.Now()-due)%v.period)
	} else if !v.armed.Swap(false) {
		return
	}
	if v.f != nil {
		run.Go(v.f).Own(v.owned)
		return
	}
	now := at(due)
	if sched.Racing() {
		v.pass(run, now)
		return
	}
	if _, ok := run.Wake(address(v.c), sched.Recv, unsafe.Pointer(&now)); ok {
		return
	}
	select {
	case v.c <- now:
	default: // the last tick has not been received yet: this one is dropped
	}
}

// pass is what fire does to a channel where the race detector looks: the value goes through the buffer, also to a task that waits.
func (v *virtual) pass(run *sched.Run, now Time) {
	select {
	case v.c <- now:
	default:
		return
	}
	taken := run.OnWaiter(address(v.c), sched.Recv, func() bool {
		select {
		case <-v.c:
			return true
		default:
			return false
		}
	})
	if taken {
		run.Wake(address(v.c), sched.Recv, unsafe.Pointer(&now))
	}
}

// stop keeps the timer from firing and takes back what it has sent, which nobody has received. It reports whether the timer
// was pending, which includes that.
func (v *virtual) stop() bool {
	if t := current(); t != nil {
		t.Point(sched.KindTimer, unsafe.Pointer(v))
		return v.disarm(t)
	}
	return v.armed.Swap(false) || v.drain()
}

func (v *virtual) disarm(t *sched.Task) bool {
	if v.clock.Run() == t.Run() {
		v.clock.Stop()
	}
	pending := v.armed.Swap(false)
	return v.drain() || pending
}

// buffered says that the channels of timers show their buffer, and keep what is in it when the timer is stopped or started again: so it was
// before Go 1.23, and still is in programs whose main module says go 1.22 or older, or that are run with GODEBUG=asynctimerchan=1.
var buffered = showsBuffer()

func showsBuffer() bool {
	probe := time.NewTimer(time.Hour)
	defer probe.Stop()
	return cap(probe.C) == 1
}

// drain empties the channel, whose buffer is not supposed to be there.
func (v *virtual) drain() bool {
	if buffered {
		return false
	}
	select {
	case <-v.c:
		return true
	default:
		return false
	}
}

func (v *virtual) reset(d Duration) bool {
	t := current()
	if t == nil {
		return v.stop()
	}
	t.Point(sched.KindTimer, unsafe.Pointer(v))
	pending := v.disarm(t)
	v.start(t, d)
	return pending
}

func (v *virtual) resetPeriod(d Duration) {
	if v.reset(d); current() != nil {
		v.period = sched.Duration(d)
	}
}

func address(c chan Time) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&c)) }

// sending returns c as a channel that can be sent to. The direction is a matter of types only.
func sending(c <-chan Time) chan Time { return *(*chan Time)(unsafe.Pointer(&c)) }
