package report

import "github.com/tenter-go/tenter/histories"

// htmlBars is a picture of the calls: a line for each task, a bar for each call, from the row in which it begins to that in which it ends.
type htmlBars struct {
	Width, Height int
	Tasks         []htmlText
	Bars          []htmlBar
}

type htmlText struct {
	X, Y int
	Text string
}

type htmlBar struct {
	X, Y, Width int
	Text        htmlText
	Title       string
	Stuck       bool // it never ends
}

// The picture's measures, in pixels.
const (
	barsLeft  = 90
	barsRow   = 34
	barHeight = 24
	barsStep  = 16 // for a row of the interleaving
	barLetter = 8
)

// htmlBars returns nil if no task makes calls that the table shows.
func (t *table) htmlBars() *htmlBars {
	begins, ends := t.spans()
	step := barsStep
	for op, begin := range begins { // as wide as what is written in them
		if text := len(t.barText(op)); begin >= 0 {
			step = max(step, (text+2)*barLetter/max(ends[op]-begin, 1))
		}
	}
	step = min(step, 4*barsStep)
	b := &htmlBars{Width: barsLeft + (len(t.a.rows)+2)*step, Height: len(t.tasks) * barsRow}
	for i, task := range t.tasks {
		b.Tasks = append(b.Tasks, htmlText{0, i*barsRow + barHeight - 8, t.a.tl.actor(task).heading()})
		for op, begin := range begins {
			if begin < 0 || t.a.tl.taskOf(op) != task {
				continue
			}
			x, y := barsLeft+begin*step, i*barsRow
			bar := htmlBar{X: x, Y: y, Width: max((ends[op]-begin)*step-3, 4), Title: t.barText(op), Stuck: t.a.tl.history.Operations[op].Outcome == histories.Stuck}
			bar.Text = htmlText{x + 6, y + barHeight - 8, bar.Title}
			if bar.Stuck { // nothing comes behind it
				bar.Width = max(bar.Width, (len(bar.Title)+2)*barLetter)
			}
			b.Bars = append(b.Bars, bar)
			b.Width = max(b.Width, x+(len(bar.Title)+2)*barLetter)
		}
	}
	if len(b.Bars) == 0 {
		return nil
	}
	return b
}

// spans returns for each operation the rows in which it begins and ends; -1 for one that is not shown. One that does not end ends behind the last row.
func (t *table) spans() (begins, ends []int) {
	ops := len(t.a.tl.history.Operations)
	begins, ends = fill(ops, -1), fill(ops, len(t.a.rows)+1)
	for i, r := range t.a.rows {
		for _, at := range r.steps {
			op := t.a.tl.op[at]
			switch {
			case op < 0:
			case at == t.a.tl.callAt[op]:
				begins[op] = i
				fallthrough
			case at == t.a.tl.returnAt[op]:
				if at == t.a.tl.returnAt[op] || t.a.tl.returnAt[op] >= 0 {
					ends[op] = i + 1
				}
			}
		}
	}
	return begins, ends
}

// barText is what is written in a call's bar.
func (t *table) barText(op int) string {
	o := &t.a.tl.history.Operations[op]
	return o.Invocation() + " " + returnText(o)
}
