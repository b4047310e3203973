package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/report"
)

// defaultColumns is how wide the output is where nobody knows how wide it may be.
const defaultColumns = 80

// columns returns how wide a line on w may be: as wide as the terminal, or, where there is none, as the environment says.
func columns(w io.Writer) int {
	if n := width(w); n > 0 {
		return n
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return defaultColumns
}

// writePage writes a report as a page of HTML.
func writePage(file, html string) error {
	if err := os.WriteFile(file, []byte(html), 0o666); err != nil {
		return fmt.Errorf("--html: %w — the counterexample is kept all the same; 'check replay --html FILE' writes its page", err)
	}
	return nil
}

// wrapped prints a line, broken at blanks where it is too long; what follows begins below the text behind head.
func (a *app) wrapped(head, text string) {
	indent := strings.Repeat(" ", len(head))
	for i, part := range report.Wrap(text, max(columns(a.stdout)-len(head), 20)) {
		if i > 0 {
			head = indent
		}
		fmt.Fprintln(a.stdout, strings.TrimRight(head+part, " "))
	}
}
