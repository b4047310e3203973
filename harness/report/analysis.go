package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// analysis is what a report has found out, before it is written.
type analysis struct {
	in          Input
	opt         Options
	src         *sources
	tl          *timeline
	locate      locator
	labels      []string                 // of the operations, as the explanation has them
	names       map[sched.Pointer]string // what the source calls the objects
	preemptions []preemption
	waits       []wait
	rows        []row
	number      map[int]int // for each trace index that is shown, its row's number
	resumed     map[int]int // for each step that waits, the number of the row in which its task goes on
}

// preemption is a decision that took control from a task that could go on.
type preemption struct {
	sched.Decision
	shown bool
}

func analyse(in Input, opt Options) *analysis {
	a := &analysis{in: in, opt: opt.filled(), names: map[sched.Pointer]string{}, number: map[int]int{}, resumed: map[int]int{}}
	a.src = newSources(a.opt)
	if in.Execution != nil {
		a.locate.frames = in.Execution.Frames
	}
	a.tl = newTimeline(in.Execution, a.body(), a.waiting())
	if in.Execution == nil {
		return a
	}
	a.labels = a.tl.history.Labels()
	for _, d := range in.Execution.Decisions {
		if d.Preempts {
			a.preemptions = append(a.preemptions, preemption{Decision: d})
		}
	}
	a.nameObjects()
	if !in.Counterexample.Died {
		a.waits = a.stuckTasks(in.Execution)
		a.sortWaits()
	}
	a.rows = compress(a.trace(), a.opt.Rows, a.matters())
	a.count()
	a.noteFiles()
	return a
}

// body reports whether the case is of a test body without a model: it is the only operation then.
func (a *analysis) body() bool {
	s := a.in.Counterexample.Scenario
	return a.in.Spec == nil && s != nil && len(s.Tasks) == 1 && len(s.Tasks[0]) == 1 && len(s.Prefix)+len(s.Epilogue) == 0
}

// waiting reports whether the verdict is that something waits for ever.
func (a *analysis) waiting() bool {
	switch a.kind() {
	case verdict.LostWakeup, verdict.Deadlock, verdict.Livelock, verdict.GoroutineLeak:
		return true
	}
	return false
}

func (a *analysis) kind() verdict.Kind { return a.in.Counterexample.Verdict }

// nameObjects finds out what the source calls each object: the first name that it is operated on by.
func (a *analysis) nameObjects() {
	for i := range a.tl.trace {
		s := &a.tl.trace[i]
		site := a.tl.sites[i]
		if len(site.chain) == 0 {
			continue
		}
		if s.Object != nil && a.names[s.Object] == "" && site.makes(s.Kind) {
			e := a.expression(i)
			if s.Kind != sched.KindSelect || len(e.cases) == 1 {
				a.names[s.Object] = e.object
			}
		}
		if s.Blocks && s.Kind == sched.KindSelect {
			a.nameCases(s, a.expression(i))
		}
	}
}

// expression returns the source text of the operation of trace index i. Where a line has several, the one on an object that is known by
// that name is meant. Of deferred calls, as many have run as the task has made steps there; names don't tell them apart, since the same
// object may have another name in each call of a function.
func (a *analysis) expression(i int) expression {
	t := a.tl
	s := &t.trace[i]
	e := a.src.expression(t.sites[i], s.Kind)
	if len(e.others) == 0 {
		return e
	}
	if !e.deferred {
		for _, o := range e.others {
			if name := a.names[s.Object]; name != "" && o.object == name {
				return o
			}
		}
		return e
	}
	n := 0
	for p := t.before[i]; p >= 0 && t.trace[p].Kind == s.Kind && sameChain(t.sites[p], t.sites[i]); p = t.before[p] {
		n++
	}
	return e.others[min(n, len(e.others)-1)]
}

func (a *analysis) nameCases(s *sched.Step, e expression) {
	if len(s.Waits) != len(e.cases) {
		return // a case with a nil channel is waited at by nobody
	}
	for i, obj := range s.Waits {
		if a.names[obj] == "" {
			a.names[obj] = e.cases[i].object
		}
	}
}

// name returns what the source calls an object, or what it is.
func (a *analysis) name(obj sched.Pointer, otherwise string) string {
	if n := a.names[obj]; n != "" {
		return n
	}
	return otherwise
}

// sortWaits puts the call that the model accuses first.
func (a *analysis) sortWaits() {
	accused := a.accused()
	slices.SortStableFunc(a.waits, func(x, y wait) int {
		return cmp.Compare(b2i(x.op != accused), b2i(y.op != accused))
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// matters says which rows are not left out: those beside a switch, those that are stuck, and those that the explanations refer to.
func (a *analysis) matters() func(row) bool {
	pinned := map[int]bool{}
	for _, i := range a.referred() {
		pinned[i] = true
	}
	return func(r row) bool {
		return r.alert || slices.ContainsFunc(r.steps, func(i int) bool { return pinned[i] })
	}
}

// count numbers the rows that are steps of a task or events.
func (a *analysis) count() {
	n := 0
	for i := range a.rows {
		r := &a.rows[i]
		switch r.kind {
		case rowStep, rowCall, rowEvent, rowReturn:
			n++
			r.number = n
		}
		if r.resumes > 0 {
			a.resumed[r.resumes-1] = r.number
		}
		for _, s := range r.steps {
			if a.number[s] == 0 && r.number > 0 && r.kind != rowSwitch {
				a.number[s] = r.number
			}
		}
	}
}

// noteFiles has the names of all files that are shown told apart.
func (a *analysis) noteFiles() {
	for _, w := range a.waits {
		a.src.note(w.site.at())
	}
	for _, act := range a.tl.actors {
		if act.started != nil && len(act.started.chain) > 0 && act.kind != actorCancel {
			a.src.note(act.started.at())
		}
	}
	slices.Sort(a.src.seen)
}

// step refers to a row by its number, "(step 6)", or is empty if the trace index is not shown.
func (a *analysis) stepRef(i int) string {
	if n := a.number[i]; n > 0 {
		return " (step " + itoa(n) + ")"
	}
	return ""
}

// resumedRef refers to the row in which the task that waited in a step goes on.
func (a *analysis) resumedRef(i int) string {
	if n := a.resumed[i]; n > 0 {
		return " (step " + itoa(n) + ")"
	}
	return ""
}

// shown reports whether a part of the scenario other than a task has a column: where something went wrong in it, where it had to free
// calls that stayed stuck, or where there are no tasks.
func (a *analysis) shown(who *actor) bool {
	if !a.tl.hasTasks() {
		return true
	}
	first, stuck := a.tl.firstStuck()
	for op := range a.tl.history.Operations {
		o := &a.tl.history.Operations[op]
		if o.Task != who.client {
			continue
		}
		if o.Outcome == histories.Panicked || slices.Contains(a.stuckOps(), op) || stuck && o.Call > first.At {
			return true
		}
	}
	return false
}

func (a *analysis) labelled(s *sched.Step) (op int, ok bool) {
	label, ok := s.Result.(exec.Label)
	if !ok || label.Operation >= len(a.tl.history.Operations) {
		return -1, false
	}
	return label.Operation, true
}

func (a *analysis) isStuck(task int) bool {
	return slices.ContainsFunc(a.waits, func(w wait) bool { return w.task == task })
}

// standing returns the place that a task stood before at trace index i, or, where it stood between two calls, the call.
func (a *analysis) standing(task, i int) (at place, call string) {
	t := a.tl
	for n := t.firstFrom(task, i); n >= 0; n = t.after[n] {
		if len(t.sites[n].chain) > 0 {
			return t.sites[n].at(), ""
		}
		if op := t.op[n]; op >= 0 && t.trace[n].Kind == sched.KindCall {
			return place{}, t.history.Operations[op].Invocation()
		}
		if t.trace[n].Kind == sched.KindCancel {
			return place{}, "cancelling"
		}
	}
	if w, ok := a.waitOfTask(task); ok {
		return w.site.at(), ""
	}
	if n := t.lastBefore(task, len(t.trace)); n >= 0 && t.trace[n].Kind == sched.KindEnd {
		return place{}, "its end"
	}
	if e := a.in.Execution; e != nil {
		for k := range e.Stuck {
			if e.Stuck[k].ID == task {
				return a.locate.site(e.Stuck[k].Stack).at(), ""
			}
		}
	}
	return place{}, "its next step"
}

// columnOrder sorts tasks the way a reader expects their columns: prefix, tasks, goroutines, epilogue, rescues.
func (a *analysis) columnOrder(tasks []int) []int {
	rank := func(task int) int {
		who := a.tl.actor(task)
		switch {
		case who.kind == actorTimer, who.kind == actorGoroutine && who.name != bodyName:
			return 1<<20 + task
		case who.client < 0:
			return task
		case who.client == a.tl.scenario.PrefixClient():
			return -1
		case who.kind == actorPart:
			return 2<<20 + who.client
		}
		return who.client
	}
	slices.SortFunc(tasks, func(x, y int) int { return cmp.Compare(rank(x), rank(y)) })
	return tasks
}

// who names a task at the place of a subject in a sentence.
func (a *analysis) who(task int) string { return a.tl.actor(task).title() }

// call names an operation and its task: "Acquire(1) of task A".
func (a *analysis) call(op int) string {
	if op < 0 || op >= len(a.tl.history.Operations) {
		return "a call"
	}
	o := &a.tl.history.Operations[op]
	who := a.tl.scenario.ClientName(o.Task)
	if o.Task < a.tl.scenario.PrefixClient() {
		who = "task " + who
	} else {
		who = "the " + who
	}
	return o.Invocation() + " of " + who + a.tl.history.Repeats()[op]
}

// sizeOf is the size of a counterexample, which need not have a scenario.
func sizeOf(c *counterexample.Counterexample) counterexample.Size {
	if c.Scenario == nil {
		return counterexample.Size{}
	}
	return c.Size()
}

func sizeText(s counterexample.Size) string {
	return plural(s.Tasks, "task") + ", " + plural(s.Operations, "operation") + ", " + plural(s.Preemptions, "preemption")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return itoa(n) + " " + what + "s"
}

func durationText(d sched.Duration) string { return time.Duration(d).String() }

// upper begins a sentence.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func sentencef(format string, args ...any) string { return upper(fmt.Sprintf(format, args...)) }
