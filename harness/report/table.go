package report

import (
	"strings"
)

func (a *analysis) writeInterleaving(p *page) {
	if len(a.rows) == 0 {
		a.writePlan(p)
		return
	}
	p.line("")
	for _, l := range a.prelude() {
		p.lines(Wrap(l, p.width-2))
	}
	t := newTable(a, p)
	t.heading()
	for i := range a.rows {
		t.row(i)
	}
	for _, l := range a.aftermath() {
		p.lines(Wrap(l, p.width-2))
	}
}

// lines adds lines indented like the blocks of a report.
func (p *page) lines(list []string) {
	for _, l := range list {
		p.line("  %s", l)
	}
}

// cell splits a row into parts.
func (t *table) cell(r row) cell {
	switch r.kind {
	case rowStep, rowHelper:
		c := cell{indent: 2 + 2*r.depth, at: t.a.src.line(r.at), expr: r.expr, outcome: r.outcome}
		if r.from.known() && !t.short {
			c.outcome = joined(c.outcome, "(from "+t.a.src.line(r.from)+")")
		}
		return c
	case rowReturn:
		return cell{expr: r.outcome}
	case rowGap:
		return cell{indent: 2, expr: "... " + r.expr}
	}
	return cell{expr: r.expr + r.nth, outcome: r.outcome}
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
	if t.layout == stacked {
		return
	}
	line := ""
	for _, task := range t.tasks {
		line = pad(line, t.start[task]) + t.a.tl.actor(task).heading()
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
	text := t.text(i, t.exLimit)
	if room := t.p.width - t.start[r.task]; len(text) > room {
		text = shorten(text, room)
	}
	if r.alert {
		text = t.p.style.bad(text)
	}
	line := strings.Repeat(" ", gutter)
	if r.number > 0 {
		line = pad(leftPad(itoa(r.number), gutter-3), gutter)
	}
	if t.layout == stacked {
		line += t.label(r.task)
	}
	t.p.line("%s%s", pad(line, t.start[r.task]), text)
}

func leftPad(s string, n int) string { return strings.Repeat(" ", max(0, n-len(s))) + s }

// switches draws a preemption as an arrow from the task that could have gone on to the one that does.
func (t *table) switches(r row) {
	text := t.switchText(r)
	from, ok := t.start[r.task]
	to, there := t.start[r.target]
	if !ok {
		from = gutter
	}
	target := t.a.tl.actor(r.target).title()
	switch {
	case !there: // not a task's column: what it does is on the next line
		text += "----"
	case t.layout == sideBySide && from < to:
		text += strings.Repeat("-", max(2, to-from-len(text)-2)) + ">"
	case t.layout == sideBySide:
		from, text = to, "<"+strings.Repeat("-", max(3, from-to-2))+strings.TrimLeft(text, "-")+"----"
	default:
		text += "----> " + target
	}
	if t.layout == stacked {
		text = t.label(r.task) + " " + text
	}
	from = max(gutter, min(from, t.p.width-len(text)))
	t.p.line("%s%s", strings.Repeat(" ", from), t.p.style.switches(text))
}

func (t *table) switchText(r row) string {
	before := r.expr
	if r.at.known() {
		before = t.a.src.line(r.at)
	}
	return "---- preempted before " + before + " "
}
