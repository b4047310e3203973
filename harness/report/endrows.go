package report

// stuck marks the rows at which tasks are stuck, and adds those of tasks that only stood before a lock.
func (tr *tracer) stuck() {
	for _, w := range tr.a.waits {
		mark, accused := "STUCK", tr.a.accused()
		switch {
		case !tr.a.waiting(), accused >= 0 && w.op != accused:
			mark = "still waits" // rightly, for all we know
		case w.spinning:
			mark = "SPINS"
		}
		alert := mark != "still waits"
		if open, ok := tr.open[w.task]; ok && w.step >= 0 {
			tr.rows[open].outcome, tr.rows[open].alert = mark, alert
			tr.toEnd(open, w)
			continue
		}
		if len(w.site.chain) == 0 {
			continue
		}
		e := tr.a.src.expression(w.site, w.kind)
		var before []place
		if p := tr.lastVisible(w.task); p >= 0 {
			before = tr.a.trimmed(p)
		}
		depth, from := tr.enter(w.task, tr.a.trim(w.site, w.op >= 0), before, nil)
		tr.add(row{kind: rowStep, task: w.task, depth: depth, at: w.site.at(), expr: e.text, outcome: mark, alert: alert, from: from})
	}
}

// lastVisible returns the last step that a task made in the user's code before the end, or -1.
func (tr *tracer) lastVisible(task int) int {
	p := tr.t.lastBefore(task, tr.t.cut)
	for p >= 0 && len(tr.t.sites[p].chain) == 0 {
		p = tr.t.before[p]
	}
	return p
}

// toEnd repeats at the end a row that is stuck although others went on after it, so that the last lines say who is left where.
func (tr *tracer) toEnd(open int, w wait) {
	if open == len(tr.rows)-1 {
		return
	}
	for _, r := range tr.rows[open+1:] {
		if r.task != w.task || r.kind == rowEvent {
			r := tr.rows[open]
			r.steps = nil
			tr.rows[open].outcome, tr.rows[open].alert = "waits", false
			tr.add(r)
			return
		}
	}
}
