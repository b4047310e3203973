//go:build !race

package sched

// current is the task that holds control, idleTask while the driver does, and nil when no controlled execution is active. Whatever
// goroutine asks, one load decides whether it must look further.
//
// Foreign goroutines read it while it is written. An atomic store would cost a tenth of a change of tasks, and buy nothing: a word is
// never seen half written (Go's memory model), and the only question that a foreign goroutine asks, whether the task that it sees is
// itself, is answered no for every task that it can see, since all of them run on other goroutines.
var current *Task

func setCurrent(t *Task) { current = t }

func getCurrent() *Task { return current }
