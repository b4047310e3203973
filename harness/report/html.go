package report

import (
	_ "embed" // the page's template
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
)

//go:embed html.tmpl
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// HTML writes the whole report as one page that needs nothing else: no script, no font, no other file. It says what Text says, with the
// interleaving as a table that no width limits, the calls as bars beside each other, and behind each step the lines of source around it. The
// error is that of w or of a part that could not be written, which is then missing from the page.
func HTML(w io.Writer, in Input, opt Options) error {
	if opt.Rows == 0 {
		opt.Rows = pageRows
	}
	opt = opt.filled()
	if in.Race == "" && in.Execution != nil {
		in.Race = in.Execution.Race
	}
	return pageTemplate.Execute(w, newHTMLPage(analyse(in, opt)))
}

// htmlPage is what the template shows.
type htmlPage struct {
	Verdict  string
	Happened string
	Facts    []string // what the head says after the sentence
	Columns  []string // of the interleaving
	Rows     []htmlRow
	Bars     *htmlBars
	Before   []string
	After    []string
	Blocks   []htmlBlock
	Foot     string
}

// htmlRow is a row of the interleaving. One that belongs to no column, or to two, goes across.
type htmlRow struct {
	Number  string
	Across  string // all that it says, if it goes across
	Cells   []htmlCell
	Preempt bool
}

// htmlCell is what stands in one column of a row; an empty one says nothing.
type htmlCell struct {
	Text    string
	Code    string // the expression, for a step
	Place   string // its line
	Outcome string
	Indent  int
	Call    bool
	Alert   bool
	Source  []htmlLine
}

// htmlLine is a line of source.
type htmlLine struct {
	Number int
	Text   string
	Here   bool
}

// htmlBlock is a part of the report with a heading.
type htmlBlock struct {
	Title string
	Text  string
}

func newHTMLPage(a *analysis) *htmlPage {
	p := &htmlPage{Verdict: a.in.Counterexample.Verdict.String(), Happened: a.happened(), Foot: a.written(a.writeFoot)}
	_, facts, _ := strings.Cut(a.written(a.writeHead), "\n\n")
	p.Facts = strings.FieldsFunc(facts, func(r rune) bool { return r == '\n' })
	if a.in.Counterexample.Observed != nil {
		p.add("What was seen", strings.Trim(a.written(a.writeObserved), "\n"))
		return p
	}
	if len(a.rows) == 0 {
		p.add("", strings.Trim(a.written(a.writePlan), "\n"))
	} else {
		p.interleaving(a)
	}
	p.add(a.whyTitle(), strings.Join(a.why(), "\n"))
	p.add("The wake-up that was missed", strings.Join(a.missedLines(), "\n"))
	p.add("What would help", strings.Join(a.cure(), "\n"))
	p.add("What the test printed", strings.TrimRight(a.in.Printed, "\n"))
	return p
}

func (p *htmlPage) add(title, text string) {
	if text != "" {
		p.Blocks = append(p.Blocks, htmlBlock{title, text})
	}
}

// pageRows is how many rows of the interleaving a page has at most.
const pageRows = 400

// pageColumns is how wide the parts that are taken over from the text are.
const pageColumns = 110

// written returns what a part of the text says.
func (a *analysis) written(write func(*page)) string {
	p := &page{width: pageColumns}
	write(p)
	return p.buf.String()
}

// interleaving adds the table: a column for each task, in the order of the text.
func (p *htmlPage) interleaving(a *analysis) {
	p.Before, p.After = a.prelude(), a.aftermath()
	t := &table{a: a}
	for _, r := range a.rows {
		if r.kind != rowEvent && r.kind != rowSwitch && !slices.Contains(t.tasks, r.task) {
			t.tasks = append(t.tasks, r.task)
		}
	}
	t.tasks = a.columnOrder(t.tasks)
	for _, task := range t.tasks {
		p.Columns = append(p.Columns, a.tl.actor(task).heading())
	}
	for i, r := range a.rows {
		t.cells = append(t.cells, t.cell(r))
		p.Rows = append(p.Rows, t.htmlRow(i))
	}
	p.Bars = t.htmlBars()
}

func (t *table) htmlRow(i int) htmlRow {
	r, c := t.a.rows[i], t.cells[i]
	row := htmlRow{Preempt: r.kind == rowSwitch}
	if r.number > 0 {
		row.Number = itoa(r.number)
	}
	switch r.kind {
	case rowEvent:
		row.Across = r.expr
		return row
	case rowSwitch:
		from, to := t.a.tl.actor(r.task).title(), t.a.tl.actor(r.target).title()
		row.Across = fmt.Sprintf("%s %s, and %s goes on", from, strings.Trim(t.switchText(r), "- "), to)
		return row
	}
	row.Cells = make([]htmlCell, len(t.tasks))
	cell := htmlCell{Indent: c.indent, Outcome: c.outcome, Call: r.kind == rowCall || r.kind == rowReturn, Alert: r.alert}
	if r.kind == rowStep || r.kind == rowHelper {
		cell.Code, cell.Place, cell.Source = c.expr, c.at, t.a.src.around(r.at)
	} else {
		cell.Text = c.expr
	}
	row.Cells[slices.Index(t.tasks, r.task)] = cell
	return row
}

// around are so many lines of source before and after a step.
const around = 4

// around returns the lines of source about a place, none if they can't be read.
func (s *sources) around(p place) (lines []htmlLine) {
	if !p.known() {
		return nil
	}
	f := s.source(p.file)
	for n := max(p.line-around, 1); n <= min(p.line+around, len(f.lines)); n++ {
		lines = append(lines, htmlLine{n, strings.ReplaceAll(f.lines[n-1], "\t", "    "), n == p.line})
	}
	return lines
}
