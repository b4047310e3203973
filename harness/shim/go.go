package shim

import (
	"runtime"

	"github.com/tenter-go/tenter/harness/sched"
)

// Go is go f(). Starting a task is no yield point: nobody can tell when it happened, since the new task has steps of its own.
func Go(f func()) {
	if t := sched.Current(); t != nil {
		t.Go(f)
		return
	}
	go f()
}

// Gosched is runtime.Gosched.
func Gosched() {
	if t := sched.Current(); t != nil {
		t.Point(sched.KindGosched, nil)
		return
	}
	runtime.Gosched()
}

// Block is select {}.
func Block() {
	if t := sched.Current(); t != nil {
		never(t, sched.KindSelect)
	}
	select {}
}
