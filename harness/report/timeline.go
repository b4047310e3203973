package report

import (
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
)

// actor is whoever makes steps: a task of the scenario, one of its other parts, a goroutine of the subject's, the clock.
type actor struct {
	id      int
	kind    actorKind
	name    string // "A"
	client  int    // in the history; -1 if it calls no operations
	started *site  // the go statement; nil unless the subject or the test started it
	by      int    // the task that started it
}

type actorKind uint8

const (
	actorTask      actorKind = iota // a task of the scenario
	actorPart                       // prefix, epilogue, rescue
	actorGoroutine                  // started by the subject, or by the body of a test
	actorTimer                      // the function of a timer, started by the clock
	actorCancel                     // cancels the context of a call
	actorTest                       // runs a test of package testing, or a subtest
	actorClock
)

// heading is what the actor's column is called.
func (a *actor) heading() string { return strings.TrimPrefix(a.title(), "the ") }

// title is what sentences call the actor.
func (a *actor) title() string {
	switch a.kind {
	case actorTask:
		return "task " + a.name
	case actorGoroutine:
		switch a.name {
		case bodyName, "constructor":
			return "the " + a.name
		}
		return "goroutine " + a.name
	case actorTimer:
		return "timer function " + a.name
	}
	if a.kind == actorPart {
		return "the " + a.name
	}
	return a.name
}

const bodyName = "test body"

// timeline is a trace with what each of its steps belongs to.
type timeline struct {
	trace    []sched.Step
	sites    []*site
	actors   map[int]*actor
	order    []int // the tasks in the order of their first step
	before   []int // the step before by the same task, or -1
	after    []int // the next step by the same task, or -1
	op       []int // the operation during which the step was made, or -1
	history  *histories.History
	scenario *scenario.Scenario
	callAt   []int // for each operation its call in the trace, or -1
	returnAt []int
	first    int // the interleaving begins here: the prefix is over
	cut      int // and ends here: the tasks have ended or are stuck, and what follows are probes
}

// newTimeline reads the trace of e. Of a test body without a model, which is the only operation of its scenario, nothing but the trace
// means anything: its scenario and history are left out. waiting says that the verdict is about calls that wait: what happened
// after they were found to be stuck is then left out.
func newTimeline(e *exec.Execution, body, waiting bool) *timeline {
	t := &timeline{actors: map[int]*actor{}, history: &histories.History{}, scenario: &scenario.Scenario{}}
	if e == nil {
		return t
	}
	t.trace = e.Trace
	if e.History != nil && !body {
		t.history = e.History
	}
	if e.Scenario != nil && !body {
		t.scenario = e.Scenario
	}
	l := locator{frames: e.Frames}
	for i := range t.trace {
		t.sites = append(t.sites, l.site(t.trace[i].PCs))
	}
	t.link()
	t.cast(&l, e)
	t.bound(waiting)
	return t
}

// link connects the steps of each task, and steps with operations.
func (t *timeline) link() {
	n := len(t.trace)
	t.before, t.after, t.op = make([]int, n), make([]int, n), make([]int, n)
	ops := len(t.history.Operations)
	t.callAt, t.returnAt = fill(ops, -1), fill(ops, -1)
	last, current := map[int]int{}, map[int]int{}
	for i := range t.trace {
		s := &t.trace[i]
		t.before[i], t.after[i], t.op[i] = -1, -1, -1
		if p, ok := last[s.Task]; ok {
			t.before[i], t.after[p] = p, i
		} else {
			t.order = append(t.order, s.Task)
		}
		last[s.Task] = i
		label, labelled := s.Result.(exec.Label)
		valid := labelled && label.Operation < ops
		switch {
		case s.Kind == sched.KindCall && valid:
			t.callAt[label.Operation], t.op[i] = i, label.Operation
			current[s.Task] = label.Operation
		case s.Kind == sched.KindReturn && valid:
			t.returnAt[label.Operation], t.op[i] = i, label.Operation
			delete(current, s.Task)
		default:
			if op, ok := current[s.Task]; ok {
				t.op[i] = op
			}
		}
	}
}

func fill(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// cast finds out who the tasks are.
func (t *timeline) cast(l *locator, e *exec.Execution) {
	t.actors[sched.ClockID] = &actor{id: sched.ClockID, kind: actorClock, name: "the clock", client: -1}
	for i := range t.trace {
		s := &t.trace[i]
		a := t.actor(s.Task)
		switch s.Kind {
		case sched.KindCall:
			if op := t.op[i]; op >= 0 {
				t.client(a, t.history.Operations[op].Task)
			}
		case sched.KindCancel:
			if len(t.sites[i].chain) == 0 {
				a.kind, a.name = actorCancel, "cancel"
			}
		case sched.KindGo:
			if child, ok := s.Result.(int); ok {
				c := t.actor(child)
				c.by, c.started = s.Task, t.sites[i]
			}
		}
	}
	for i := range e.Stuck {
		if a := t.actor(e.Stuck[i].ID); a.started == nil && e.Stuck[i].Where != nil {
			a.started = l.site(e.Stuck[i].Where)
		}
	}
	for id, name := range e.Names {
		if name != "" {
			a := t.actor(id)
			a.kind, a.name = actorTest, name
		}
	}
	t.nameGoroutines()
}

func (t *timeline) actor(id int) *actor {
	a := t.actors[id]
	if a == nil {
		a = &actor{id: id, kind: actorGoroutine, client: -1, by: -1}
		t.actors[id] = a
	}
	return a
}

func (t *timeline) client(a *actor, client int) {
	a.client, a.kind, a.name = client, actorPart, t.scenario.ClientName(client)
	if client < t.scenario.PrefixClient() {
		a.kind = actorTask
	}
}

// nameGoroutines numbers the goroutines that the subject started, in the order of their start. In a test without a scenario they are
// lettered like tasks. What no go statement started is the constructor, or the body of the test; or, later, the function of a timer.
func (t *timeline) nameGoroutines() {
	body := t.body()
	n, timers := 0, 0
	for id := range t.maxID() + 1 {
		a := t.actors[id]
		if a == nil || a.kind != actorGoroutine {
			continue
		}
		calls := len(t.history.Operations) > 0
		switch {
		case id > body && (a.started == nil || len(a.started.chain) == 0):
			timers++
			a.kind, a.name = actorTimer, "t"+itoa(timers)
		case a.started == nil || len(a.started.chain) == 0:
			a.name = map[bool]string{true: "constructor", false: bodyName}[calls]
		case calls:
			n++
			a.name = "g" + itoa(n)
		default:
			a.kind, a.name = actorTask, scenario.TaskName(n)
			n++
		}
	}
}

// body returns the task that the harness calls first.
func (t *timeline) body() int {
	for i := range t.trace {
		if t.trace[i].Kind == sched.KindCall {
			return t.trace[i].Task
		}
	}
	return 0
}

func (t *timeline) maxID() int {
	highest := -1
	for id := range t.actors {
		highest = max(highest, id)
	}
	return highest
}

// bound finds where the interleaving begins and ends.
func (t *timeline) bound(waiting bool) {
	t.first, t.cut = 0, len(t.trace)
	if !t.hasTasks() {
		return
	}
	for op, at := range t.callAt {
		if at >= 0 && t.isTaskOp(op) {
			t.first = at
			break
		}
	}
	if q, ok := t.stuck(); ok && waiting {
		for op := range t.callAt {
			if t.callAt[op] >= 0 && t.history.Operations[op].Call > q.At {
				t.cut = t.callAt[op]
				break
			}
		}
	}
}

func (t *timeline) hasTasks() bool {
	for op := range t.history.Operations {
		if t.isTaskOp(op) {
			return true
		}
	}
	return false
}

func (t *timeline) isTaskOp(op int) bool {
	return t.history.Operations[op].Task < t.scenario.PrefixClient()
}

// stuck returns the quiescence that a verdict about waiting calls is about: the last one, and where nobody was stuck any more then, the
// first at which somebody was. Operations that were made in order to free stuck calls, and failed to, come before the last one.
func (t *timeline) stuck() (histories.Quiescence, bool) {
	if q, ok := t.lastStuck(); ok {
		return q, true
	}
	return t.firstStuck()
}

// lastStuck returns the last quiescence if somebody was stuck then.
func (t *timeline) lastStuck() (histories.Quiescence, bool) {
	n := len(t.history.Quiescences)
	if n == 0 || len(t.history.Quiescences[n-1].Stuck) == 0 {
		return histories.Quiescence{}, false
	}
	return t.history.Quiescences[n-1], true
}

func (t *timeline) firstStuck() (histories.Quiescence, bool) {
	for _, q := range t.history.Quiescences {
		if len(q.Stuck) > 0 {
			return q, true
		}
	}
	return histories.Quiescence{}, false
}

// goroutines counts the tasks of a test body, itself included.
func (t *timeline) goroutines() int {
	n, named := 0, 0
	for _, a := range t.actors {
		switch a.kind {
		case actorTask:
			n++
		case actorTest:
			named++
		}
	}
	return n + max(named, 1)
}

// taskOf returns the task that makes an operation, or -1 if the trace does not show it.
func (t *timeline) taskOf(op int) int {
	if op < 0 || op >= len(t.callAt) || t.callAt[op] < 0 {
		return -1
	}
	return t.trace[t.callAt[op]].Task
}

// lastBefore returns the last step of a task before trace index end, or -1.
func (t *timeline) lastBefore(task, end int) int {
	for i := min(end, len(t.trace)) - 1; i >= 0; i-- {
		if t.trace[i].Task == task {
			return i
		}
	}
	return -1
}

// firstFrom returns the first step of a task from trace index start on, or -1.
func (t *timeline) firstFrom(task, start int) int {
	for i := max(start, 0); i < len(t.trace); i++ {
		if t.trace[i].Task == task {
			return i
		}
	}
	return -1
}

// callText writes a call the way the source would: "Acquire(1)", with what is special about its context or time.
func callText(o *histories.Operation, planned *scenario.Op) string {
	text := o.Invocation()
	switch {
	case o.Mode == histories.Done:
		text += " with a context already done"
	case o.Mode.TimesOut() && planned != nil:
		text += " within " + planned.Timeout.String()
	}
	return text
}

// planned returns what the scenario says of an operation of the history, or nil.
func (t *timeline) planned(op int) *scenario.Op {
	client, n := t.history.Operations[op].Task, 0
	for i := range op {
		if t.history.Operations[i].Task == client {
			n++
		}
	}
	var ops []scenario.Op
	switch {
	case client < len(t.scenario.Tasks):
		ops = t.scenario.Tasks[client]
	case client == t.scenario.PrefixClient():
		ops = t.scenario.Prefix
	case client >= t.scenario.EpilogueClient() && client < t.scenario.RescueClient():
		return &t.scenario.Epilogue[client-t.scenario.EpilogueClient()]
	}
	if n < len(ops) {
		return &ops[n]
	}
	return nil
}
