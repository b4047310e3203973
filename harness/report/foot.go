package report

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// writeFoot says how to see the case again, and where it comes from.
func (a *analysis) writeFoot(p *page) {
	c := a.in.Counterexample
	p.line("")
	field := func(name string, lines ...string) {
		for i, l := range lines {
			if i > 0 {
				name = ""
			}
			for _, part := range Wrap(pad(name, 9)+l, p.width) {
				p.line("%s", part)
			}
			name = ""
		}
	}
	for i, l := range a.in.Replay { // to be copied, so never wrapped
		p.line("%s%s", pad(map[bool]string{true: "replay"}[i == 0], 9), l)
	}
	field("more", "check explain "+strings.ReplaceAll(c.Verdict.String(), " ", "-"))
	if files := a.fileNames(); len(files) > 0 {
		field("files", files...)
	}
	field("seed", a.origin())
	if a.in.Mode != "" {
		field("mode", a.in.Mode)
	}
	for _, n := range a.in.Notes {
		field("note", n)
	}
}

// writePrinted writes what the test printed, as it is.
func (a *analysis) writePrinted(p *page) {
	if a.in.Printed == "" {
		return
	}
	p.line("")
	p.line("What the test printed")
	for line := range strings.Lines(strings.TrimRight(a.in.Printed, "\n")) {
		p.line("  %s", strings.TrimSuffix(line, "\n"))
	}
}

func (a *analysis) origin() string {
	c := a.in.Counterexample
	text := fmt.Sprintf("%08x", c.Seed)
	if c.Execution > 0 {
		text += fmt.Sprintf("; found in execution %d", c.Execution)
		if a.in.Elapsed > 0 {
			text += fmt.Sprintf(" (%s)", elapsedText(a.in.Elapsed))
		}
	}
	if c.Shrinks > 0 {
		text += fmt.Sprintf(", shrunk in %d more", c.Shrinks)
	}
	return text
}

// elapsedText writes a time as exactly as a reader wants to know it.
func elapsedText(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "within 1ms"
	case d < 100*time.Millisecond:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(10 * time.Millisecond).String()
}

// fileNames says which file a name stands for, where that is not the name itself.
func (a *analysis) fileNames() []string {
	var lines []string
	for _, f := range a.src.seen {
		if name, path := a.src.name(f), a.src.path(f); path != name && filepath.Base(path) != path {
			lines = append(lines, name+" is "+path)
		}
	}
	slices.Sort(lines)
	return lines
}
