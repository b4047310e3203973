package sched

// stamp is set by the linker in instrumented programs; see package instrument, which writes and reads it.
var stamp string

// Stamp returns what the build of this program says about its instrumentation, or "" if the program is not instrumented.
func Stamp() string { return stamp }
