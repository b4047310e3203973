//go:build race

package sched

// racing says that tasks are goroutines of their own; see solo.go. It takes a program in which this package is compiled without calls of the
// race detector, as instrumented programs are: elsewhere tasks are coroutines, whose hand-over orders all that they do.
var racing = stamp != ""
