package shim

import (
	"github.com/tenter-go/tenter/harness/sched"
)

// Hidden marks a channel, by way of Task.Attach, whose buffer is not to be seen: a timer's channel appears unbuffered.
type Hidden struct{}

// Len is len(ch).
func Len[C ~chan T | ~<-chan T | ~chan<- T, T any](ch C) int {
	if sched.Active() {
		return length[C, T](ch)
	}
	return len(ch)
}

func length[C ~chan T | ~<-chan T | ~chan<- T, T any](ch C) int {
	t := sched.Current()
	if t == nil {
		return len(ch)
	}
	p := address(ch)
	t.Point(sched.KindLen, p)
	n := len(ch)
	if n == 1 && hidden(t, ch) {
		n = 0
	}
	if t.Tracing() {
		t.Result(n)
	}
	return n
}

// Cap is cap(ch). It is no yield point, since it never changes.
func Cap[C ~chan T | ~<-chan T | ~chan<- T, T any](ch C) int {
	n := cap(ch)
	if n == 1 && sched.Active() {
		if t := sched.Current(); t != nil && hidden(t, ch) {
			return 0
		}
	}
	return n
}

func hidden[C any](t *sched.Task, ch C) bool {
	_, ok := t.Attached(address(ch)).(Hidden)
	return ok
}
