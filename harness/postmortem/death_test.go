package postmortem

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCauseAndExcerpt(t *testing.T) {
	stack := "\n\ngoroutine 7 [running]:\nmain.f()\n\t/x/main.go:3 +0x1\n"
	tests := []struct{ status, output, cause, excerpt string }{
		{"exit status 3", "", "os.Exit(3)", ""},
		{"exit status 0", "bye\n", "os.Exit(0)", "bye"},
		{"exit status 2", "panic: unexpected call to os.Exit(0) during test\n", "os.Exit(0)", "panic: unexpected call to os.Exit(0) during test"},
		{"signal: killed", "", "signal: killed", ""},
		{"exit status 2", "fatal error: runtime: out of memory: cannot allocate 1-byte block", "fatal error: out of memory", "fatal error: runtime: out of memory: cannot allocate 1-byte block"},
		{
			"exit status 2", "chatter\nfatal error: concurrent map writes" + stack + "\ngoroutine 1 [coroutine]:\nmain.main()\n",
			"fatal error: concurrent map writes", "fatal error: concurrent map writes" + strings.TrimSuffix(stack, "\n"),
		},
		{
			"exit status 2", "runtime: goroutine stack exceeds 1000-byte limit\nfatal error: stack overflow" + stack,
			"fatal error: stack overflow", "runtime: goroutine stack exceeds 1000-byte limit\nfatal error: stack overflow" + strings.TrimSuffix(stack, "\n"),
		},
		{"exit status 1", strings.Repeat("line\n", 100), "os.Exit(1)", strings.TrimSuffix(strings.Repeat("line\n", excerptLines), "\n")},
	}
	for _, test := range tests {
		if got := Cause(test.status, test.output); got != test.cause {
			t.Errorf("%q: cause %q, want %q", test.output, got, test.cause)
		}
		if diff := cmp.Diff(test.excerpt, Excerpt(test.output)); diff != "" {
			t.Errorf("excerpt, want (-), got (+):\n%s", diff)
		}
	}
}

func TestDying(t *testing.T) {
	for output, want := range map[string]bool{
		"runtime: goroutine stack exceeds 1000-byte limit\n": true,
		"chatter\nfatal error: concurrent map writes\n":      true,
		"panic: seen, and recovered from\n":                  false,
		"it said: fatal error: this one is of the program\n": false,
		"": false,
	} {
		if got := Dying(output); got != want {
			t.Errorf("%q: %v, want %v", output, got, want)
		}
	}
}

// The runtime says first why it ends a process, and then prints stacks, of which there may be more than are kept.
func TestTailKeepsTheFirstOfTheLastWords(t *testing.T) {
	for _, before := range []int{0, 10, 70 << 10, 300 << 10} {
		var tail Tail
		for range before / 10 {
			tail.Write([]byte("all right\n"))
		}
		tail.Write([]byte("fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [select]:\nmain.main()\n\n"))
		for range 50_000 {
			tail.Write([]byte("goroutine 9 [running]:\nmain.f()\n\n"))
		}
		text := tail.String()
		if got := Cause("exit status 2", text); got != "fatal error: all goroutines are asleep - deadlock!" {
			t.Errorf("%d bytes before: %q", before, got)
		}
		if !strings.Contains(Excerpt(text), "main.main()") || len(text) > 80<<10 {
			t.Errorf("%d bytes before: %d are kept, of which it tells: %s", before, len(text), Excerpt(text))
		}
	}
}
