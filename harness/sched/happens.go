package sched

// vector is a vector clock: of each task, how many of its events have happened before.
type vector [mostProcs]int32

// join takes what another has of the first width tasks, which are all that there are.
func (v *vector) join(o *vector, width int) {
	for i := range v[:width] {
		v[i] = max(v[i], o[i])
	}
}

// happened is one step of the execution in progress.
type happened struct {
	operation
	proc  int
	n     int32 // among the task's, from 1
	node  int   // the choice point that led to it, or -1
	prev  int   // the step before on the same object, or -1
	clock vector
}

// history is what has happened in the execution in progress, with what had to happen before what.
type history struct {
	events  []happened
	settled int              // events before this one have their clocks
	node    int              // of the event that comes next, or -1
	last    [mostProcs]int   // by task: its last event + 1
	joins   [mostProcs][]int // by task: events without which its next one would not be
	objects objects
	asleep  asleep
	live    [mostProcs]*Task
	width   int   // tasks from this one on have nothing in last, joins and live
	others  []int // events that may conflict with those on any object: selects, timers, calls and returns
}

func (h *history) reset() {
	h.objects.reset()
	h.events, h.others = h.events[:0], h.others[:0]
	h.settled, h.node, h.asleep = 0, -1, asleep{}
	clear(h.last[:h.width])
	clear(h.live[:h.width])
	for i := range h.joins[:h.width] {
		h.joins[i] = h.joins[i][:0]
	}
	h.width = 0
}

// begin adds the step that t is about to make.
func (h *history) begin(p int, t *Task) {
	if len(h.events) < cap(h.events) {
		h.events = h.events[:len(h.events)+1]
	} else {
		h.events = append(h.events, happened{})
	}
	e := &h.events[len(h.events)-1]
	e.operation = operation{kind: t.kind, obj: t.obj, wrote: effects[t.kind] == writes && t.kind != KindAdd, resumes: t.resumes}
	t.resumes = false
	e.proc, e.node, e.n = p, h.node, 1
	if l := h.last[p]; l > 0 {
		e.n = h.events[l-1].n + 1
	}
	h.node = -1
	h.lives(p, t)
}

// lives notes that the execution has a task.
func (h *history) lives(p int, t *Task) {
	h.live[p] = t
	h.width = max(h.width, p+1)
}

// settle gives the last step its clock, now that it is known what it did, and finds what it races with.
func (h *history) settle(s *Exhaustive) {
	if h.settled == len(h.events) {
		return
	}
	j := h.settled
	h.settled++
	e := &h.events[j]
	if e.node >= 0 {
		s.explored(e.node, e.proc, &e.operation)
	}
	before, width := &e.clock, len(s.procs)
	if l := h.last[e.proc]; l > 0 {
		*before = h.events[l-1].clock
	} else {
		*before = vector{}
	}
	for _, i := range h.joins[e.proc] {
		before.join(&h.events[i].clock, width)
	}
	h.joins[e.proc] = h.joins[e.proc][:0]
	if conflicts[e.kind] != onNothing || e.anywhere() {
		h.meet(s, j, before)
	}
	if e.kind == KindLock || e.kind == KindRLock || e.kind == KindWait {
		for _, i := range h.objects.at(e.obj).released {
			if i != j { // which may itself have given it back by now
				before.join(&h.events[i].clock, width)
			}
		}
	}
	before[e.proc] = e.n
	h.last[e.proc] = j + 1
	h.wake(e)
}

// imagine finds what the step that t stands before would race with if it were made now, and takes it back.
func (h *history) imagine(s *Exhaustive, p int, t *Task) {
	on, last := h.objects.at(t.obj).last, h.last[p]
	h.node = -1
	h.begin(p, t)
	h.settle(s)
	h.events = h.events[:len(h.events)-1]
	h.settled, h.objects.at(t.obj).last, h.last[p] = len(h.events), on, last
}

// meet joins the clocks of the steps that conflict with step j, the last ones first, and reports those that need not have come before it.
func (h *history) meet(s *Exhaustive, j int, before *vector) {
	e := &h.events[j]
	visit := func(i int) {
		o := &h.events[i]
		if o.proc == e.proc || before[o.proc] >= o.n || !conflict(&o.operation, &e.operation) {
			return
		}
		s.race(i, j, before)
		before.join(&o.clock, len(s.procs))
	}
	if e.anywhere() {
		for i := j - 1; i >= 0; i-- {
			visit(i)
		}
		h.others = append(h.others, j)
		e.prev = -1
		return
	}
	on := h.objects.at(e.obj)
	e.prev = on.last - 1
	n := len(h.others) - 1
	for i := e.prev; i >= 0 || n >= 0; {
		if n >= 0 && h.others[n] > i {
			visit(h.others[n])
			n--
			continue
		}
		visit(i)
		o := &h.events[i]
		if i = o.prev; before[o.proc] >= o.n && o.covers(&e.operation) {
			i = -1
		}
	}
	on.last = j + 1
}

// anywhere reports whether the step may conflict with steps on other objects.
func (e *happened) anywhere() bool {
	return e.returned || e.kind == KindCall || e.kind == KindFire || e.kind == KindSelect || conflicts[e.kind] == onClock
}

// wake takes those out of the sleep set that stand before something with which the step conflicts.
func (h *history) wake(e *happened) {
	for left := h.asleep.tasks; left != 0; left &= left - 1 {
		p := left.first()
		if t := h.live[p]; t != nil && p != e.proc {
			op := operation{kind: t.kind, obj: t.obj, wrote: h.asleep.wrote.has(p), returned: h.asleep.returned.has(p), resumes: t.resumes}
			if conflict(&op, &e.operation) {
				h.asleep.tasks &^= 1 << p
			}
		}
	}
}

// initials returns the tasks whose step could be the first after the point where step i was made instead, if what follows is to be all that does
// not depend on i, up to j.
func (h *history) initials(i, j int, before *vector) set {
	e := &h.events[i]
	var seen, firsts set
	var list [mostProcs]int // the first step of each task among those
	for k := i + 1; k <= j; k++ {
		o := &h.events[k]
		clock := &o.clock
		if k == j {
			clock = before
		} else if clock[e.proc] >= e.n {
			continue
		}
		if seen.has(o.proc) {
			continue
		}
		first := true
		for left := seen; left != 0; left &= left - 1 {
			p := left.first()
			if clock[p] >= h.events[list[p]].n {
				first = false
			}
		}
		seen |= 1 << o.proc
		list[o.proc] = k
		if first {
			firsts |= 1 << o.proc
		}
	}
	return firsts
}

func (s *Exhaustive) current(t *Task) *happened {
	if s.cut {
		return nil
	}
	if p := s.proc(t); s.exec.settled < len(s.exec.events) {
		if e := &s.exec.events[len(s.exec.events)-1]; e.proc == p {
			return e
		}
	}
	return nil
}

// at returns the index of the step that t makes, or made last; -1 if it has made none.
func (s *Exhaustive) at(t *Task) int {
	if s.current(t) != nil {
		return len(s.exec.events) - 1
	}
	return s.exec.last[s.proc(t)] - 1
}

func (s *Exhaustive) wrote(t *Task) {
	if e := s.current(t); e != nil {
		e.operation.wrote = true
	}
}

func (s *Exhaustive) returned(t *Task) {
	if e := s.current(t); e != nil {
		e.operation.returned = true
	}
}

func (s *Exhaustive) released(t *Task, obj Pointer) {
	if s.cut {
		return
	}
	if t.kind != KindAdd && !t.holds(obj) {
		s.Doubts |= DoubtUnlock
	}
	if i := s.at(t); i >= 0 {
		on := s.exec.objects.at(obj)
		on.released = append(on.released, i)
	}
}

func (s *Exhaustive) started(by, t *Task) { s.woke(by, t) }

func (s *Exhaustive) woke(by, t *Task) {
	if s.cut {
		return
	}
	p := s.proc(t)
	s.exec.lives(p, t)
	if i := s.at(by); i >= 0 {
		s.exec.joins[p] = append(s.exec.joins[p], i)
	}
}
