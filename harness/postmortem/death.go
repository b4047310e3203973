package postmortem

import (
	"regexp"
	"slices"
	"strings"
)

// fatal matches the line in which the Go runtime says why it ends the process.
var fatal = regexp.MustCompile(`(?m)^(fatal error: .*|panic: .*|runtime: goroutine stack exceeds .*|SIG[A-Z]+: .*|unexpected signal .*)$`)

// Cause says in a phrase why a process ended, from its status as os.ProcessState prints it and the last that it wrote.
func Cause(status, output string) string {
	line := fatal.FindString(output)
	switch {
	case strings.HasPrefix(line, "runtime: goroutine stack exceeds"):
		return "fatal error: stack overflow"
	case strings.Contains(line, "out of memory") || strings.Contains(output, "cannot allocate memory"):
		return "fatal error: out of memory" // how much was asked for last differs from run to run
	case strings.Contains(line, "unexpected call to os.Exit"):
		return "os.Exit(0)" // package testing makes a panic of it
	case line != "":
		return line
	}
	if code, ok := strings.CutPrefix(status, "exit status "); ok {
		return "os.Exit(" + code + ")"
	}
	return status
}

// dying matches what the Go runtime writes first when it ends the process whatever the program does.
var dying = regexp.MustCompile(`(?m)^(fatal error: |runtime: goroutine stack exceeds )`)

// Dying reports whether a process that wrote this is being ended by the Go runtime. That takes many seconds where the stack of a goroutine has millions of
// frames, all of which the runtime goes through to show a hundred; meanwhile the process answers nobody, and looks as if it hung.
func Dying(output string) bool { return dying.MatchString(output) }

// Bounds of an excerpt.
const (
	excerptLines = 40
	excerptBytes = 4 << 10
)

// Excerpt returns the part of a process's last words that tells most: from the runtime's message to the end of the first goroutine's
// stack, or else the last lines.
func Excerpt(output string) string {
	at := fatal.FindStringIndex(output)
	if at == nil {
		lines := slices.Collect(strings.Lines(output[max(0, len(output)-excerptBytes):]))
		return strings.TrimRight(strings.Join(lines[max(0, len(lines)-excerptLines):], ""), "\n")
	}
	text := output[at[0]:]
	if head, stack, ok := strings.Cut(text, "\n\ngoroutine "); ok {
		stack, _, _ = strings.Cut(stack, "\n\n")
		text = head + "\n\ngoroutine " + stack
	}
	return firstLines(text)
}

func firstLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.TrimRight(strings.Join(lines[:min(len(lines), excerptLines)], ""), "\n")
}
