package report

import (
	"io"
	"time"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// Input is what a report is about. Only Counterexample is always needed; a report says as much as the rest allows.
type Input struct {
	Counterexample *counterexample.Counterexample
	Execution      *exec.Execution      // a traced run of it; nil if there is none, because the process died
	Explanation    *verdict.Explanation // why the model refuses its history; nil where the history is not what is wrong
	Spec           *models.Spec         // nil for a test without a model

	At      string        // "sem_test.go:12", where the caller wants a position before the sentence
	Reason  string        // for unknown and nondeterminism: what was in the way, or what differed
	Was     string        // what the case was found as, where it is not so when the same program runs it again: "wrong result: ..."
	Race    string        // for a data race: the text of the race detector
	Replay  []string      // command lines that show the case again
	Mode    string        // "controlled: 19 packages, 94 yield points"
	Elapsed time.Duration // until it was found; 0 means not to be told
	Notes   []string      // further lines for the end of the report
	Printed string        // what the test printed, where that says more than the report
}

// Options say how a report is to be written. Neither the terminal nor the environment is asked.
type Options struct {
	Width    int    // columns; 0 means 100; below 60 it is taken as 60
	Taken    int    // columns of the first line that the caller has filled already
	Rows     int    // of the interleaving; 0 means 40
	Color    bool   // mark what matters by ANSI colours
	Base     string // directory that paths are shown relative to
	ReadFile func(path string) ([]byte, error)
}

func (o Options) filled() Options {
	if o.Width == 0 {
		o.Width = 100
	}
	o.Width = max(o.Width, 60)
	if o.Rows == 0 {
		o.Rows = 40
	}
	return o
}

// Text writes the whole report. The error is that of w. A part that can't be written, by a mistake of this package, says so, and the others are written: a
// counterexample was expensive to find.
func Text(w io.Writer, in Input, opt Options) error {
	opt = opt.filled()
	if in.Race == "" && in.Execution != nil {
		in.Race = in.Execution.Race
	}
	p := &page{width: opt.Width, style: style{opt.Color}}
	var a *analysis
	if !p.part("analysis", func() { a = analyse(in, opt) }) {
		in.Execution = nil // without a trace there is little to analyse
		a = analyse(in, opt)
	}
	p.part("sentence", func() { a.writeHead(p) })
	if in.Counterexample.Observed != nil {
		p.part("history", func() { a.writeObserved(p) })
		p.part("end", func() { a.writeFoot(p) })
		_, err := w.Write(p.buf.Bytes())
		return err
	}
	p.part("interleaving", func() { a.writeInterleaving(p) })
	p.part("explanation", func() { p.block(a.whyTitle(), a.why()) })
	p.part("missed wake-up", func() { p.block("The wake-up that was missed", a.missedLines()) })
	p.part("cure", func() { p.block("What would help", a.cure()) })
	p.part("end", func() { a.writeFoot(p) })
	p.part("output", func() { a.writePrinted(p) })
	_, err := w.Write(p.buf.Bytes())
	return err
}

// Line returns the report in one line without an end of line: what happened, where, and how small the case is.
func Line(in Input, opt Options) string {
	a := analyse(in, opt)
	if in.Counterexample.Scenario == nil {
		return a.sentence()
	}
	if in.Counterexample.Observed != nil {
		return a.sentence() + " (" + observedSize(in.Counterexample.Size()) + ")"
	}
	return a.sentence() + " (" + sizeText(in.Counterexample.Size()) + ")"
}
