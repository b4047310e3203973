package sched

import "unsafe"

// Role tells tasks that run the same code from others: it is the same for those that one go statement starts, or that a wait group runs one
// function for. It means nothing beyond the execution.
func (t *Task) Role() uintptr { return t.role }

// Plays gives a task the role of f, which the function that it was started with only wraps.
func (t *Task) Plays(f func()) {
	if t != nil {
		t.role = code(f)
	}
}

// code returns the address of a function's instructions, which all closures of one function literal share.
func code(f func()) uintptr { return **(**uintptr)(unsafe.Pointer(&f)) }
