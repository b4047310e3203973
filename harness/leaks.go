package harness

import (
	"fmt"
	"runtime"
	"strings"

	"go.uber.org/goleak"
)

// leakWatch finds goroutines that a check has left behind and that are no tasks: those of the subject that were started by code that is not
// rewritten.
type leakWatch struct{ before []goleak.Option }

func watchLeaks() leakWatch {
	return leakWatch{[]goleak.Option{
		goleak.IgnoreCurrent(),
		goleak.IgnoreAnyFunction("github.com/tenter-go/tenter/harness/sched.(*worker).idle"), // coroutines at rest
	}}
}

// find returns what is left, or "". Without a leak it takes well below a millisecond, with one about half a second, since a goroutine
// may be about to end.
func (w leakWatch) find() string {
	err := goleak.Find(w.before...)
	if err == nil || othersRun() {
		return ""
	}
	return fmt.Sprintf("goroutine leak: goroutines that are not under control are left behind by the check: %v", err)
}

// othersRun reports whether another test runs in parallel: then nobody can tell whose goroutines have come.
func othersRun() bool {
	buf := make([]byte, 1<<20)
	running := 0
	for g := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(g, "testing.tRunner(") && !strings.Contains(g, "testing.(*T).Run(") && !strings.Contains(g, "testing.(*T).Parallel(") {
			running++
		}
	}
	return running > 1
}
