package linked

import "github.com/tenter-go/tenter/harness/shim/time"

// boot is how long before the beginning of an execution the machine was started, as the monotonic clock has it: the clock is never zero.
const boot = time.Hour

var epoch = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// sinceBoot is what the monotonic clock of the calling task says.
func sinceBoot() int64 { return int64(time.Since(epoch) + boot) }

// Nanotime is runtime.nanotime, or runtime.cputicks on a machine of a gigahertz.
func Nanotime(native func() int64) int64 {
	if task() != nil {
		return sinceBoot()
	}
	return native()
}

// Now is time.now.
func Now(native func() (int64, int32, int64)) (sec int64, nsec int32, mono int64) {
	if task() == nil {
		return native()
	}
	mono = sinceBoot()
	at := epoch.Add(time.Duration(mono) - boot)
	return at.Unix(), int32(at.Nanosecond()), mono
}
