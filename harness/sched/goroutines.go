package sched

import (
	"bytes"
	"runtime"
	"unsafe"
)

// Goroutine is a task as the runtime knows it.
type Goroutine struct {
	Number  string        // what the runtime calls it: "34"; "" if it has not begun, and the runtime has no goroutine for it
	Begin   *runtime.Func // with which it begins
	Kind    Kind          // what it is about to do, or waits for
	Blocked bool
	Current bool
}

// Goroutines returns the tasks that have not ended, in the order in which they were started; t, which calls it, is among them.
func (t *Task) Goroutines() (list []Goroutine) {
	for _, o := range t.run.tasks {
		if o.state == stateEnded {
			continue
		}
		g := Goroutine{Begin: beginning(o.fn), Kind: o.kind, Blocked: o.state == stateBlocked, Current: o == t}
		if o.worker != nil && o.kind != KindStart {
			g.Number = o.worker.number
		}
		list = append(list, g)
	}
	return list
}

// beginning returns the code of a function value, which begins with a pointer to it.
func beginning(f func()) *runtime.Func {
	if f == nil {
		return nil
	}
	return runtime.FuncForPC(**(**uintptr)(unsafe.Pointer(&f)))
}

// numberOfGoroutine returns what the runtime calls the calling goroutine.
func numberOfGoroutine() string {
	var buf [64]byte
	head := bytes.TrimPrefix(buf[:runtime.Stack(buf[:], false)], []byte("goroutine "))
	number, _, _ := bytes.Cut(head, []byte(" "))
	return string(number)
}
