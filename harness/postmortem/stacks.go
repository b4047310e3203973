package postmortem

import (
	"fmt"
	"path"
	"reflect"
	"runtime"
	"strings"
)

// maxStacks bounds the text of all goroutines' stacks.
const maxStacks = 1 << 20

// Stacks returns the stacks of all goroutines of this process. It stops the world to look, and so also sees goroutines that never call
// anything.
func Stacks() string {
	buf := make([]byte, maxStacks)
	return string(buf[:runtime.Stack(buf, true)])
}

// engine are the packages that are not the subject although they stand on its stacks.
var engine = []string{
	"harness/sched.", "harness/shim.", "harness/shim/", "harness/exec.", "harness/campaign.", "harness/shrink.", "harness/verdict.",
	"harness/stress.", "harness/worker.", "harness/suite.", "harness/postmortem.", "harness/twin.", "harness.", "models.",
}

const modulePath = "github.com/tenter-go/tenter/"

// AtWork returns, from the stacks of all goroutines, those of the tasks that are in the middle of a step and do not come to its end, as far
// down as they are the subject's. A task that waits for its turn is in the state "coroutine"; one that does not get on is in any other.
func AtWork(stacks string) string { return strings.Join(atWork(stacks, stdRoot()), "\n\n") }

func atWork(stacks, stdRoot string) (list []string) {
	for block := range strings.SplitSeq(stacks, "\n\n") {
		head, frames, _ := strings.Cut(block, "\n")
		switch {
		case !strings.HasPrefix(head, "goroutine "), strings.HasPrefix(stateOf(head), "coroutine"):
		case !strings.Contains(frames, modulePath+"harness/sched."), !isTask(frames) && strings.Contains(frames, "testing."):
		case subjectFrame(frames, stdRoot) != "":
			list = append(list, firstLines(head+"\n"+subjectsPart(frames, stdRoot)))
		}
	}
	return list
}

// isTask tells a task, which may well be a test, from the goroutine of a test or of a TestMain that waits for the end of an execution.
func isTask(frames string) bool {
	return strings.Contains(frames, modulePath+"harness/sched.(*worker).")
}

func stateOf(head string) string {
	_, state, _ := strings.Cut(head, "[")
	state, _, _ = strings.Cut(state, "]")
	return state
}

// Place says in one phrase where the first of the tasks at work stands and what it does there, or "".
func Place(stacks string) string { return place(stacks, stdRoot()) }

// place is Place; stdRoot is the folder of the standard library's sources.
func place(stacks, stdRoot string) string {
	for _, block := range atWork(stacks, stdRoot) {
		head, frames, _ := strings.Cut(block, "\n")
		return subjectFrame(frames, stdRoot) + ", " + describeState(stateOf(head))
	}
	return ""
}

// frame reads the frame that begins at line i: a function on one line, its file on the next, indented.
func frame(lines []string, i int) (function, file string, ok bool) {
	if i+1 >= len(lines) {
		return "", "", false
	}
	file, ok = strings.CutPrefix(lines[i+1], "\t")
	function = lines[i]
	if at := strings.LastIndexByte(function, '('); at > 0 {
		function = function[:at]
	}
	file, _, _ = strings.Cut(file, " +0x")
	file, _, _ = strings.Cut(file, " ")
	return function, file, ok
}

// SubjectFrame returns the innermost frame of a stack that belongs to the subject: "queue.go:41 in queue.(*Queue).Pop", or "".
func SubjectFrame(frames string) string { return subjectFrame(frames, stdRoot()) }

// subjectFrame returns the innermost frame that belongs to the subject: "queue.go:41 in queue.(*Queue).Pop".
func subjectFrame(frames, stdRoot string) string {
	lines := strings.Split(frames, "\n")
	callee := ""
	for i := range lines {
		function, file, ok := frame(lines, i)
		switch {
		case !ok || !ofSubject(function, file, stdRoot):
		case strings.HasSuffix(file, ":0"): // not every instruction has a line
			callee += path.Base(function) + ", called at "
		default:
			return fmt.Sprintf("%s%s in %s", callee, path.Base(strings.ReplaceAll(file, `\`, "/")), path.Base(function))
		}
	}
	return strings.TrimSuffix(callee, ", called at ")
}

// subjectsPart returns the frames down to the outermost one that belongs to the subject.
func subjectsPart(frames, stdRoot string) string {
	lines := strings.Split(frames, "\n")
	end := 0
	for i := range lines {
		if function, file, ok := frame(lines, i); ok && ofSubject(function, file, stdRoot) && !strings.HasPrefix(function, "created by ") {
			end = i + 2
		}
	}
	return strings.Join(lines[:end], "\n")
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

// IsStd reports whether a file is one of the standard library's, by the sources that this program was compiled from; false if it was compiled without paths.
func IsStd(file string) bool {
	root := stdRoot()
	return root != "" && strings.HasPrefix(file, root)
}

// describeState turns the runtime's word for what a goroutine does into one for a reader.
func describeState(state string) string {
	state, _, _ = strings.Cut(state, ",")
	if state == "running" || state == "runnable" {
		return "which runs and never gives way"
	}
	return fmt.Sprintf("which waits where the scheduler has no control (%s)", state)
}
