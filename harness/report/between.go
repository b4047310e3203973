package report

import (
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
)

// interference is what one task did to an object between two steps of another one: the pattern behind most wrong results.
type interference struct {
	first, middle, last int // trace indices
	lock                bool
}

// between says which switch let another task change what a task had looked at, if one did.
func (a *analysis) between() []string {
	x, ok := a.interferes()
	if !ok {
		return a.switchLine()
	}
	t := a.tl
	task, other := t.trace[x.first].Task, t.trace[x.middle].Task
	obj := a.name(t.trace[x.first].Object, "the object")
	first, last := t.sites[x.first].at(), t.sites[x.last].at()
	if x.lock {
		return []string{sentencef("%s let go of %s at %s%s and took it again at %s%s; in between %s had it%s, so what %s had found out before no longer had to hold.",
			a.who(task), obj, a.src.line(first), a.stepRef(x.first), a.src.line(last), a.stepRef(x.last), a.who(other), a.stepRef(x.middle), a.who(task))}
	}
	end := "and that change is lost"
	if a.kind() != verdict.WrongResult {
		end = "so what had been read no longer held"
	}
	return []string{sentencef("%s read %s at %s%s and wrote it at %s%s; in between %s changed it at %s%s, %s.",
		a.who(task), obj, a.src.line(first), a.stepRef(x.first), a.src.line(last), a.stepRef(x.last), a.who(other), a.src.line(t.sites[x.middle].at()), a.stepRef(x.middle), end)}
}

// switchLine says between which two steps the only preemption fell, where nothing more is known about what it did.
func (a *analysis) switchLine() []string {
	var only *row
	for i := range a.rows {
		if a.rows[i].kind != rowSwitch {
			continue
		}
		if only != nil {
			return nil
		}
		only = &a.rows[i]
	}
	if only == nil || !only.at.known() {
		return nil
	}
	t := a.tl
	before, after := t.lastBefore(only.task, only.steps[0]), t.firstFrom(only.task, only.steps[0])
	for before >= 0 && len(t.sites[before].chain) == 0 {
		before = t.before[before]
	}
	if before >= 0 && after < 0 && a.in.Counterexample.Died {
		return []string{sentencef("The switch that matters: %s had made %s at %s%s, but not yet come to %s (%s), when it was interrupted.",
			a.who(only.task), a.expression(before).text, a.src.line(t.sites[before].at()), a.stepRef(before), a.src.line(only.at), a.src.text(only.at))}
	}
	if before < 0 || after < 0 || t.op[before] != t.op[after] || t.sites[after].at() != only.at {
		return nil
	}
	return []string{sentencef("The switch that matters: %s had made %s at %s%s, but not yet %s at %s%s, when it was interrupted.",
		a.who(only.task), a.expression(before).text, a.src.line(t.sites[before].at()), a.stepRef(before),
		a.expression(after).text, a.src.line(only.at), a.stepRef(after))}
}

// interferes looks for the last interference within one call: a load and a store of the same object, or an unlock and a lock, with
// a change or a lock by another task between them.
func (a *analysis) interferes() (interference, bool) {
	t := a.tl
	for last := t.cut - 1; last >= t.first; last-- {
		s := &t.trace[last]
		store := s.Kind == sched.KindStore || s.Kind == sched.KindSwap
		lock := s.Kind == sched.KindLock && !s.Blocks
		if !store && !lock || len(t.sites[last].chain) == 0 || s.Object == nil {
			continue
		}
		first := a.opened(last, lock)
		for m := last - 1; first >= 0 && m > first; m-- {
			o := &t.trace[m]
			if o.Task != s.Task && o.Object == s.Object && len(t.sites[m].chain) > 0 && (lock && o.Kind == sched.KindLock && !o.Blocks || !lock && changes(o)) {
				return interference{first, m, last, lock}, true
			}
		}
	}
	return interference{}, false
}

// opened returns the step of the same call that last read what step last writes, or last unlocked what it locks; -1 if there is none.
func (a *analysis) opened(last int, lock bool) int {
	t := a.tl
	for p := t.before[last]; p >= t.first && t.op[p] == t.op[last]; p = t.before[p] {
		o := &t.trace[p]
		if o.Object != t.trace[last].Object || len(t.sites[p].chain) == 0 {
			continue
		}
		switch {
		case lock && o.Kind == sched.KindUnlock, !lock && o.Kind == sched.KindLoad:
			return p
		}
		return -1
	}
	return -1
}

// closedBefore finds, for a panic in closing or sending on a channel, who closed it before, and where the task that panicked had looked at
// it last before that (-1 if it had not).
func (a *analysis) closedBefore() (interference, bool) {
	t, f := a.tl, a.failure()
	last := -1
	for i := range t.trace {
		s, at := &t.trace[i], t.sites[i].at()
		sends := s.Kind == sched.KindClose || s.Kind == sched.KindSend || s.Kind == sched.KindSelect
		if sends && s.Object != nil && s.Task == f.task && t.op[i] == f.op && len(f.frames) > 0 && at.file == f.frames[0].file && at.line == f.frames[0].line {
			last = i
		}
	}
	if last < 0 {
		return interference{}, false
	}
	s := &t.trace[last]
	for m := last - 1; m >= 0; m-- {
		if o := &t.trace[m]; o.Kind == sched.KindClose && o.Object == s.Object && len(t.sites[m].chain) > 0 {
			return interference{first: a.lookedAt(last, m), middle: m, last: last}, true
		}
	}
	return interference{}, false
}

// lookedAt returns the last step before trace index end that the call of step i made on the object of step i, or -1.
func (a *analysis) lookedAt(i, end int) int {
	t := a.tl
	for p := t.before[i]; p >= 0 && t.op[p] == t.op[i]; p = t.before[p] {
		if p < end && t.trace[p].Object == t.trace[i].Object && len(t.sites[p].chain) > 0 {
			return p
		}
	}
	return -1
}

func (a *analysis) closedLine(x interference) string {
	t := a.tl
	text := sentencef("%s had closed it already, at %s%s", a.who(t.trace[x.middle].Task), a.src.line(t.sites[x.middle].at()), a.stepRef(x.middle))
	if x.first >= 0 {
		text += ", after " + a.who(t.trace[x.last].Task) + " had looked at it last, at " + a.src.line(t.sites[x.first].at()) + a.stepRef(x.first)
	}
	return text + "."
}

// referred lists the steps that the explanations speak of.
func (a *analysis) referred() []int {
	var list []int
	for _, m := range a.misses() {
		if m.step >= 0 {
			list = append(list, m.step)
		}
		if m.wait.step >= 0 {
			list = append(list, m.wait.step)
		}
	}
	if x, ok := a.interferes(); ok {
		list = append(list, x.first, x.middle, x.last)
	}
	if x, ok := a.closedBefore(); ok {
		list = append(list, x.first, x.middle, x.last)
	}
	for _, h := range a.locks(a.tl.cut) {
		list = append(list, h.step)
	}
	return list
}
