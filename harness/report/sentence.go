package report

import (
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// sentence says in one sentence what is wrong and where.
func (a *analysis) sentence() string {
	if a.in.Was != "" {
		return "not repeated: found as " + a.in.Was + "; run again from the file it ends well, so that it depends on something that is not under control"
	}
	return a.kind().String() + ": " + a.happened()
}

func (a *analysis) happened() string {
	c := a.in.Counterexample
	if c.Died && a.kind() != verdict.OK {
		return a.died()
	}
	if text := a.disobeyedSentence(); text != "" {
		return text
	}
	text := ""
	switch a.kind() {
	case verdict.OK:
		return "the case runs to its end and holds"
	case verdict.LostWakeup:
		text = a.lostSentence()
	case verdict.WrongResult:
		text = a.wrongSentence()
	case verdict.Deadlock:
		text = a.deadlockSentence()
	case verdict.Livelock:
		text = a.livelockSentence()
	case verdict.Panic:
		text = a.panicSentence()
	case verdict.DataRace:
		text = a.raceSentence()
	case verdict.GoroutineLeak:
		text = a.leakSentence()
	case verdict.Nondeterminism:
		text = "the same schedule gave two different executions"
	case verdict.Unknown:
		text = c.Message
		if a.in.Reason != "" {
			text = a.in.Reason
		}
	}
	switch {
	case text != "":
		return text
	case c.Message != "":
		return strings.TrimPrefix(c.Message, a.kind().String()+": ")
	}
	return "see below"
}

// died names what the process left when it ended, and where it was then.
func (a *analysis) died() string {
	c := a.in.Counterexample
	text := strings.TrimPrefix(c.Message, a.kind().String()+": ")
	if text == "" {
		text = "the process ended while it ran this case"
	}
	if frames := textFrames(c.Output); len(frames) > 0 && a.kind() != verdict.Unknown { // of an endless execution the message names the place
		text += a.placed(frames[0])
	}
	return text
}

// placed adds a position to a sentence.
func (a *analysis) placed(at place) string {
	if !at.known() {
		return ""
	}
	return " at " + a.src.line(at)
}

func (a *analysis) lostSentence() string {
	if len(a.waits) == 0 {
		return ""
	}
	w := a.waits[0]
	text := a.call(w.op)
	if w.op < 0 {
		text = a.who(w.task)
	}
	text += " waits for ever" + a.placed(w.site.at())
	return text + " " + a.although(w.op)
}

func (a *analysis) wrongSentence() string {
	x := a.in.Explanation
	if x == nil {
		return ""
	}
	reasons := x.Obstacles
	if len(reasons) == 0 {
		reasons = x.Orders
	}
	var parts []string
	for op := range a.tl.history.Operations {
		o := &a.tl.history.Operations[op]
		if refused(reasons, a.labels[op]) {
			parts = append(parts, a.call(op)+" "+a.outcomeWords(o))
		}
	}
	if len(parts) == 0 || len(parts) > 3 {
		return "no order of the calls explains their results"
	}
	return "no order of the calls explains that " + listed(parts, "and")
}

// refused reports whether a reason is that the call gave something else than it must.
func refused(reasons []verdict.Order, label string) bool {
	for _, r := range reasons {
		if strings.Contains(r.Why, label+" must ") && strings.Contains(r.Why, ", but it ") {
			return true
		}
	}
	return false
}

func (a *analysis) outcomeWords(o *histories.Operation) string {
	switch {
	case o.Outcome == histories.Cancelled && o.Mode.TimesOut():
		return "timed out"
	case o.Outcome == histories.Cancelled:
		return "was cancelled"
	case o.Outcome == histories.Panicked:
		return "panicked"
	case o.Outcome == histories.Stuck:
		return "waits"
	case o.Out == nil:
		return "returned"
	}
	return "returned " + histories.FormatValue(o.Out)
}

func (a *analysis) deadlockSentence() string {
	if circle := a.circle(); len(circle) > 0 {
		var parts []string
		for i, w := range circle {
			next := circle[(i+1)%len(circle)]
			parts = append(parts, a.who(w.task)+" waits at "+a.src.line(w.site.at())+" for a lock that "+a.who(next.task)+" holds")
		}
		if len(circle) == 1 {
			return a.who(circle[0].task) + " waits at " + a.src.line(circle[0].site.at()) + " for " + a.waitObject(circle[0]) + ", which it holds itself"
		}
		return listed(parts, "and")
	}
	if len(a.waits) == 0 {
		return ""
	}
	var parts []string
	for _, w := range a.waits {
		parts = append(parts, a.who(w.task)+" waits for ever at "+a.src.line(w.site.at()))
	}
	if len(parts) > 3 {
		parts = append(parts[:3], itoa(len(parts)-3)+" more")
	}
	return listed(parts, "and")
}

func (a *analysis) livelockSentence() string {
	for _, w := range a.waits {
		if w.spinning && w.site.at().known() {
			return a.who(w.task) + " spins at " + a.src.line(w.site.at()) + ", and nobody is left who would change what it reads"
		}
	}
	return "tasks run on, but nothing changes any more"
}

func (a *analysis) leakSentence() string {
	if len(a.waits) == 0 {
		return ""
	}
	w := a.waits[0]
	text := "a goroutine"
	if a.tl.actor(w.task).kind == actorTimer {
		text = "the function of a timer"
	}
	if s := a.tl.actor(w.task).started; s != nil && len(s.chain) > 0 {
		text += " started at " + a.src.line(s.at())
	}
	text += " never ends: it waits" + a.placed(w.site.at())
	if n := len(a.waits); n > 1 {
		text += "; " + plural(n-1, "more goroutine") + " too"
	}
	return text
}

func (a *analysis) panicSentence() string {
	f := a.failure()
	if f.text == "" {
		return ""
	}
	text := shorten(f.text, 120)
	if len(f.frames) > 0 {
		text += " at " + a.src.line(f.frames[0])
	}
	if f.by != "" {
		text += ", in " + f.by
	}
	return text
}

func (a *analysis) raceSentence() string { return raceBetween(parseRace(a.in.Race), a.src.line) }

// failing is an uncaught panic.
type failing struct {
	text   string
	frames []place
	by     string // "Release(1) of task A"
	op     int
	task   int
}

// failure returns the first panic of the execution.
func (a *analysis) failure() failing {
	e := a.in.Execution
	if e == nil {
		return failing{op: -1, task: -1}
	}
	if e.Constructor != nil {
		return failing{panicText(e.Constructor.Value), textFrames(e.Constructor.Stack), "the constructor", -1, -1}
	}
	if p := e.Result.Panic; p != nil {
		op := -1
		if i := a.tl.lastBefore(p.Task, len(a.tl.trace)); i >= 0 {
			op = a.tl.op[i]
		}
		by := a.who(p.Task)
		if op >= 0 {
			by = a.call(op)
		}
		return failing{panicText(p.Value), textFrames(p.Stack), by, op, p.Task}
	}
	if f, ok := e.Panics[0]; ok && a.body() {
		return failing{panicText(f.Value), textFrames(f.Stack), bodyName, -1, -1}
	}
	for op := range a.tl.history.Operations {
		if f, ok := e.Panics[op]; ok {
			return failing{panicText(f.Value), textFrames(f.Stack), a.call(op), op, a.tl.taskOf(op)}
		}
	}
	return failing{op: -1, task: -1}
}

// panicText writes what was panicked with, as the runtime does, without addresses.
func panicText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case error:
		return v.Error()
	}
	return valueText(v)
}

// isWaitKind reports whether an operation of kind k can wait.
func isWaitKind(k sched.Kind) bool {
	_, ok := wakes[k]
	return ok || isLock(k)
}
