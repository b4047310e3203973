package worker

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTail(t *testing.T) {
	var w tail
	w.Write([]byte("short\nand whole"))
	if got := w.String(); got != "short\nand whole" {
		t.Errorf("%q, want all that was written", got)
	}
	line := strings.Repeat("x", 99) + "\n"
	for range 10 * tailSize / len(line) {
		w.Write([]byte(line))
	}
	w.Write([]byte("the end\n"))
	got := w.String()
	if len(got) > tailSize || len(got) < tailSize/2 || !strings.HasPrefix(got, line) || !strings.HasSuffix(got, "\nthe end\n") {
		t.Errorf("%d bytes, from %.20q to %q; want whole lines up to the end, at most %d bytes", len(got), got, got[len(got)-20:], tailSize)
	}
}

const stacks = `goroutine 1 [coroutine]:
github.com/tenter-go/tenter/harness/sched.(*worker).resume(0xc000126000)
	/src/tenter/harness/sched/worker.go:40 +0x1d

goroutine 8 [coroutine, 2 minutes]:
example.com/queue.(*Queue).Push(...)
	/home/u/queue/queue.go:12 +0x44
github.com/tenter-go/tenter/harness/sched.(*worker).loop(0xc000126000)
	/src/tenter/harness/sched/worker.go:70 +0x1d

goroutine 5 [syscall]:
os.(*File).Read(0xc00011e0a8)
	/go/src/os/file.go:124 +0x4f
github.com/tenter-go/tenter/harness/worker.(*server).listen(0xc000132000)
	/src/tenter/harness/worker/serve.go:120 +0x2d

goroutine 9 [STATE]:
sync.(*Mutex).lockSlow(0xc00012)
	/go/src/sync/mutex.go:90 +0x85
github.com/tenter-go/tenter/harness/shim/atomic.(*Int64).Add(0xc00012, 0x1)
	/src/tenter/harness/shim/atomic/int.go:9 +0x85
example.com/queue.(*Queue).Pop(0xc00012)
	/home/u/queue/queue.go:41 +0x85
example.com/queue.Drain(...)
	/home/u/queue/drain.go:7
github.com/tenter-go/tenter/harness/sched.(*worker).loop(0xc000126000)
	/src/tenter/harness/sched/worker.go:70 +0x1d
`

func TestLocate(t *testing.T) {
	for state, want := range map[string]string{
		"running":            "queue.go:41 in queue.(*Queue).Pop, which runs and never gives way",
		"runnable":           "queue.go:41 in queue.(*Queue).Pop, which runs and never gives way",
		"semacquire, 1 hour": "queue.go:41 in queue.(*Queue).Pop, which waits where the scheduler has no control (semacquire)",
		"coroutine":          "", // everybody waits for a turn: nothing is in progress
	} {
		text := strings.Replace(stacks, "STATE", state, 1)
		if got := locate(text, "/go/src/"); got != want {
			t.Errorf("%s: %q, want %q", state, got, want)
		}
	}
	if root := stdRoot(); root != "" && !strings.HasSuffix(root, "/src/") {
		t.Errorf("the standard library's sources are said to be in %q", root)
	}
}

func TestCauseAndExcerpt(t *testing.T) {
	stack := "\n\ngoroutine 7 [running]:\nmain.f()\n\t/x/main.go:3 +0x1\n"
	tests := []struct{ status, output, cause, excerpt string }{
		{"exit status 3", "", "os.Exit(3)", ""},
		{"exit status 0", "bye\n", "os.Exit(0)", "bye"},
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
		f := &failure{status: test.status, output: test.output}
		if got := f.cause(); got != test.cause {
			t.Errorf("%q: cause %q, want %q", test.output, got, test.cause)
		}
		if diff := cmp.Diff(test.excerpt, f.excerpt()); diff != "" {
			t.Errorf("excerpt, want (-), got (+):\n%s", diff)
		}
	}
}

func TestControlOf(t *testing.T) {
	got := ControlOf("tenter=1;id=abc;packages=19;points=94;limits=1;package=x 94;limit=x f.go:3 cgo call;later=unknown")
	if diff := cmp.Diff(Control{Packages: 19, Points: 94, Limits: []string{"x f.go:3 cgo call"}}, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}
