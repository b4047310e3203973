package report

import (
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// missed is what the trace knows about the wake-up that a stuck task did not get.
type missed struct {
	wait  wait
	step  int // the operation that could have woken it, or that should have brought it about; -1 if there is none
	how   missedHow
	other int // the task that was woken in its place
	left  int // where that one left without passing it on
	look  int // where the one that left had looked last, before a wake-up that came late
}

type missedHow uint8

const (
	missedEarly  missedHow = iota // it came before the task waited, and found nobody
	missedStolen                  // it came while the task waited, and another one got it
	missedWasted                  // it went to a call that was cancelled and passed nothing on
	missedLate                    // it was for a call that had left, cancelled
	missedGone                    // whoever would have taken what the task has to give left in another way
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
	if a.disobeyed() >= 0 {
		return nil // what it missed is its context
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
	for _, look := range [...]func(wait) (missed, bool){a.gone, a.wasted} {
		if m, ok := look(w); ok {
			return m, true
		}
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
	e := a.expression(i)
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
		e := a.expression(i)
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
		if task == w.task || p < 0 || !t.trace[p].Blocks || !slices.Contains(objectsOf(&t.trace[p]), t.trace[i].Object) {
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

// gone looks, for a sender, for the receiver that was there and left by another case of its select.
func (a *analysis) gone(w wait) (missed, bool) {
	t := a.tl
	for b := t.cut - 1; b >= t.first && w.kind == sched.KindSend; b-- {
		s, next := &t.trace[b], t.after[b]
		if s.Blocks && s.Kind == sched.KindSelect && s.Task != w.task && next >= 0 && next < t.cut && slices.Contains(objectsOf(s), w.objects[0]) {
			return missed{wait: w, step: b, how: missedGone, other: s.Task, left: next}, true
		}
	}
	return missed{}, false
}

// wasted looks for a wake-up that went to another call, which had waited too, but which came back cancelled all the same: it was woken and
// did not look, or had looked already and was about to leave.
func (a *analysis) wasted(w wait) (missed, bool) {
	t := a.tl
	for b := t.cut - 1; b >= t.first; b-- {
		s := &t.trace[b]
		op, next := t.op[b], t.after[b]
		if !s.Blocks || op < 0 || op == w.op || next < 0 || next >= t.cut || t.history.Operations[op].Outcome != histories.Cancelled {
			continue
		}
		other := wait{task: s.Task, kind: s.Kind, objects: objectsOf(s)}
		for i := t.cut - 1; i > b; i-- {
			if by := &t.trace[i]; by.Task == s.Task || len(t.sites[i].chain) == 0 || !a.couldWake(i, other) || a.foundNobody(i) {
				continue
			}
			m := missed{wait: w, step: i, how: missedWasted, other: s.Task, left: next}
			if i > next {
				m.how, m.look = missedLate, a.lastLook(next, i)
			}
			return m, true
		}
	}
	return missed{}, false
}

// lastLook returns the last step before i that a task made on the object of step i, from its step next on; else the step before next, in
// which it waited.
func (a *analysis) lastLook(next, i int) int {
	t, look := a.tl, a.tl.before[next]
	for n := next; n >= 0 && n < i; n = t.after[n] {
		if t.trace[n].Object == t.trace[i].Object && len(t.sites[n].chain) > 0 {
			look = n
		}
	}
	return look
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
	never := sentencef("%s after %s of %s began", a.nothingDone(w), a.opName(w.op), who)
	if m.step < 0 {
		return never + "."
	}
	site, s := t.sites[m.step], &t.trace[m.step]
	by, code := a.who(s.Task), a.expression(m.step).text
	where := a.src.inFunction(site.at()) + a.stepRef(m.step)
	switch m.how {
	case missedEarly:
		return sentencef("%s found nobody waiting on %s at %s: %s. At that moment %s %s.", by, a.name(s.Object, a.waitObject(w)), where, code, who, a.stood(m))
	case missedStolen:
		return sentencef("%s woke %s at %s: %s. %s had waited at %s since step %d, and was left waiting.", by, a.who(m.other), where, code, upper(who), at, a.number[w.step])
	case missedWasted:
		op := t.op[m.left]
		return sentencef("%s woke %s at %s: %s. But %s left cancelled at %s%s and passed nothing on to %s, which waits at %s.",
			by, a.who(m.other), where, code, a.call(op), a.src.line(t.sites[t.before[m.left]].at()), a.resumedRef(t.before[m.left]), who, at)
	case missedGone:
		return sentencef("%s was there to take %s at %s, but left by another way%s. Since then nobody receives what %s has to send at %s.",
			by, a.waitObject(w), where, a.resumedRef(m.step), who, at)
	case missedLate:
		op := t.op[m.left]
		return sentencef("%s did its part at %s: %s. But that was for %s, which was cancelled and leaving: it had looked last at %s%s. So nothing reached %s, which waits at %s.",
			by, where, code, a.call(op), a.src.line(t.sites[m.look].at()), a.stepRef(m.look), who, at)
	}
	return never + sentencef(". The last to touch what it had looked at was %s of %s, at %s: %s. At that moment %s %s.",
		a.opName(t.op[m.step]), by, where, code, who, a.stood(m)) + a.wokeOthers(m)
}

// wokeOthers says whom the operation that should have woken the task woke.
func (a *analysis) wokeOthers(m missed) string {
	t := a.tl
	for i := m.step; i >= 0 && t.op[i] == t.op[m.step]; i = t.before[i] {
		for _, task := range t.order {
			p := t.lastBefore(task, i)
			if task == m.wait.task || task == t.trace[i].Task || p < 0 || !t.trace[p].Blocks || t.after[p] < 0 || t.after[p] >= t.cut {
				continue
			}
			if a.couldWake(i, wait{task: task, kind: t.trace[p].Kind, objects: objectsOf(&t.trace[p])}) && !isLock(t.trace[p].Kind) {
				return sentencef(" %s had woken %s, and nobody else, at %s%s: %s.", a.opName(t.op[i]), a.who(task), a.src.line(t.sites[i].at()), a.stepRef(i), a.expression(i).text)
			}
		}
	}
	return ""
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
	e := a.expression(next)
	return "stood before " + a.src.line(t.sites[next].at()) + " (" + e.text + "), on its way to wait at " + end
}

// nothingDone says what did not happen to what a task waits on.
func (a *analysis) nothingDone(w wait) string {
	obj := a.waitObject(w)
	switch w.kind {
	case sched.KindCondWait:
		return "nobody called Signal or Broadcast on " + obj
	case sched.KindRecv:
		return "nobody sent on " + obj + " or closed it"
	case sched.KindSend:
		return "nobody received from " + obj
	case sched.KindWait:
		return "nobody called Done on " + obj
	case sched.KindSelect:
		if e := a.src.expression(w.site, w.kind); !slices.ContainsFunc(e.cases, func(c selectCase) bool { return c.send }) {
			return "nobody sent on " + obj + " or closed it"
		}
		return "nothing happened to " + obj
	}
	return "nobody changed " + obj
}

// waitObject names what a task waits on, as the source calls it there.
func (a *analysis) waitObject(w wait) string {
	e := a.src.expression(w.site, w.kind)
	if e.object != "" {
		return e.object
	}
	var names []string
	plain := w.op >= 0 && a.tl.history.Operations[w.op].Mode == histories.Plain
	for _, c := range e.cases {
		if !plain || !strings.HasSuffix(c.object, ".Done()") { // the context of a plain call never ends
			names = append(names, c.object)
		}
	}
	if len(names) == 0 {
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
