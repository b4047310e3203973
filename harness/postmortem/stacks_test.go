package postmortem

import (
	"strings"
	"testing"
)

func TestTail(t *testing.T) {
	var w Tail
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

// waitingTest is a test, and a TestMain, for which a deputy makes the executions.
const waitingTest = `
goroutine 2 [select]:
github.com/tenter-go/tenter/harness/sched.(*Scheduler).watched(0xc00012)
	/src/tenter/harness/sched/deputy.go:80 +0x1d
example.com/queue.TestQueue(0xc00012)
	/home/u/queue/queue_test.go:9 +0x1d
testing.tRunner(0xc00012, 0xc00014)
	/go/src/testing/testing.go:1934 +0x1d

goroutine 3 [select]:
github.com/tenter-go/tenter/harness/sched.(*Scheduler).watched(0xc00012)
	/src/tenter/harness/sched/deputy.go:80 +0x1d
testing.(*M).Run(0xc00012)
	/go/src/testing/testing.go:2000 +0x1d
example.com/queue.TestMain(0xc00012)
	/home/u/queue/queue_test.go:5 +0x1d
`

func TestPlace(t *testing.T) {
	for state, want := range map[string]string{
		"running":            "queue.go:41 in queue.(*Queue).Pop, which runs and never gives way",
		"runnable":           "queue.go:41 in queue.(*Queue).Pop, which runs and never gives way",
		"semacquire, 1 hour": "queue.go:41 in queue.(*Queue).Pop, which waits where the scheduler has no control (semacquire)",
		"coroutine":          "", // everybody waits for a turn: nothing is in progress
	} {
		text := strings.Replace(stacks, "STATE", state, 1)
		if got := place(text, "/go/src/"); got != want {
			t.Errorf("%s: %q, want %q", state, got, want)
		}
	}
	unlined := strings.NewReplacer("STATE", "running", "queue.go:41", "queue.go:0").Replace(stacks)
	if got, want := place(unlined, "/go/src/"), "queue.(*Queue).Pop, called at drain.go:7 in queue.Drain, which runs and never gives way"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := atWork(strings.Replace(stacks, "STATE", "running", 1), "/go/src/"); len(got) != 1 || !strings.HasPrefix(got[0], "goroutine 9 [running]:\nsync.") {
		t.Errorf("at work: %q, want goroutine 9 alone", got)
	}
	test := strings.NewReplacer("STATE", "running", "example.com/queue.Drain(...)", "testing.tRunner(0xc00012, 0xc00014)", "/home/u/queue/drain.go", "/go/src/testing/testing.go").Replace(stacks)
	test = strings.TrimPrefix(waitingTest, "\n") + "\n" + test
	if got, want := place(test, "/go/src/"), "queue.go:41 in queue.(*Queue).Pop, which runs and never gives way"; got != want {
		t.Errorf("a task that runs a test, and a test that waits for it: %q, want %q", got, want)
	}
	unlined = strings.NewReplacer("STATE", "running", "queue.go:41", "queue.go:0", "drain.go:7", "drain.go:0").Replace(stacks)
	if got, want := place(unlined, "/go/src/"), "queue.(*Queue).Pop, called at queue.Drain, which runs and never gives way"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if root := stdRoot(); root != "" && !strings.HasSuffix(root, "/src/") {
		t.Errorf("the standard library's sources are said to be in %q", root)
	}
}
