package twin

import (
	"strings"
	"testing"
)

func TestDeath(t *testing.T) {
	for _, test := range []struct {
		death         Death
		message, tail string
	}{
		{Death{Cause: "exit status 3", Output: "hello\n"}, "the process ended: os.Exit(3)", "hello"},
		{Death{Cause: "exit status 2", Output: "noise\nfatal error: all goroutines are asleep\n\ngoroutine 1 [x]:\nmain.f()\n\ngoroutine 2 [y]:\nmain.g()\n"},
			"the process ended: fatal error: all goroutines are asleep", "fatal error: all goroutines are asleep\n\ngoroutine 1 [x]:\nmain.f()"},
		{Death{Cause: "exit status 2", Output: "panic: unexpected call to os.Exit(0) during test\n"}, "the process ended: os.Exit(0)",
			"panic: unexpected call to os.Exit(0) during test"},
		{Death{Cause: "signal: killed"}, "the process ended: signal: killed", ""},
		{Death{Cause: "killed: the execution did not end within 1s", Endless: true,
			Output: "SIGQUIT: quit\n\ngoroutine 1 [chan receive]:\ntesting.tRunner\n\ngoroutine 7 [running]:\nuser.loop()\nx/harness/sched.(*worker).serve\n\ngoroutine 8 [coroutine]:\n"},
			"killed: the execution did not end within 1s: it runs without passing a yield point, in an endless loop or a call that waits outside control (TENTER_STALL sets the limit)",
			"goroutine 7 [running]:\nuser.loop()\nx/harness/sched.(*worker).serve"},
	} {
		if got := test.death.Message(); got != test.message {
			t.Errorf("%+v: message %q, want %q", test.death, got, test.message)
		}
		if got := test.death.Excerpt(); got != test.tail {
			t.Errorf("%+v: excerpt %q, want %q", test.death, got, test.tail)
		}
	}
}

func TestTail(t *testing.T) {
	var w tail
	for i := range 10_000 {
		w.Write([]byte(strings.Repeat("x", i%7) + "\n"))
		if i%1000 == 0 && len(w.String()) > tailMost {
			t.Fatalf("%d bytes are kept, more than %d", len(w.String()), tailMost)
		}
	}
	w.Write([]byte("the end\n"))
	if s := w.String(); !strings.HasSuffix(s, "\nthe end\n") || len(s) < tailMost/2 {
		t.Errorf("%d bytes are kept; the last are %q", len(s), s[max(0, len(s)-20):])
	}
}
