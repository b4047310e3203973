package sched

// stamp is set by the linker in instrumented programs; see package instrument, which writes and reads it.
var stamp string

// Stamp returns what the build of this program says about its instrumentation, or "" if the program is not instrumented.
func Stamp() string { return stamp }

// triesLocks reports whether the program asks somewhere whether a lock is held. The stamp says so.
var triesLocks = hasField(stamp, "tries=1")

func hasField(stamp, field string) bool {
	for from := 0; ; {
		to := from
		for to < len(stamp) && stamp[to] != ';' {
			to++
		}
		if stamp[from:to] == field {
			return true
		}
		if to == len(stamp) {
			return false
		}
		from = to + 1
	}
}
