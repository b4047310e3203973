package sched

import "math/bits"

// Exhaustive explores every execution of a program that differs from the others in something: it is source-set dynamic partial order
// reduction with sleep sets (Abdulla, Aronsson, Jonsson, Sagonas, POPL 2014, algorithm 1). Two executions are the same, of one class, if every
// two conflicting operations come in the same order in both; file conflict.go says which operations conflict. No class is followed twice to its end;
// an execution of which it shows on the way that its class has been seen goes on in the default order, since to be unwound in the middle of things is not
// what programs are made for, and is counted as redundant.
//
// Each execution is made from the start, as the program can't be put back to a point in its middle. Choices of data (a select with several ready cases)
// are all taken, and so are all moments at which a timer may fire.
//
// What it has explored is all there is, unless Doubts says otherwise. It has none about programs on mutexes, RWMutexes, atomics, conditions, onces, wait
// groups, channels and selects; but a wait group that is used again while somebody still waits is beyond it.
//
// Tasks that are alike (see Task.Alike) are exchanged for each other in an execution without a change of what it shows. Of executions that differ only in that
// not all are made, unless Asymmetric is set.
//
// An Exhaustive is for one program; the seeds mean nothing to it.
type Exhaustive struct {
	// Classes is the number of executions so far, no two of one class, Redundant of those that were like one before.
	Classes, Redundant int
	// Doubts are reasons why there may be executions that have not been explored and differ from all that have.
	Doubts Doubt
	// Asymmetric has tasks that are alike told from each other.
	Asymmetric bool

	nodes  []branch
	depth  int // nodes passed in the execution in progress
	begun  bool
	frozen int // events up to this one are as in the execution before: their races are known
	cut    bool
	procs  map[uint64]int // the tasks of all executions, by lineage
	exec   history
}

// mostProcs bounds the tasks of a program, over all executions, the clock among them.
const mostProcs = 64

// set is a set of tasks.
type set uint64

func (s set) has(p int) bool { return s>>p&1 != 0 }

func (s set) first() int { return bits.TrailingZeros64(uint64(s)) }

// asleep is a sleep set: tasks whose next step has been explored already, and would lead nowhere new now, with what there is to know of the step
// beyond what it is about.
type asleep struct{ tasks, wrote, returned set }

// branch is a choice point on the current path.
type branch struct {
	enabled   set
	backtrack set // to be explored from here
	asleep    asleep
	chosen    int
	event     int // the event that the choice led to
	options   int // of a choice of data; 0 for one of tasks
}

// Begin implements Strategy. It returns false when everything has been explored.
func (s *Exhaustive) Begin(uint64) bool {
	if s.procs == nil {
		s.procs = map[uint64]int{}
	}
	if s.Doubts&fatal != 0 || s.begun && !s.advance() {
		return false
	}
	s.begun, s.cut, s.depth = true, false, 0
	s.exec.reset()
	return true
}

// advance goes back to the last choice point from which something is left to explore.
func (s *Exhaustive) advance() bool {
	for n := len(s.nodes); n > 0; n-- {
		b := &s.nodes[n-1]
		s.nodes = s.nodes[:n]
		if b.options > 0 {
			if b.chosen+1 < b.options {
				b.chosen++
				s.frozen = b.event - 1 // the step may do something else now
				return true
			}
			continue
		}
		b.asleep.tasks |= 1 << b.chosen
		if left := b.backtrack &^ b.asleep.tasks; left != 0 {
			b.chosen = left.first()
			s.frozen = b.event
			return true
		}
	}
	s.nodes = s.nodes[:0]
	return false
}

// Next implements Strategy.
func (s *Exhaustive) Next(ready []*Task, current *Task) *Task {
	if s.cut {
		return byDefault(ready, current)
	}
	s.exec.settle(s)
	if s.depth == len(s.nodes) && !s.push(ready, current) {
		return byDefault(ready, current)
	}
	b := &s.nodes[s.depth]
	s.depth++
	b.event = len(s.exec.events)
	s.exec.node, s.exec.asleep = s.depth-1, b.asleep
	for _, t := range ready {
		if s.proc(t) == b.chosen {
			return t
		}
	}
	s.cut = true // the program did not take the same steps again
	s.Doubts |= DoubtSteps
	return byDefault(ready, current)
}

// push adds a choice point. It returns false if whatever is chosen leads to what has been seen.
func (s *Exhaustive) push(ready []*Task, current *Task) bool {
	var enabled set
	for _, t := range ready {
		enabled |= 1 << s.proc(t)
	}
	free := enabled &^ s.exec.asleep.tasks
	if free == 0 || s.Doubts&fatal != 0 {
		s.cut = true
		return false
	}
	chosen := s.proc(byDefault(ready, current))
	if !free.has(chosen) {
		chosen = free.first()
	}
	backtrack := set(1) << chosen
	for _, t := range ready {
		if t.id == ClockID { // stopping a timer makes the firing vanish rather than come later, so no race would show
			backtrack |= 1 << s.proc(t)
			s.Doubts |= DoubtTime
		}
	}
	b := s.grow()
	*b = branch{enabled: enabled, backtrack: backtrack, asleep: s.exec.asleep, chosen: chosen}
	return true
}

func (s *Exhaustive) grow() *branch {
	if len(s.nodes) < cap(s.nodes) {
		s.nodes = s.nodes[:len(s.nodes)+1]
	} else {
		s.nodes = append(s.nodes, branch{})
	}
	return &s.nodes[len(s.nodes)-1]
}

// Choose implements Strategy: choices of data are choice points with nothing to reduce.
func (s *Exhaustive) Choose(n int) int {
	if s.cut {
		return 0
	}
	if s.depth == len(s.nodes) {
		if n > maxOptions {
			s.Doubts |= DoubtData
			n = 1
		}
		*s.grow() = branch{options: n}
	}
	b := &s.nodes[s.depth]
	s.depth++
	b.event = len(s.exec.events)
	return b.chosen
}

// proc returns the number of a task, the same in all executions.
func (s *Exhaustive) proc(t *Task) int {
	if t.proc > 0 {
		return t.proc - 1
	}
	p, ok := s.procs[t.lineage]
	if !ok {
		if p = len(s.procs); p == mostProcs {
			s.Doubts |= DoubtTasks
			p--
		} else {
			s.procs[t.lineage] = p
		}
	}
	t.proc = p + 1
	return p
}

// step implements tracker.
func (s *Exhaustive) step(t *Task) bool {
	if s.cut {
		return true
	}
	s.exec.settle(s)
	p := s.proc(t)
	if s.exec.asleep.tasks.has(p) || s.Doubts&fatal != 0 {
		s.cut = true
		return true
	}
	s.doubt(t)
	s.exec.begin(p, t)
	return true
}

// race is told that events i and j of the execution race, given what had to happen before j apart from i. It has the two explored in the
// other order, unless that is done already: from the point where i was chosen, what does not depend on i goes first, and then j.
func (s *Exhaustive) race(i, j int, before *vector) {
	h := &s.exec
	if j < s.frozen || h.events[i].node < 0 {
		return
	}
	b := &s.nodes[h.events[i].node]
	initials := h.initials(i, j, before)
	if initials&(b.backtrack|b.asleep.tasks) != 0 {
		return
	}
	if !s.Asymmetric && h.mirrored(i, j, before) {
		return
	}
	switch can := initials & b.enabled; {
	case can.has(h.events[j].proc):
		b.backtrack |= 1 << h.events[j].proc
	case can != 0:
		b.backtrack |= 1 << can.first()
	default:
		b.backtrack |= b.enabled
	}
}

// Learn implements Learner: it is told of the execution's end. Tasks that never got a lock might have got it first: what they wait to do counts as
// done last, so that the race is seen.
func (s *Exhaustive) Learn(tasks []*Task) {
	if !s.cut {
		s.exec.settle(s)
	}
	if len(tasks) > 0 {
		s.doubtEnd(tasks[0].run)
	}
	for _, t := range tasks {
		if t.state == stateBlocked && isLock[t.kind] && !s.cut {
			s.exec.imagine(s, s.proc(t), t)
		}
	}
	switch {
	case !s.cut:
		s.Classes++
	case s.Doubts&fatal == 0:
		s.Redundant++
	}
}

// Forget implements Learner.
func (s *Exhaustive) Forget() {
	clear(s.procs)
	*s = Exhaustive{nodes: s.nodes[:0], procs: s.procs, exec: s.exec, Asymmetric: s.Asymmetric}
}

// explored notes what the event of a choice point was, for the sleep sets behind it.
func (s *Exhaustive) explored(node, p int, op *operation) {
	b := &s.nodes[node]
	b.asleep.wrote &^= 1 << p
	b.asleep.returned &^= 1 << p
	if op.wrote {
		b.asleep.wrote |= 1 << p
	}
	if op.returned {
		b.asleep.returned |= 1 << p
	}
}
