package sched

import "runtime"

// Step is one entry of a trace.
type Step struct {
	Task   int
	Seq    int // the task's choice points so far: a Decision with a Seq up to this one was met before the step
	Kind   Kind
	Object Pointer
	Label  any       // what the engine ran on the task then
	PCs    []uintptr // the call stack, innermost first, for runtime.CallersFrames
	Result any       // what the operation gave, where that tells something
	Blocks bool      // the operation could not go on: the task waits from here on
	Waits  []Pointer // where Blocks: all the objects at which the task waits, several for a select
	Now    Duration
}

const stackDepth = 24

func callers() []uintptr {
	pcs := make([]uintptr, stackDepth)
	return pcs[:runtime.Callers(3, pcs)]
}

func (r *Run) record(t *Task, k Kind, obj Pointer) {
	step := Step{Task: t.id, Seq: t.seq, Kind: k, Object: obj, Label: t.label, Now: r.clock.now}
	if k != KindEnd && k != KindFire {
		step.PCs = callers()
	}
	r.trace = append(r.trace, step)
	if r.cfg.Stepped != nil {
		r.cfg.Stepped(t.id, r.steps)
	}
	if obj != nil {
		Aside(func() { r.touched.object(t.id, r.number(obj)) })
	}
}

// number tells objects apart by the order in which they were first touched. The table keeps them alive, so that no address is used twice.
func (r *Run) number(obj Pointer) int {
	n, ok := r.numbers[obj]
	if !ok {
		if r.numbers == nil {
			r.numbers = map[Pointer]int{}
		}
		n = len(r.numbers)
		r.numbers[obj] = n
	}
	return n
}

// blocked records that t waits.
func (r *Run) blocked(t *Task) {
	t.stack = callers()
	r.trace = append(r.trace, Step{
		Task: t.id, Seq: t.seq, Kind: t.kind, Object: t.obj, Label: t.label, PCs: t.stack, Blocks: true, Waits: t.objects(), Now: r.clock.now,
	})
}

// objects returns what t waits at.
func (t *Task) objects() []Pointer {
	if len(t.waits) == 0 && t.obj != nil && isLock[t.kind] {
		return []Pointer{t.obj} // barred
	}
	objs := make([]Pointer, 0, len(t.waits))
	for i := range t.waits {
		objs = append(objs, t.waits[i].key)
	}
	return objs
}

// Result notes what the operation that t made last gave. It does nothing unless the execution is traced.
func (t *Task) Result(v any) {
	if s := t.last(); s != nil {
		s.Result = v
	}
}

// Tracing reports whether steps are being recorded, so that a caller can save itself what only a trace needs.
func (t *Task) Tracing() bool { return t.run.tracing && !t.unwinding }

func (t *Task) last() *Step {
	if !t.Tracing() {
		return nil
	}
	for i := len(t.run.trace) - 1; i >= 0; i-- {
		if s := &t.run.trace[i]; s.Task == t.id && !s.Blocks {
			return s
		}
	}
	return nil
}
