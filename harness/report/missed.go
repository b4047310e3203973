package report

import (
	"slices"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
)

// missed is what the trace knows about the wake-up that a stuck task did not get.
type missed struct {
	wait  wait
	step  int       // the operation that could have woken it, or that should have brought it about; -1 if there is none
	how   missedHow //
	other int       // the task that was woken in its place
}

type missedHow uint8

const (
	missedEarly  missedHow = iota // it came before the task waited, and found nobody
	missedStolen                  // it came while the task waited, and another one got it
	missedNever                   // nobody ever woke whoever waits there; step is the last that touched what the call had looked at
)

// wakes says for each kind of waiting which operations on the same object end it.
var wakes = map[sched.Kind][]sched.Kind{
	sched.KindRecv:     {sched.KindSend, sched.KindClose, sched.KindSelect},
	sched.KindSend:     {sched.KindRecv, sched.KindClose, sched.KindSelect},
	sched.KindSelect:   {sched.KindSend, sched.KindRecv, sched.KindClose, sched.KindSelect},
	sched.KindCondWait: {sched.KindSignal, sched.KindBroadcast},
	sched.KindWait:     {sched.KindAdd},
	sched.KindLoad:     {sched.KindStore, sched.KindSwap, sched.KindCAS, sched.KindAtomicAdd},
	sched.KindCAS:      {sched.KindStore, sched.KindSwap, sched.KindCAS, sched.KindAtomicAdd},
}

// misses returns what can be known, for at most two stuck tasks.
func (a *analysis) misses() []missed {
	if k := a.kind(); k != verdict.LostWakeup && k != verdict.Deadlock && k != verdict.GoroutineLeak {
		return nil
	}
	var list []missed
	for _, w := range a.waits {
		if k := a.accused(); k >= 0 && w.op != k || isLock(w.kind) || len(w.objects) == 0 || w.spinning || len(list) == 2 {
			continue
		}
		if m, ok := a.missedBy(w); ok {
			list = append(list, m)
		}
	}
	return list
}

// missedBy looks for the last operation of another task that could have woken w.
func (a *analysis) missedBy(w wait) (missed, bool) {
	t := a.tl
	began := 0
	if w.op >= 0 && t.callAt[w.op] >= 0 {
		began = t.callAt[w.op]
	}
	waited := w.step
	if waited < 0 {
		waited = t.cut
	}
	for i := t.cut - 1; i > began; i-- {
		s := &t.trace[i]
		if s.Task == w.task || !a.couldWake(i, w) {
			continue
		}
		if i < waited {
			if a.foundNobody(i) {
				return missed{wait: w, step: i, how: missedEarly}, true
			}
			continue
		}
		if other, ok := a.wokeInstead(i, w); ok {
			return missed{wait: w, step: i, how: missedStolen, other: other}, true
		}
		return missed{}, false // it did happen while the task waited, and why it was of no use can't be told
	}
	if a.kind() != verdict.LostWakeup {
		return missed{}, false
	}
	return missed{wait: w, step: a.lastTouch(w, began), how: missedNever}, true
}

// couldWake reports whether step i is an operation that ends a waiting like w's.
func (a *analysis) couldWake(i int, w wait) bool {
	s := &a.tl.trace[i]
	if s.Blocks || !slices.Contains(wakes[w.kind], s.Kind) || !slices.Contains(w.objects, s.Object) {
		return false
	}
	if s.Kind != sched.KindSelect {
		return true
	}
	e := a.src.expression(a.tl.sites[i], s.Kind)
	if len(e.cases) != 1 {
		return false
	}
	return w.kind == sched.KindSelect || e.cases[0].send == (w.kind == sched.KindRecv)
}

// foundNobody reports whether step i, which could have woken somebody, had no effect because nobody waited.
func (a *analysis) foundNobody(i int) bool {
	s := &a.tl.trace[i]
	switch s.Kind {
	case sched.KindSignal, sched.KindBroadcast:
		return s.Result == 0
	case sched.KindSelect:
		e := a.src.expression(a.tl.sites[i], s.Kind)
		return s.Result == len(e.cases) && e.fallback
	}
	return false
}

// wokeInstead returns the task that went on because of step i, while w waited at the same object: the first of those that waited there
// to step again.
func (a *analysis) wokeInstead(i int, w wait) (int, bool) {
	t := a.tl
	switch t.trace[i].Kind {
	case sched.KindSignal, sched.KindSend, sched.KindRecv, sched.KindSelect:
	default:
		return 0, false
	}
	first := -1
	for _, task := range t.order {
		p := t.lastBefore(task, i)
		if task == w.task || p < 0 || !t.trace[p].Blocks || !slices.Contains(t.trace[p].Waits, t.trace[i].Object) {
			continue
		}
		if n := t.after[p]; n >= 0 && n < t.cut && (first < 0 || n < first) {
			first = n
		}
	}
	if first < 0 {
		return 0, false
	}
	return t.trace[first].Task, true
}

// lastTouch returns the last step by which another task touched, after the call of w began, something that this call had touched
// before it waited.
func (a *analysis) lastTouch(w wait, began int) int {
	t := a.tl
	looked := map[sched.Pointer]bool{}
	for i := began; i < t.cut; i++ {
		s := &t.trace[i]
		if s.Task == w.task && s.Object != nil && len(t.sites[i].chain) > 0 && !slices.Contains(w.objects, s.Object) {
			looked[s.Object] = true
		}
	}
	for i := t.cut - 1; i > began; i-- {
		s := &t.trace[i]
		if s.Task != w.task && t.op[i] >= 0 && looked[s.Object] && len(t.sites[i].chain) > 0 && !s.Blocks {
			return i
		}
	}
	return -1
}

// missedLines writes the block about it.
func (a *analysis) missedLines() []string {
	var lines []string
	for _, m := range a.misses() {
		lines = append(lines, a.missedLine(m))
	}
	return lines
}

func (a *analysis) missedLine(m missed) string {
	w, t := m.wait, a.tl
	who, at := a.who(w.task), a.src.line(w.site.at())
	what := a.waitObject(w)
	if m.step < 0 {
		return sentencef("%s on %s after %s of %s began.", nothingDone(w.kind), what, a.opName(w.op), who)
	}
	site, s := t.sites[m.step], &t.trace[m.step]
	e := a.src.expression(site, s.Kind)
	by := a.src.inFunction(site.at()) + ", " + e.text + a.stepRef(m.step) + ","
	switch m.how {
	case missedEarly:
		return sentencef("%s found nobody waiting on %s. At that moment %s %s.", by, a.name(s.Object, what), who, a.stood(m))
	case missedStolen:
		return sentencef("%s woke %s, and only that: %s has waited on %s at %s since step %d, and was left waiting.", by, a.who(m.other), who, what, at, a.number[w.step])
	}
	return sentencef("%s on %s after %s of %s began. The last to touch what it had looked at was %s of %s: %s %s%s. At that moment %s %s.",
		nothingDone(w.kind), what, a.opName(w.op), who, a.opName(t.op[m.step]), a.who(s.Task), a.src.line(site.at()), e.text, a.stepRef(m.step), who, a.stood(m))
}

// stood says where the stuck task was when it missed its wake-up.
func (a *analysis) stood(m missed) string {
	w, t := m.wait, a.tl
	end := a.src.line(w.site.at())
	if w.step >= 0 && m.step > w.step {
		return "already waited at " + end
	}
	next := t.firstFrom(w.task, m.step)
	for next >= 0 && next < t.cut && len(t.sites[next].chain) == 0 {
		next = t.after[next]
	}
	if next < 0 || t.sites[next].at() == w.site.at() {
		return "stood before " + end + ", about to wait on it"
	}
	e := a.src.expression(t.sites[next], t.trace[next].Kind)
	return "stood before " + a.src.line(t.sites[next].at()) + " (" + e.text + "), on its way to wait at " + end
}

func nothingDone(k sched.Kind) string {
	switch k {
	case sched.KindCondWait:
		return "nobody called Signal or Broadcast"
	case sched.KindRecv:
		return "nobody sent or closed"
	case sched.KindSend:
		return "nobody received"
	case sched.KindWait:
		return "nobody called Done"
	}
	return "nothing happened that ends the waiting"
}

// waitObject names what a task waits on.
func (a *analysis) waitObject(w wait) string {
	var names []string
	for _, obj := range w.objects {
		if n := a.names[obj]; n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		e := a.src.expression(w.site, w.kind)
		if e.object != "" {
			return e.object
		}
		return "what it waits for"
	}
	return listed(names, "or")
}

func (a *analysis) opName(op int) string {
	if op < 0 {
		return "the work"
	}
	return a.tl.history.Operations[op].Invocation()
}

// listed joins words: "a, b or c".
func listed(words []string, last string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		text := ""
		for i, w := range words[:n-1] {
			if i > 0 {
				text += ", "
			}
			text += w
		}
		return text + " " + last + " " + words[n-1]
	}
}
