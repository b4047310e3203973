package report

import (
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
)

// row is one line of the interleaving.
type row struct {
	kind    rowKind
	task    int   // whose column it stands in
	depth   int   // of helper functions
	at      place // for a step
	expr    string
	outcome string
	from    place // the call of the helper function that makes this step, where no row of its own shows it
	alert   bool  // stuck, or panicked
	steps   []int
	number  int    // shown; 0 before numbering
	nth     string // of a call: what tells it from equal ones of its task
	target  int    // for a switch: who goes on
	resumes int    // where the row says that a task goes on: one more than the step in which it waited; else 0
}

type rowKind uint8

const (
	rowCall   rowKind = iota // an operation begins: text in expr
	rowHelper                // a helper function is called
	rowStep                  // a step
	rowReturn                // it ends: text in outcome
	rowSwitch                // a preemption
	rowEvent                 // something that is no task's: a cancellation, a timer
	rowGap                   // rows left out
)

// tracer turns the steps of a trace into rows.
type tracer struct {
	a    *analysis
	t    *timeline
	rows []row
	open map[int]int // for each task that waits, the row that says so
	prev int         // the last step that was a task's, or -1

	elsewhere []int // see visibleAfter
}

func (a *analysis) trace() []row {
	tr := &tracer{a: a, t: a.tl, open: map[int]int{}, prev: -1}
	for i := a.tl.first; i < a.tl.cut; i++ {
		tr.step(i)
	}
	tr.stuck()
	if n := len(a.tl.trace); a.in.Counterexample.Died && n > 0 {
		end := map[bool]string{true: "-> DOES NOT END", false: "-> THE PROCESS ENDS"}[a.kind() == verdict.Unknown]
		tr.add(row{kind: rowReturn, task: a.tl.trace[n-1].Task, outcome: end, alert: true, steps: []int{n - 1}})
	}
	return tr.rows
}

// step adds what there is to say about trace index i.
func (tr *tracer) step(i int) {
	s, t := &tr.t.trace[i], tr.t
	who := t.actors[s.Task]
	if who.kind == actorPart && !tr.a.shown(who) {
		return
	}
	if who.kind != actorClock {
		if tr.prev < 0 || t.trace[tr.prev].Task != s.Task {
			tr.switched(i)
		}
		tr.prev = i
	}
	switch {
	case who.kind == actorClock:
		tr.add(row{kind: rowEvent, expr: tr.fired(i), steps: []int{i}})
	case who.kind == actorCancel:
		tr.cancel(i)
	case s.Kind == sched.KindCall:
		tr.call(i)
	case s.Kind == sched.KindReturn:
		tr.returned(i)
	case len(t.sites[i].chain) > 0:
		tr.operate(i)
	}
}

// switched adds what there is to say about control passing to the task of step i: that the task before could have gone on, or
// that another one had just begun.
func (tr *tracer) switched(i int) {
	t, to := tr.t, tr.t.trace[i].Task
	for d := range tr.a.preemptions {
		p := &tr.a.preemptions[d]
		if p.shown || p.To != to {
			continue
		}
		last, next := t.lastBefore(p.From, i), t.firstFrom(p.From, i)
		switch {
		case last >= 0 && (last != tr.prev || p.Seq <= t.trace[last].Seq):
			continue
		case next >= 0 && p.Seq > t.trace[next].Seq:
			continue
		case last < 0 && next < 0 && !tr.a.isStuck(p.From):
			continue
		}
		p.shown = true
		at, call := tr.a.standing(p.From, i)
		tr.add(row{kind: rowSwitch, task: p.From, target: to, at: at, expr: call, steps: []int{i}})
		return
	}
}

func (tr *tracer) add(r row) {
	if r.at.known() {
		tr.a.src.note(r.at)
	}
	tr.rows = append(tr.rows, r)
}

func (tr *tracer) fired(i int) string {
	text := "a timer fires"
	if now := tr.t.trace[i].Now; now > 0 {
		text += " at " + durationText(now)
	}
	return "the clock: " + text
}

func (tr *tracer) cancel(i int) {
	s := &tr.t.trace[i]
	op, ok := tr.a.labelled(s)
	if s.Kind != sched.KindCancel || !ok {
		return
	}
	o := &tr.t.history.Operations[op]
	who := tr.t.scenario.ClientName(o.Task)
	tr.add(row{kind: rowEvent, expr: "the context of " + who + "'s " + o.Invocation() + " is cancelled", steps: []int{i}})
}

func (tr *tracer) call(i int) {
	op := tr.t.op[i]
	if op < 0 {
		return
	}
	text := callText(&tr.t.history.Operations[op], tr.t.planned(op))
	tr.add(row{kind: rowCall, task: tr.t.trace[i].Task, expr: text, nth: tr.a.nth(op), steps: []int{i}})
}

// returned adds the end of a call: to its own row where nothing was shown in between.
func (tr *tracer) returned(i int) {
	op, task := tr.t.op[i], tr.t.trace[i].Task
	if op < 0 {
		return
	}
	if open, waited := tr.open[task]; waited {
		delete(tr.open, task)
		tr.wokenUp(open)
	}
	o := &tr.t.history.Operations[op]
	if last := tr.last(); last != nil && last.kind == rowCall && last.task == task {
		last.outcome = returnText(o)
		last.steps = append(last.steps, i)
		return
	}
	tr.add(row{kind: rowReturn, task: task, outcome: returnText(o), alert: returnText(o) == "-> PANIC", steps: []int{i}})
}

func (tr *tracer) last() *row {
	if n := len(tr.rows); n > 0 {
		return &tr.rows[n-1]
	}
	return nil
}

// operate adds a step in the user's code, or joins it to the row before: what one call of the user's does in several steps is one row,
// and so is an operation that blocks.
func (tr *tracer) operate(i int) {
	s, site := &tr.t.trace[i], tr.t.sites[i]
	e := tr.a.expression(i)
	if open, waited := tr.open[s.Task]; waited {
		delete(tr.open, s.Task)
		if !s.Blocks || tr.rows[open].at != site.at() {
			tr.wokenUp(open)
			if tr.rows[open].at == site.at() && tr.sameOperation(tr.rows[open].steps[0], i) {
				tr.last().steps = []int{i}
				return // the step only says that the operation has come to its end
			}
		}
	}
	if last := tr.last(); last != nil && tr.joins(last, i) {
		last.steps = append(last.steps, i)
		switch {
		case s.Blocks:
			tr.blocks(len(tr.rows)-1, i)
		case s.Kind == sched.KindGo:
			last.outcome = tr.outcome(i, e)
		}
		return
	}
	depth, from := tr.helpers(i)
	outcome := tr.outcome(i, e)
	if from.known() {
		tr.a.src.note(from)
	}
	tr.add(row{kind: rowStep, task: s.Task, depth: depth, at: site.at(), expr: e.text, outcome: outcome, from: from, steps: []int{i}})
	if s.Blocks {
		tr.blocks(len(tr.rows)-1, i)
	}
}

// joins reports whether step i is part of what row r shows.
func (tr *tracer) joins(r *row, i int) bool {
	s := &tr.t.trace[i]
	if r.kind != rowStep || r.task != s.Task || len(r.steps) == 0 || tr.t.before[i] != r.steps[len(r.steps)-1] {
		return false
	}
	first := r.steps[0]
	if !sameChain(tr.t.sites[first], tr.t.sites[i]) {
		return false
	}
	return s.Blocks && !tr.t.trace[first].Blocks || !tr.t.sites[i].makes(s.Kind) || starting(&tr.t.trace[first], s)
}

// starting reports whether two steps are those of WaitGroup.Go, which adds one and starts a task.
func starting(first, s *sched.Step) bool {
	return first.Kind == sched.KindAdd && s.Kind == sched.KindGo
}

// sameOperation reports whether step i belongs to the operation that step first began.
func (tr *tracer) sameOperation(first, i int) bool {
	a, b := &tr.t.trace[first], &tr.t.trace[i]
	if !sameChain(tr.t.sites[first], tr.t.sites[i]) {
		return false
	}
	return a.Kind == b.Kind && a.Object == b.Object && a.Blocks || !tr.t.sites[i].makes(b.Kind)
}

func sameChain(a, b *site) bool {
	if a == b {
		return true
	}
	if a.callee != b.callee || len(a.chain) != len(b.chain) {
		return false
	}
	for i := range a.chain {
		if a.chain[i] != b.chain[i] {
			return false
		}
	}
	return true
}

func (tr *tracer) blocks(at, i int) {
	r := &tr.rows[at]
	r.outcome = "waits"
	tr.open[tr.t.trace[i].Task] = at
}

// wokenUp tells that the operation of row open has come to its end.
func (tr *tracer) wokenUp(open int) {
	r := tr.rows[open]
	first := &tr.t.trace[r.steps[0]]
	e := tr.a.expression(r.steps[0])
	text := resultText(first.Kind, first.Result, e)
	if len(e.cases) > 1 {
		r.expr = "select" // the row that waits has the cases
	}
	if text == "" || first.Blocks {
		text = "goes on"
	} else {
		text = "goes on: " + text
	}
	tr.add(row{kind: rowStep, task: r.task, depth: r.depth, at: r.at, expr: r.expr, outcome: text, from: r.from, resumes: r.steps[len(r.steps)-1] + 1})
}

func (tr *tracer) outcome(i int, e expression) string {
	s := &tr.t.trace[i]
	text := ""
	if tr.t.sites[i].makes(s.Kind) {
		text = resultText(s.Kind, s.Result, e)
		if tr.t.after[i] >= 0 && tr.t.trace[tr.t.after[i]].Blocks && tr.joinsLater(i) {
			text = ""
		}
	}
	if s.Kind == sched.KindGo {
		if child, ok := s.Result.(int); ok {
			text = "starts " + tr.t.actor(child).name
		}
	}
	if e.deferred {
		text = joined(text, "(deferred)")
	}
	return text
}

// joinsLater reports whether the next step of the task is the one in which the operation of step i blocks: then i's result is that of
// later.
func (tr *tracer) joinsLater(i int) bool {
	next := tr.t.after[i]
	return sameChain(tr.t.sites[i], tr.t.sites[next])
}

func joined(a, b string) string { return joinedBy(" ", a, b) }

// joinedBy joins two texts, either of which may be empty.
func joinedBy(sep, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}
