package shim

import (
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Hidden marks a channel, by way of Task.Attach, whose buffer is not to be seen: a timer's channel appears unbuffered.
type Hidden struct{}

// plain returns ch, which must be a channel, as one whose length can be asked for. There is no constraint that all three directions
// satisfy and from which the type of the elements could be inferred; it makes no difference to the length.
func plain[C any](ch C) chan struct{} { return *(*chan struct{})(unsafe.Pointer(&ch)) }

// Len is len(ch). C must be a channel type.
func Len[C any](ch C) int {
	if sched.Active() {
		return length(plain(ch))
	}
	return len(plain(ch))
}

func length(ch chan struct{}) int {
	t := sched.Current()
	if t == nil {
		return len(ch)
	}
	t.Point(sched.KindLen, address(ch))
	n := len(ch)
	if n == 1 && hidden(t, ch) {
		n = 0
	}
	if t.Tracing() {
		t.Result(n)
	}
	return n
}

// Cap is cap(ch). It is no yield point, since it never changes. C must be a channel type.
func Cap[C any](ch C) int {
	n := cap(plain(ch))
	if n == 1 && sched.Active() {
		return capacity(plain(ch))
	}
	return n
}

func capacity(ch chan struct{}) int {
	if t := sched.Current(); t != nil && hidden(t, ch) {
		return 0
	}
	return cap(ch)
}

func hidden(t *sched.Task, ch chan struct{}) bool {
	_, ok := t.Attached(address(ch)).(Hidden)
	return ok
}
