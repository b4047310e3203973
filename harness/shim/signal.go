package shim

import (
	"runtime"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
)

// Notify is os/signal.Notify, which is handed in. Signals come from outside, whenever they like: a task that waits at such a channel when nobody
// can run is no deadlock.
func Notify[S any](native func(c chan<- S, sig ...S)) func(c chan<- S, sig ...S) {
	return func(c chan<- S, sig ...S) {
		if c != nil {
			sched.Outside(address(c), "a signal, see os/signal.Notify at "+callerPlace())
		}
		native(c, sig...)
	}
}

// callerPlace is the line of whoever called the function that asks.
func callerPlace() string {
	_, file, line, _ := runtime.Caller(2)
	return file[strings.LastIndexByte(file, '/')+1:] + ":" + strconv.Itoa(line)
}
