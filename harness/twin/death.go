package twin

import (
	"regexp"
	"slices"
	"strings"
)

// fatal matches the line in which the Go runtime says why it ends the process.
var fatal = regexp.MustCompile(`(?m)^(fatal error: .*|panic: .*|runtime: goroutine stack exceeds .*|SIG[A-Z]+: .*|unexpected signal .*)$`)

// Message says in one sentence why the process ended.
func (d *Death) Message() string {
	line := fatal.FindString(d.Output)
	switch {
	case d.Endless:
		return d.Cause + ": it runs without passing a yield point, in an endless loop or a call that waits outside control (TENTER_STALL sets the limit)"
	case strings.HasPrefix(line, "runtime: goroutine stack exceeds"):
		return "the process ended: fatal error: stack overflow"
	case strings.Contains(line, "unexpected call to os.Exit"):
		return "the process ended: os.Exit(0)"
	case line != "":
		return "the process ended: " + line
	}
	if code, ok := strings.CutPrefix(d.Cause, "exit status "); ok {
		return "the process ended: os.Exit(" + code + ")"
	}
	return "the process ended: " + d.Cause
}

// Bounds of the output that is kept with a case.
const (
	excerptLines  = 40
	excerptBlocks = 3
)

// Excerpt returns the part of the output that tells most: the runtime's message and the stacks of the goroutines that were running, or
// else the last lines.
func (d *Death) Excerpt() string {
	text := d.Output
	if at := fatal.FindStringIndex(text); at != nil && !d.Endless {
		text = text[at[0]:]
		blocks := strings.SplitN(text, "\n\n", excerptBlocks)
		text = strings.Join(blocks[:min(len(blocks), excerptBlocks-1)], "\n\n")
		lines := strings.SplitAfter(text, "\n")
		return strings.TrimRight(strings.Join(lines[:min(len(lines), excerptLines)], ""), "\n")
	}
	if d.Endless {
		text = running(text)
	}
	lines := slices.Collect(strings.Lines(text))
	return strings.TrimRight(strings.Join(lines[max(0, len(lines)-excerptLines):], ""), "\n")
}

// running returns the stack of the goroutine that a dump shows at work inside an execution: tasks that wait for their turn are in the state
// "coroutine".
func running(dump string) string {
	for block := range strings.SplitSeq(dump, "\n\n") {
		head, frames, _ := strings.Cut(block, "\n")
		if strings.HasPrefix(head, "goroutine ") && !strings.Contains(head, "[coroutine") && strings.Contains(frames, "harness/sched.") &&
			!strings.Contains(frames, "testing.tRunner") {
			return strings.TrimRight(block, "\n")
		}
	}
	return dump
}
