//go:build race

package sched

import "sync/atomic"

// current is that of other builds, in a form to which the race detector does not object.
var current atomic.Pointer[Task]

func setCurrent(t *Task) { current.Store(t) }

func getCurrent() *Task { return current.Load() }
