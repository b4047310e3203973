package shim

import (
	"runtime"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
)

// Stack is runtime.Stack. To a task, all goroutines are the tasks of the execution, as if nobody controlled them: without the frames of the harness, and
// with the state that the runtime would show. Code that is no task does not see the harness's goroutines either. So a search for leaked goroutines, as
// that of go.uber.org/goleak, finds under control what it finds without.
func Stack(buf []byte, all bool) int {
	t := current()
	switch {
	case !all:
		return runtime.Stack(buf, false)
	case t == nil:
		return copy(buf, others(dump()))
	}
	t.Point(sched.KindLoad, nil)
	return copy(buf, tasks(dump(), t.Goroutines()))
}

// dump returns the stacks of all goroutines.
func dump() string {
	for buf := make([]byte, 64<<10); ; buf = make([]byte, 2*len(buf)) {
		if n := runtime.Stack(buf, true); n < len(buf) {
			return string(buf[:n])
		}
	}
}

// tasks leaves of a dump the goroutines that are tasks, the current one first.
func tasks(dump string, known []sched.Goroutine) string {
	blocks := map[string]string{}
	for block := range strings.SplitSeq(dump, "\n\n") {
		head, frames, _ := strings.Cut(block, "\n")
		number, _, _ := strings.Cut(strings.TrimPrefix(head, "goroutine "), " ")
		blocks[number] = frames
	}
	var current, rest string
	for i, g := range known {
		frames := ofProgram(blocks[g.Number])
		if frames == "" {
			frames = firstFrame(g.Begin)
		}
		if g.Number == "" {
			g.Number = strconv.Itoa(unbegun + i)
		}
		block := "goroutine " + g.Number + " [" + stateOf(g) + "]:\n" + frames + "\n"
		if g.Current {
			current = block
		} else {
			rest += "\n" + block
		}
	}
	return current + rest
}

// unbegun is what the numbers of tasks count from for which the runtime has no goroutine yet.
const unbegun = 1_000_000_000

// firstFrame is what the runtime shows of a goroutine that has not begun.
func firstFrame(f *runtime.Func) string {
	if f == nil {
		return "unknown()\n\tunknown:0"
	}
	file, line := f.FileLine(f.Entry())
	return f.Name() + "()\n\t" + file + ":" + strconv.Itoa(line)
}

// others leaves of a dump the goroutines that do not run the harness.
func others(dump string) string {
	var list []string
	for block := range strings.SplitSeq(dump, "\n\n") {
		if !strings.Contains(block, "\n"+harness+"sched.") {
			list = append(list, block)
		}
	}
	return strings.Join(list, "\n\n")
}

const harness = "github.com/tenter-go/tenter/harness/"

// machinery is what stands on a task's stack below and above the program's own frames.
var machinery = []string{harness + "sched.", harness + "shim", "iter.Pull[", "created by iter.Pull[", "runtime.coro", "runtime.goexit", "runtime.Stack("}

// ofProgram removes the harness's frames, two lines each.
func ofProgram(frames string) string {
	lines := strings.Split(strings.TrimRight(frames, "\n"), "\n")
	var kept []string
	for i := 0; i+1 < len(lines); i += 2 {
		if !isMachinery(lines[i]) {
			kept = append(kept, lines[i], lines[i+1])
		}
	}
	return strings.Join(kept, "\n")
}

func isMachinery(function string) bool {
	for _, m := range machinery {
		if strings.HasPrefix(function, m) {
			return true
		}
	}
	return false
}

// states are the runtime's words for what a goroutine waits for.
var states = map[sched.Kind]string{
	sched.KindRecv: "chan receive", sched.KindSend: "chan send", sched.KindSelect: "select", sched.KindSleep: "sleep",
	sched.KindLock: "sync.Mutex.Lock", sched.KindRLock: "sync.RWMutex.RLock", sched.KindCondWait: "sync.Cond.Wait", sched.KindWait: "sync.WaitGroup.Wait",
}

func stateOf(g sched.Goroutine) string {
	switch state := states[g.Kind]; {
	case g.Current:
		return "running"
	case !g.Blocked:
		return "runnable"
	case state != "":
		return state
	}
	return "semacquire"
}
