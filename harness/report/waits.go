package report

import (
	"slices"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
)

// wait is a task that is stuck.
type wait struct {
	task     int
	op       int // the operation that does not return, or -1
	step     int // where the trace says that it waits, or -1 if it only stood before a lock that was taken
	site     *site
	kind     sched.Kind
	objects  []sched.Pointer
	holder   int // the task that holds the lock it waits for, or -1
	spinning bool
}

// stuckTasks lists the tasks that matter to the verdict and are stuck: the calls that were pending when nothing could run, and for verdicts
// that are about tasks rather than calls the tasks that were left.
func (a *analysis) stuckTasks(e *exec.Execution) []wait {
	if e == nil {
		return nil
	}
	var list []wait
	has := func(task int) bool { return slices.ContainsFunc(list, func(w wait) bool { return w.task == task }) }
	for _, op := range a.stuckOps() {
		if task := a.tl.taskOf(op); task >= 0 {
			list = append(list, a.waitAt(task, op, e))
		}
	}
	left := e.Stuck
	if a.kind() == verdict.GoroutineLeak {
		left = e.Leaks
	}
	for i := range left {
		s := &left[i]
		if !has(s.ID) && a.concerns(s, e) && a.tl.actor(s.ID).kind != actorCancel {
			list = append(list, a.waitOf(s))
		}
	}
	return list
}

// stuckOps returns the operations that were pending at the quiescence that the verdict is about.
func (a *analysis) stuckOps() []int {
	q, ok := a.tl.lastStuck()
	if !ok && a.waiting() {
		q, _ = a.tl.firstStuck()
	}
	return q.Stuck
}

// concerns reports whether a task that is left at the end has to do with the verdict. Tasks of the constructor live as long as the object,
// and are of interest only where they hold what others wait for, or spin.
func (a *analysis) concerns(s *sched.Stuck, e *exec.Execution) bool {
	if s.Alive {
		return false
	}
	switch a.kind() {
	case verdict.GoroutineLeak:
		return true
	case verdict.Livelock:
		return s.Spinning || !s.Owned
	case verdict.Deadlock:
		return !s.Owned || slices.ContainsFunc(e.Stuck, func(o sched.Stuck) bool { return o.Kind != sched.KindStart && o.Holder == s.ID })
	}
	return false
}

// waitAt says where a task was stuck in operation op at the end of the interleaving.
func (a *analysis) waitAt(task, op int, e *exec.Execution) wait {
	t := a.tl
	for i := range e.Stuck {
		if s := &e.Stuck[i]; s.ID == task && s.Spinning {
			w := a.waitOf(s)
			w.op = op
			return w
		}
	}
	if i := t.lastBefore(task, t.cut); i >= 0 && t.trace[i].Blocks {
		s := &t.trace[i]
		w := wait{task: task, op: op, step: i, site: t.sites[i], kind: s.Kind, objects: objectsOf(s), holder: -1}
		w.holder = a.holderOf(w)
		return w
	}
	for i := range e.Stuck {
		if e.Stuck[i].ID == task {
			w := a.waitOf(&e.Stuck[i])
			w.op = op
			return w
		}
	}
	w := wait{task: task, op: op, step: -1, site: &site{}, holder: -1}
	if i := t.firstFrom(task, t.cut); i >= 0 { // what it did as soon as it was freed is what it had stood before
		w.site, w.kind, w.objects = t.sites[i], t.trace[i].Kind, []sched.Pointer{t.trace[i].Object}
		w.holder = a.holderOf(w)
	}
	return w
}

// waitOf is the same for a task that was left at the very end.
func (a *analysis) waitOf(s *sched.Stuck) wait {
	w := wait{
		task: s.ID, op: -1, step: -1, site: a.locate.site(s.Stack), kind: s.Kind, holder: s.Holder, spinning: s.Spinning,
		objects: objectsOf(&sched.Step{Object: s.Object, Waits: s.Waits}),
	}
	i := a.tl.lastBefore(s.ID, len(a.tl.trace))
	if i >= 0 {
		w.op = a.tl.op[i]
		if a.tl.trace[i].Blocks {
			w.step = i
		}
	}
	if h := a.holderOf(w); h >= 0 {
		w.holder = h
	}
	return w
}

// objectsOf returns what a step that blocks waits at: the object that it names in front, then those that it is woken at.
func objectsOf(s *sched.Step) []sched.Pointer {
	var list []sched.Pointer
	if s.Object != nil {
		list = append(list, s.Object)
	}
	for _, obj := range s.Waits {
		if !slices.Contains(list, obj) {
			list = append(list, obj)
		}
	}
	return list
}

// holderOf returns the task that holds the lock that w waits for, or -1.
func (a *analysis) holderOf(w wait) int {
	if !isLock(w.kind) || len(w.objects) == 0 {
		return -1
	}
	for _, h := range a.locks(a.tl.cut) {
		if h.object == w.objects[0] && h.task != w.task {
			return h.task
		}
	}
	return -1
}

func isLock(k sched.Kind) bool { return k == sched.KindLock || k == sched.KindRLock }

// hold is a lock that a task has taken and nobody has released.
type hold struct {
	task   int
	object sched.Pointer
	step   int // where it was taken
}

// locks returns what is held before trace index end.
func (a *analysis) locks(end int) []hold {
	t := a.tl
	var held []hold
	for i := range min(end, len(t.trace)) {
		s := &t.trace[i]
		switch s.Kind {
		case sched.KindLock, sched.KindRLock:
			if t.acquires(i, end) {
				held = append(held, hold{s.Task, s.Object, i})
			}
		case sched.KindTryLock, sched.KindTryRLock:
			if s.Result == true {
				held = append(held, hold{s.Task, s.Object, i})
			}
		case sched.KindUnlock, sched.KindRUnlock:
			held = release(held, s.Task, s.Object)
		}
	}
	return held
}

// release takes a lock from the task that unlocks it, or, since anybody may, from another one.
func release(held []hold, task int, object sched.Pointer) []hold {
	at := -1
	for i, h := range held {
		if h.object == object && (at < 0 || h.task == task) {
			at = i
		}
	}
	if at < 0 {
		return held
	}
	return slices.Delete(held, at, at+1)
}

// acquires reports whether the step i, which locks, got the lock before trace index end. A task that finds the lock taken has a step that
// blocks next, or instead; it has got the lock once it goes on.
func (t *timeline) acquires(i, end int) bool {
	next := t.after[i]
	if next >= end {
		next = -1
	}
	again := next >= 0 && t.trace[next].Object == t.trace[i].Object && isLock(t.trace[next].Kind)
	if t.trace[i].Blocks {
		return next >= 0 && !again
	}
	return !again || !t.trace[next].Blocks
}
