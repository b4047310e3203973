package worker

import (
	"os"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/report"
)

// Page says how a report is to be written, and what it is to say besides what a counterexample says. Reports on a traced execution are
// written by the worker: the addresses in a trace mean nothing in another process.
type Page struct {
	Width   int           `json:",omitzero"` // columns; 0 for the default
	Color   bool          `json:",omitzero"`
	Base    string        `json:",omitzero"` // paths are shown relative to it
	Replay  []string      `json:",omitzero"` // command lines that show the case again
	Mode    string        `json:",omitzero"`
	Elapsed time.Duration `json:",omitzero"`
	Notes   []string      `json:",omitzero"`
	HTML    bool          `json:",omitzero"` // a page of HTML in place of text
	Fresh   bool          `json:",omitzero"` // the case was found by this very program: if it ends well now, nothing has been mended
}

// Write writes a report on the given matter, of which the Page fills in its part.
func (p Page) Write(in report.Input) (string, error) {
	in.Replay, in.Mode, in.Elapsed = p.Replay, p.Mode, p.Elapsed
	in.Notes = append(in.Notes, p.Notes...)
	write := report.Text
	if p.HTML {
		write = report.HTML
	}
	var b strings.Builder
	err := write(&b, in, report.Options{Width: p.Width, Color: p.Color, Base: p.Base, ReadFile: os.ReadFile})
	return b.String(), err
}
