package report

import (
	"slices"
	"strings"
)

const gutter = 6 // the row numbers and the blanks behind them

// table lays the rows out.
type table struct {
	a       *analysis
	p       *page
	layout  layout
	short   bool  // where helpers were called from is not shown
	exLimit int   // longest expression
	tasks   []int // the columns
	cells   []cell
	atWidth map[int]int // the widest position of each column
	exWidth map[int]int // the widest expression that an outcome follows
	start   map[int]int // where each column begins
}

// aligned is the longest expression for whose sake the outcomes of the others are moved to the right.
const aligned = 28

// layout is how tasks are told apart.
type layout uint8

const (
	sideBySide layout = iota // a column for each task
	staircase                // each task begins farther to the right, but the columns overlap: one row has text of one task only
	stacked                  // one below the other, each row with its task's name
)

// cell is what a row says, in parts that are aligned within a column.
type cell struct {
	indent  int
	at      string
	expr    string
	outcome string
}

// attempts are the layouts in the order in which they are tried: whole expressions in columns are read best, and those of which nothing
// but the beginning is left hardly at all.
var attempts = []struct {
	layout      layout
	short       bool
	most, least int // columns for an expression
}{
	{sideBySide, false, 60, 32}, {staircase, false, 60, 24}, {staircase, true, 60, 20}, {stacked, false, 60, 24}, {stacked, true, 60, 12},
}

func newTable(a *analysis, p *page) *table {
	t := &table{a: a, p: p, atWidth: map[int]int{}, exWidth: map[int]int{}, start: map[int]int{}}
	for _, r := range a.rows {
		if r.kind != rowEvent && !slices.Contains(t.tasks, r.task) {
			t.tasks = append(t.tasks, r.task)
		}
	}
	t.tasks = a.columnOrder(t.tasks)
	for _, try := range attempts {
		t.layout, t.short = try.layout, try.short
		t.cells = t.cells[:0]
		for _, r := range a.rows {
			t.cells = append(t.cells, t.cell(r))
		}
		for t.exLimit = try.most; t.exLimit >= try.least; t.exLimit -= 4 {
			if t.arrange() {
				return t
			}
		}
	}
	t.exLimit += 4 // nothing fits: rows are cut off
	t.arrange()
	return t
}

// arrange places the columns and reports whether they fit.
func (t *table) arrange() bool {
	t.align()
	widths := make([]int, len(t.tasks))
	for i, task := range t.tasks {
		widths[i] = t.width(task)
	}
	switch t.layout {
	case sideBySide:
		return t.beside(widths)
	case staircase:
		return t.overlapping(widths)
	}
	start := gutter + 2
	for _, task := range t.tasks {
		start = max(start, gutter+2+len(t.label(task)))
	}
	for _, task := range t.tasks {
		t.start[task] = start
	}
	return start+slices.Max(widths) <= t.p.width
}

// longestLabel is how much of a row may go to the name of its task.
const longestLabel = 18

// label is what a task is called in front of its rows. The names of tests can be longer than a row: the end of one says more than its beginning, since the
// tests of a package tend to begin alike, and which test it is stands below the table.
func (t *table) label(task int) string {
	name := t.a.tl.actor(task).name
	if len(name) <= longestLabel {
		return name
	}
	if last := name[strings.LastIndexByte(name, '/')+1:]; len(last) <= longestLabel {
		return last
	}
	return "..." + name[len(name)-longestLabel+3:]
}

// align finds the widths of the parts of each column.
func (t *table) align() {
	clear(t.atWidth)
	clear(t.exWidth)
	for i, r := range t.a.rows {
		c := &t.cells[i]
		if r.kind != rowStep && r.kind != rowHelper {
			continue
		}
		col := t.column(r.task)
		t.atWidth[col] = max(t.atWidth[col], c.indent+len(c.at))
		if c.outcome != "" && t.layout != stacked { // there is no room to move them to the right
			if n := len(c.expr); n <= aligned {
				t.exWidth[col] = max(t.exWidth[col], min(n, t.exLimit))
			}
		}
	}
}

// column returns the key under which a task's widths are kept: stacked, all share one column.
func (t *table) column(task int) int {
	if t.layout == stacked {
		return 0
	}
	return task
}

// width returns how wide the widest row of a task is.
func (t *table) width(task int) int {
	w := len(t.a.tl.actor(task).heading())
	for i, r := range t.a.rows {
		switch {
		case r.task != task || r.kind == rowEvent:
		case r.kind != rowSwitch:
			w = max(w, len(t.text(i, t.exLimit)))
		case t.layout == sideBySide && t.right(r):
			w = max(w, len(t.switchText(r)))
		}
	}
	return w
}

// right reports whether a switch goes to a column farther to the right.
func (t *table) right(r row) bool {
	return slices.Index(t.tasks, r.target) > slices.Index(t.tasks, r.task)
}

func (t *table) beside(widths []int) bool {
	at := gutter
	for i, task := range t.tasks {
		t.start[task] = at
		at += widths[i] + 3
	}
	return at-3 <= t.p.width
}

// overlapping lets the columns begin at even distances, as great as the width allows.
func (t *table) overlapping(widths []int) bool {
	least := 14
	for _, task := range t.tasks[:len(t.tasks)-1] {
		least = max(least, len(t.a.tl.actor(task).heading())+2)
	}
	if gutter+widths[0] > t.p.width {
		return false
	}
	step := t.p.width
	for i := 1; i < len(widths); i++ {
		step = min(step, (t.p.width-gutter-widths[i])/i)
	}
	for i, task := range t.tasks {
		t.start[task] = gutter + i*step
	}
	return step >= least
}
