package report

import (
	"bytes"
	"fmt"
	"strings"
)

// style marks what matters. Colour carries nothing that the words don't.
type style struct{ on bool }

func (s style) paint(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bad(text string) string      { return s.paint("31;1", text) }
func (s style) switches(text string) string { return s.paint("33", text) }

// page collects the lines of a report.
type page struct {
	buf   bytes.Buffer
	width int
	style style
}

// part writes a part of the page and reports whether that went well.
func (p *page) part(name string, write func()) (well bool) {
	defer func() {
		if x := recover(); x != nil {
			p.line("")
			p.lines(Wrap(fmt.Sprintf("(the %s could not be written: %v; this is a mistake of tenter, which does not touch the verdict)", name, x), p.width-2))
		}
	}()
	write()
	return true
}

// line adds one line, without trailing blanks.
func (p *page) line(format string, args ...any) {
	p.buf.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " "))
	p.buf.WriteByte('\n')
}

// block adds a heading and its lines, wrapped; nothing if there are none. A line that begins with blanks keeps them when it is wrapped,
// and one that is empty separates.
func (p *page) block(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.line("")
	p.line("%s", title)
	for _, l := range lines {
		for _, part := range Wrap(l, p.width-2) {
			p.line("  %s", part)
		}
	}
}

// Wrap breaks a line at blanks, so that no part is longer than width unless it is one word. What follows the first part is indented like it, or, where the line has two columns set apart by
// three blanks or more, like its second column.
func Wrap(line string, width int) []string {
	if len(line) <= width {
		return []string{line}
	}
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if at := strings.LastIndex(line[indent:min(len(line), width*2/3)], "   "); at >= 0 && line[indent+at+3] != ' ' {
		indent += at + 3
	}
	var out []string
	for len(line) > width {
		cut := strings.LastIndexByte(line[:width+1], ' ')
		if cut > indent && strings.HasPrefix(line[cut:], " (") && cut+2 < len(line) && '0' <= line[cut+2] && line[cut+2] <= '9' {
			cut = strings.LastIndexByte(line[:cut], ' ') // "(2nd)" belongs to the call before
		}
		if cut <= indent { // a word that long is a path or a command: it is to be copied, so it stays whole
			if cut = strings.IndexByte(line[indent:], ' '); cut < 0 {
				break
			}
			cut += indent
		}
		out = append(out, strings.TrimRight(line[:cut], " "))
		line = strings.Repeat(" ", indent) + strings.TrimLeft(line[cut:], " ")
	}
	return append(out, line)
}
