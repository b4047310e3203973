package worker

import (
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"
)

// maxStacks bounds the text of all goroutines' stacks.
const maxStacks = 1 << 20

// whereabouts says in which line of the subject the execution stands that makes no progress. It stops the world to look, and so also
// sees goroutines that never call anything.
func whereabouts() string {
	buf := make([]byte, maxStacks)
	return locate(string(buf[:runtime.Stack(buf, true)]), stdRoot())
}

// Locate says in which line of the code under test an execution of a process stands that makes no progress, from the stacks of all its
// goroutines, or "" if that does not show.
func Locate(stacks string) string { return locate(stacks, stdRoot()) }

// engine are the packages that are not the subject although they stand on its stacks.
var engine = []string{
	"harness/sched.", "harness/shim.", "harness/shim/", "harness/exec.", "harness/campaign.", "harness/shrink.", "harness/verdict.",
	"harness/worker.", "models.",
}

const modulePath = "github.com/tenter-go/tenter/"

// locate finds the place in the stacks of all goroutines, in the form that runtime.Stack gives them. A task that waits for its turn is in
// the state "coroutine"; the one that does not get on is in any other. stdRoot is the folder of the standard library's sources.
func locate(stacks, stdRoot string) string {
	for block := range strings.SplitSeq(stacks, "\n\n") {
		head, frames, _ := strings.Cut(block, "\n")
		_, state, _ := strings.Cut(head, "[")
		state, _, _ = strings.Cut(state, "]")
		if strings.HasPrefix(state, "coroutine") || !strings.Contains(frames, modulePath+"harness/sched.") {
			continue
		}
		if place := subjectFrame(frames, stdRoot); place != "" {
			return place + ", " + describeState(state)
		}
	}
	return ""
}

// subjectFrame returns the innermost frame that belongs to the subject: "queue.go:41 in queue.(*Queue).Pop".
func subjectFrame(frames, stdRoot string) string {
	lines := strings.Split(frames, "\n")
	for i := 0; i+1 < len(lines); i++ {
		file, ok := strings.CutPrefix(lines[i+1], "\t")
		if !ok {
			continue
		}
		function := lines[i]
		if at := strings.LastIndexByte(function, '('); at > 0 {
			function = function[:at]
		}
		file, _, _ = strings.Cut(file, " +0x")
		if file, _, _ = strings.Cut(file, " "); ofSubject(function, file, stdRoot) {
			return fmt.Sprintf("%s in %s", path.Base(strings.ReplaceAll(file, `\`, "/")), path.Base(function))
		}
	}
	return ""
}

func ofSubject(function, file, stdRoot string) bool {
	if rest, ours := strings.CutPrefix(function, modulePath); ours {
		for _, p := range engine {
			if strings.HasPrefix(rest, p) {
				return false
			}
		}
		return true
	}
	if stdRoot != "" {
		return !strings.HasPrefix(file, stdRoot)
	}
	first, _, _ := strings.Cut(function, "/")
	return strings.Contains(first, "/") || strings.HasPrefix(function, "main.")
}

// stdRoot returns where the sources of the standard library were when this program was compiled, "" if it was compiled without paths.
func stdRoot() string {
	file, _ := runtime.FuncForPC(reflect.ValueOf(runtime.GC).Pointer()).FileLine(0)
	root, ok := strings.CutSuffix(file, "runtime/mgc.go")
	if !ok {
		return ""
	}
	return root
}

// describeState turns the runtime's word for what a goroutine does into one for a reader.
func describeState(state string) string {
	state, _, _ = strings.Cut(state, ",")
	if state == "running" || state == "runnable" {
		return "which runs and never gives way"
	}
	return fmt.Sprintf("which waits where the scheduler has no control (%s)", state)
}
