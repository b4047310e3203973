package report

import (
	"strings"
)

const gutter = 6 // the row numbers and the blanks behind them

// cell is what a row says, in parts that are aligned within a column.
type cell struct {
	indent  int
	at      string
	expr    string
	outcome string
}

// table lays the rows out: one column a task, or, where they don't fit, one below the other.
type table struct {
	a       *analysis
	p       *page
	tasks   []int
	cells   []cell
	atWidth map[int]int // the widest position of each column
	exWidth map[int]int
	start   map[int]int // where each column begins
	stacked bool
}

func (a *analysis) writeInterleaving(p *page) {
	if len(a.rows) == 0 {
		a.writePlan(p)
		return
	}
	p.line("")
	for _, l := range a.prelude() {
		p.lines(wrap(l, p.width-2))
	}
	t := &table{a: a, p: p, atWidth: map[int]int{}, exWidth: map[int]int{}, start: map[int]int{}}
	t.measure()
	t.heading()
	for i := range a.rows {
		t.row(i)
	}
	for _, l := range a.aftermath() {
		p.lines(wrap(l, p.width-2))
	}
}

// lines adds lines indented like the blocks of a report.
func (p *page) lines(list []string) {
	for _, l := range list {
		p.line("  %s", l)
	}
}

// measure decides how wide the columns are. They are as wide as their widest row, expressions shortened step by step until
// all columns fit; where that would leave nothing readable, rows are stacked.
func (t *table) measure() {
	const least = 12
	for _, r := range t.a.rows {
		t.cells = append(t.cells, t.cell(r))
		if r.kind != rowEvent && !contains(t.tasks, r.task) {
			t.tasks = append(t.tasks, r.task)
		}
	}
	t.tasks = t.a.columnOrder(t.tasks)
	for limit := 60; limit >= least; limit -= 4 {
		if t.arrange(limit) <= t.p.width {
			return
		}
	}
	t.stacked = true
	for limit := 60; t.arrange(limit) > t.p.width && limit > least; limit -= 4 {
	}
}

// arrange places the columns with expressions of at most limit columns, and returns the width that takes.
func (t *table) arrange(limit int) int {
	clear(t.atWidth)
	clear(t.exWidth)
	for i, r := range t.a.rows {
		c := &t.cells[i]
		if r.kind == rowStep || r.kind == rowHelper {
			task := t.column(r.task)
			t.atWidth[task] = max(t.atWidth[task], c.indent+len(c.at))
			if c.outcome != "" {
				t.exWidth[task] = max(t.exWidth[task], min(len(c.expr), limit))
			}
		}
	}
	at := gutter
	if t.stacked {
		at += t.nameWidth() + 2
	}
	widest := at
	for _, task := range t.tasks {
		t.start[task] = at
		w := len(t.a.tl.actor(task).title())
		for i, r := range t.a.rows {
			if r.task == task && r.kind != rowEvent && r.kind != rowSwitch {
				w = max(w, len(t.text(i, limit)))
			}
		}
		widest = max(widest, at+w)
		if !t.stacked {
			at += w + 3
		}
	}
	t.limit(limit)
	return widest
}

func (t *table) limit(n int) {
	for i := range t.cells {
		if r := t.a.rows[i]; r.kind == rowStep || r.kind == rowHelper {
			t.cells[i].expr = t.cell(r).expr
			if len(t.cells[i].expr) > n {
				t.cells[i].expr = shorten(t.cells[i].expr, n)
			}
		}
	}
}

// column returns the key under which a task's widths are kept: stacked, all share one column.
func (t *table) column(task int) int {
	if t.stacked {
		return 0
	}
	return task
}

func (t *table) nameWidth() int {
	w := 0
	for _, task := range t.tasks {
		w = max(w, len(t.a.tl.actor(task).name))
	}
	return w
}

func contains(list []int, v int) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// cell splits a row into parts.
func (t *table) cell(r row) cell {
	switch r.kind {
	case rowStep, rowHelper:
		c := cell{indent: 2 + 2*r.depth, at: t.a.src.line(r.at), expr: r.expr, outcome: r.outcome}
		if r.from.known() {
			c.outcome = joined(c.outcome, "(from "+t.a.src.line(r.from)+")")
		}
		return c
	case rowReturn:
		return cell{expr: r.outcome}
	case rowGap:
		return cell{indent: 2, expr: "... " + r.expr}
	}
	return cell{expr: r.expr, outcome: r.outcome}
}

// text writes row i as it stands in its column.
func (t *table) text(i, limit int) string {
	r, c := t.a.rows[i], t.cells[i]
	text := strings.Repeat(" ", c.indent)
	if r.kind != rowStep && r.kind != rowHelper {
		text += c.expr
		if c.outcome != "" {
			text += "  " + c.outcome
		}
		return text
	}
	task := t.column(r.task)
	text += pad(c.at, t.atWidth[task]-c.indent) + "  "
	if c.outcome == "" {
		return text + c.expr
	}
	return text + pad(shorten(c.expr, max(limit, 4)), t.exWidth[task]) + "  " + c.outcome
}

func pad(s string, n int) string {
	if len(s) >= n {
		return s
	}
	return s + strings.Repeat(" ", n-len(s))
}

// heading names the columns.
func (t *table) heading() {
	if t.stacked {
		return
	}
	line := ""
	for _, task := range t.tasks {
		line = pad(line, t.start[task]) + t.a.tl.actor(task).title()
	}
	t.p.line("%s", line)
}

func (t *table) row(i int) {
	r := t.a.rows[i]
	switch r.kind {
	case rowSwitch:
		t.switches(r)
		return
	case rowEvent:
		t.p.line("%*d%s%s", gutter-3, r.number, "   ", t.p.style.switches("-- "+r.expr+" --"))
		return
	}
	text := t.text(i, 60)
	if r.alert {
		text = t.p.style.bad(text)
	}
	line := strings.Repeat(" ", gutter)
	if r.number > 0 {
		line = pad(leftPad(itoa(r.number), gutter-3), gutter)
	}
	if t.stacked {
		line += t.a.tl.actor(r.task).name
	}
	t.p.line("%s%s", pad(line, t.start[r.task]), text)
}

func leftPad(s string, n int) string { return strings.Repeat(" ", max(0, n-len(s))) + s }

// switches draws a preemption as an arrow from the task that could have gone on to the one that does.
func (t *table) switches(r row) {
	text := "preempted before " + r.expr
	if r.at.known() {
		text = "preempted before " + t.a.src.line(r.at)
	}
	from, ok := t.start[r.task]
	to, there := t.start[r.target]
	if t.stacked || !ok || !there {
		who := t.a.tl.actor(r.task).title()
		goesOn := ""
		if there {
			goesOn = "; " + t.a.tl.actor(r.target).title() + " goes on"
		}
		t.p.line("%s%s", strings.Repeat(" ", gutter), t.p.style.switches("---- "+who+" "+text+goesOn+" ----"))
		return
	}
	if from < to {
		arrow := "---- " + text + " "
		arrow += strings.Repeat("-", max(2, to-from-len(arrow)-2)) + ">"
		t.p.line("%s%s", strings.Repeat(" ", from), t.p.style.switches(arrow))
		return
	}
	arrow := "<" + strings.Repeat("-", max(2, from-to-2)) + " " + text + " ----"
	if over := to + len(arrow) - t.p.width; over > 0 { // the text is wider than its column
		arrow = "<---- " + text + " ----"
	}
	t.p.line("%s%s", strings.Repeat(" ", to), t.p.style.switches(arrow))
}
