package report

import (
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// whyTitle is the heading of the block that why writes.
func (a *analysis) whyTitle() string {
	switch a.kind() {
	case verdict.Unknown:
		return "Why there is no verdict"
	case verdict.Nondeterminism:
		return "What differs"
	}
	return "Why it is wrong"
}

// why writes the block that says why the verdict is what it is.
func (a *analysis) why() []string {
	if a.in.Counterexample.Died {
		return a.whyDied()
	}
	switch a.kind() {
	case verdict.LostWakeup:
		return a.whyLost()
	case verdict.WrongResult:
		return a.whyWrong()
	case verdict.Deadlock:
		return a.whyDeadlock()
	case verdict.Livelock:
		return a.whyLivelock()
	case verdict.Panic:
		return a.whyPanic()
	case verdict.DataRace:
		return a.whyRace()
	case verdict.GoroutineLeak:
		return a.whyLeak()
	case verdict.Nondeterminism:
		return a.whyNondeterminism()
	case verdict.Unknown:
		return a.whyUnknown()
	}
	return nil
}

func (a *analysis) whyWrong() []string {
	lines := a.judged()
	if m := a.in.Counterexample.Message; len(lines) == 0 && m != "" {
		lines = append(lines, "The test itself said: "+m)
	}
	if a.disobeyed() >= 0 {
		return append(lines, a.whyDisobeyed()...)
	}
	return append(lines, a.between()...)
}

func (a *analysis) whyLost() []string {
	if len(a.waits) == 0 {
		return a.judged()
	}
	w := a.waits[0]
	lines := []string{"No task can run and no timer is pending, so " + a.who(w.task) + " will never go on."}
	if w.holder >= 0 {
		lines = append(lines, upper(a.holding(w)))
	}
	lines = append(lines, a.judged()...)
	if a.disobeyed() >= 0 {
		return append(lines, a.whyDisobeyed()...)
	}
	return append(lines, a.rescueWords()...)
}

// rescueWords says what was done to free the call that is accused.
func (a *analysis) rescueWords() []string {
	op := a.waits[0].op
	if op < 0 {
		return nil
	}
	for k := range a.tl.history.Operations {
		o := &a.tl.history.Operations[k]
		if o.Task < a.tl.scenario.RescueClient() {
			continue
		}
		if a.tl.history.Operations[op].Outcome != histories.Stuck {
			return []string{"One more " + o.Invocation() + " did free " + a.who(a.waits[0].task) + ": only the wake-up was lost."}
		}
		return []string{"Up to the rescue it waited rightly. The rescue is " + o.Invocation() + ", which the harness calls when the tasks wait: by the model it must free a " +
			"waiting call, and it did not."}
	}
	return nil
}

// holding says who holds the lock that w waits for, since where, and what became of that task.
func (a *analysis) holding(w wait) string {
	lock := a.waitObject(w)
	text := a.named(w.task) + " waits at " + a.src.line(w.site.at()) + " for " + lock
	for _, h := range a.locks(a.tl.cut) {
		if h.task != w.holder || len(w.objects) == 0 || h.object != w.objects[0] {
			continue
		}
		text += ", which " + a.who(h.task) + " locked at " + a.src.inFunction(a.tl.sites[h.step].at())
		if e := a.expression(h.step); e.object != "" && e.object != lock {
			text += " as " + e.object
		}
		text += a.stepRef(h.step)
		last := a.tl.lastBefore(h.task, a.tl.cut)
		switch {
		case h.task == w.task:
			text += " itself"
		case a.isStuck(h.task):
		case a.tl.op[h.step] >= 0 && a.tl.returnAt[a.tl.op[h.step]] >= 0 || last >= 0 && a.tl.trace[last].Kind == sched.KindEnd:
			text += " and left locked"
		}
		return text + "."
	}
	if w.holder >= 0 {
		return text + ", which " + a.who(w.holder) + " holds."
	}
	return text + "."
}

// circle returns tasks each of which waits for a lock that the next one holds, the last for the first; nil if there is no such circle.
func (a *analysis) circle() []wait {
	for start := range a.waits {
		var path []wait
		for w := a.waits[start]; ; {
			path = append(path, w)
			next, ok := a.waitOfTask(w.holder)
			if w.holder < 0 || !ok || len(path) > len(a.waits) {
				break
			}
			if next.task == path[0].task {
				return path
			}
			w = next
		}
	}
	return nil
}

func (a *analysis) waitOfTask(task int) (wait, bool) {
	for _, w := range a.waits {
		if w.task == task {
			return w, true
		}
	}
	return wait{}, false
}

func (a *analysis) whyDeadlock() []string {
	circle := a.circle()
	var lines []string
	for _, w := range circle {
		lines = append(lines, upper(a.holding(w)))
	}
	switch len(circle) {
	case 0:
		still := "No task can run and no timer is pending"
		if x := a.in.Execution; x != nil && slices.ContainsFunc(x.Stuck, func(s sched.Stuck) bool { return s.Alive }) {
			still = "Nothing goes on but what timers wake again and again"
		}
		lines = append(lines, still+", so nobody will ever wake these:")
	case 1:
		return append(lines, "A lock of package sync can't be taken twice by the same goroutine: it waits for itself.")
	default:
		lines = append(lines, "That is a circle: none of them can go on before another one does.")
	}
	others := slices.DeleteFunc(slices.Clone(a.waits), func(w wait) bool { return in(circle, w) })
	return append(lines, a.each(others, func(w wait) string {
		if isLock(w.kind) {
			return upper(a.holding(w))
		}
		return upper(a.named(w.task) + " waits at " + a.src.inFunction(w.site.at()) + ": " + a.src.expression(w.site, w.kind).text + ".")
	})...)
}

// named says which task it is, and of a goroutine that the code under test started, where.
func (a *analysis) named(task int) string {
	if s := a.tl.actor(task).started; s != nil && len(s.chain) > 0 {
		return a.who(task) + ", started at " + a.src.inFunction(s.at()) + ","
	}
	return a.who(task)
}

// each writes a line for each of the tasks that wait, but one for all that were started at the same place and wait at the same place.
func (a *analysis) each(waits []wait, line func(wait) string) []string {
	type places struct{ started, waits place }
	index := map[places]int{}
	var lines []string
	var more []int
	for _, w := range waits {
		at := places{waits: w.site.at()}
		if s := a.tl.actor(w.task).started; s != nil && len(s.chain) > 0 {
			at.started = s.at()
		}
		if i, ok := index[at]; ok && at.started.known() {
			more[i]++
			continue
		}
		index[at] = len(lines)
		lines, more = append(lines, line(w)), append(more, 0)
	}
	for i, n := range more {
		if n > 0 {
			lines[i] += " (" + itoa(n) + " more like it)"
		}
	}
	return lines
}

func in(list []wait, w wait) bool {
	for _, x := range list {
		if x.task == w.task {
			return true
		}
	}
	return false
}

func (a *analysis) whyLivelock() []string {
	lines := []string{"Tasks could run and did, but they only read again what they had read; what they wait to see has not changed for thousands of rounds."}
	for _, w := range a.waits {
		at := a.src.inFunction(w.site.at())
		e := a.src.expression(w.site, w.kind)
		if w.spinning {
			text := sentencef("%s spins at %s: %s", a.who(w.task), at, e.text)
			if i := a.lastResult(w); i >= 0 {
				if r := resultText(a.tl.trace[i].Kind, a.tl.trace[i].Result, e); r != "" {
					text += " " + r + ", every time"
				}
			}
			lines = append(lines, text+".")
			lines = append(lines, a.lastWriter(w)...)
			continue
		}
		if w.site.at().known() && isWaitKind(w.kind) {
			lines = append(lines, sentencef("%s waits at %s: %s.", a.who(w.task), at, e.text))
		}
	}
	return lines
}

// lastResult returns the last step in which the task of w read what it spins on, or -1.
func (a *analysis) lastResult(w wait) int {
	for i := len(a.tl.trace) - 1; i >= 0; i-- {
		s := &a.tl.trace[i]
		if s.Task == w.task && s.Kind == w.kind && len(a.tl.sites[i].chain) > 0 && a.tl.sites[i].at() == w.site.at() {
			return i
		}
	}
	return -1
}

// lastWriter says who changed last what a task spins on.
func (a *analysis) lastWriter(w wait) []string {
	for i := len(a.tl.trace) - 1; i >= 0 && len(w.objects) > 0; i-- {
		s := &a.tl.trace[i]
		if s.Object != w.objects[0] || s.Task == w.task || !changes(s) || len(a.tl.sites[i].chain) == 0 {
			continue
		}
		e := a.expression(i)
		return []string{"  The last to change it was " + a.who(s.Task) + ", at " + a.src.inFunction(a.tl.sites[i].at()) + ": " + e.text + a.stepRef(i) + "."}
	}
	if n := a.waitObject(w); n != "" && len(w.objects) > 0 {
		return []string{"  No other task changed " + n + " during this execution."}
	}
	return nil
}

// changes reports whether a step changed its object.
func changes(s *sched.Step) bool {
	switch s.Kind {
	case sched.KindStore, sched.KindSwap, sched.KindAtomicAdd:
		return true
	case sched.KindCAS:
		return s.Result != false
	}
	return false
}

func (a *analysis) whyPanic() []string {
	f := a.failure()
	if f.text == "" {
		return nil
	}
	lines := []string{"panic: " + f.text}
	lines = append(lines, a.stack(f.frames, 8)...)
	if f.by != "" && f.op >= 0 && a.in.Spec != nil {
		lines = append(lines, "The panic came out of "+f.by+", and the model does not have it panic here.")
	}
	if x, ok := a.closedBefore(); ok {
		lines = append(lines, a.closedLine(x))
	}
	return append(lines, a.between()...)
}

func (a *analysis) whyLeak() []string {
	lines := []string{"All calls have returned, no task can run and no timer is pending, but these goroutines still wait, and for ever:"}
	return append(lines, a.each(a.waits, func(w wait) string {
		e := a.src.expression(w.site, w.kind)
		return "  " + upper(a.named(w.task)) + " waits at " + a.src.inFunction(w.site.at()) + ": " + e.text
	})...)
}

func (a *analysis) whyNondeterminism() []string {
	lines := []string{"The same scenario was run twice under the same schedule, and the two executions differ."}
	if a.in.Reason != "" {
		lines = append(lines, sentencef("%s.", strings.TrimSuffix(a.in.Reason, ".")))
	}
	return append(lines,
		"Something besides the schedule decides what the code does: state that outlives an execution (a package-level variable, a constructor that "+
			"returns the same object twice), the order of a map, random numbers, addresses, or the wall clock.")
}

func (a *analysis) whyUnknown() []string {
	var lines []string
	if a.in.Reason != "" {
		lines = append(lines, sentencef("%s.", strings.TrimSuffix(a.in.Reason, ".")))
	}
	lines = append(lines, "This is neither a pass nor a violation: the question could not be settled.")
	if e := a.in.Execution; e != nil {
		switch {
		case e.Ending == sched.EndStepLimit:
			lines = append(lines, "The execution was given up after "+plural(e.Steps, "step")+", undecided: it may be in an endless loop that writes, or only be long.")
		case e.Points == 0 && len(a.tl.history.Operations) > 0:
			lines = append(lines, "The calls met no yield point, so nothing was tried out: the code under test is not instrumented, or does not synchronize at all.")
		}
	}
	return lines
}

func (a *analysis) whyDied() []string {
	c := a.in.Counterexample
	frames := textFrames(c.Output)
	const most, first, deepest = 12, 2, 6
	if a.kind() == verdict.Unknown { // an endless loop, or a call that waits outside control
		lines := []string{"The process had to be killed, since a task does not come to the end of its step: it passes no yield point any more, and without one " +
			"nobody else can run. It stands in:"}
		return append(lines, a.stack(frames, deepest)...)
	}
	output := strings.Split(strings.TrimRight(c.Output, "\n"), "\n")
	if len(frames) > 0 {
		output = output[:min(len(output), first)]
	}
	if c.Output == "" {
		return append([]string{"The code under test ended the process in the middle of this case, and wrote nothing."}, a.between()...)
	}
	lines := []string{"The code under test ended the process in the middle of this case. The last that it wrote:"}
	for _, l := range output[max(0, len(output)-most):] {
		if l != "" {
			lines = append(lines, "  | "+strings.ReplaceAll(l, "\t", "    "))
		}
	}
	return append(append(lines, a.stack(frames, deepest)...), a.between()...)
}

// stack writes the frames of a stack with their source lines. Equal ones in a row, of a recursion, are one line.
func (a *analysis) stack(frames []place, most int) []string {
	var lines []string
	for i := 0; i < len(frames); {
		n := 1
		for i+n < len(frames) && frames[i+n] == frames[i] {
			n++
		}
		if len(lines) == most {
			return append(lines, "  ... "+plural(len(frames)-i, "frame")+" more")
		}
		text := "  " + pad(a.src.line(frames[i]), 24) + "   " + a.src.text(frames[i])
		if frames[i].line == 0 { // not every instruction has a line
			text = "  " + pad(strings.TrimSuffix(a.src.line(frames[i]), ":0"), 24) + "   in " + frames[i].fn
		}
		if n > 1 {
			text += "  (" + itoa(n) + " frames in a row)"
		}
		lines = append(lines, text)
		i += n
	}
	return lines
}
