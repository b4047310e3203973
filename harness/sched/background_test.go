package sched

import "testing"

// TestTheNumberOfGoroutinesAloneProvesNothing has the runtime count more goroutines than there were, as it does for a moment in a garbage collection. Taken for
// a goroutine of the program, that would have stuck tasks look again at their channels in one execution, and not when it is made again.
func TestTheNumberOfGoroutinesAloneProvesNothing(t *testing.T) {
	s := New()
	defer s.Close()
	s.Run(1, Config{Strategy: &Random{}}, func() {
		r := Current().run
		r.natives--
		if r.started() {
			t.Error("a goroutine has been started that nobody can see")
		}
	})
}
