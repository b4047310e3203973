package sched

import (
	"strings"
)

// The number of goroutines tells cheaply whether any were started during an execution and are not controlled, but it errs where one that was left by
// the execution before ends meanwhile. So once any were started, those there are are known one by one.

// crowd is what executions have seen of the foreign goroutines of the process. Who has the turnstile has it.
var crowd struct {
	usual  int             // how many there were when last counted, and ended tasks were known to be gone
	last   int             // how many there were at the beginning of the last execution
	steady int             // as many there were so many times in a row
	wary   bool            // each of them has to be known
	known  map[string]bool // those there were when last looked at one by one
}

// census takes stock of the foreign goroutines when an execution begins.
func (r *Run) census() {
	s := &crowd
	r.natives = r.s.natives(s.usual)
	s.usual = r.natives
	switch {
	case s.last == r.natives:
		s.steady++
	case s.last != 0:
		s.steady, s.wary = 0, true
	}
	s.last = r.natives
	s.wary = s.wary && s.steady < steadyEnough
	if r.exact = s.wary; s.wary || s.known == nil {
		s.known = map[string]bool{}
		for _, f := range allForeigners() {
			s.known[f.id] = true
		}
	}
	r.known = s.known
}

// steadyEnough is after how many executions with the same number of foreign goroutines, and without a wait for them, these are taken to stay.
const steadyEnough = 100

func allForeigners() []foreigner {
	program, standard := foreigners()
	return append(program, standard...)
}

// started reports whether there are foreign goroutines that were not there when the execution began. That there are more of them by number proves nothing:
// while the garbage collector frees the stacks of goroutines that have ended, runtime.NumGoroutine counts these again.
func (r *Run) started() bool {
	if r.s.natives(r.natives) <= r.natives && !r.exact {
		return false
	}
	for _, f := range allForeigners() {
		if !r.known[f.id] {
			return true
		}
	}
	return false
}

// background reports whether goroutines that run the program's own code, not controlled, were there when the execution began and may be about to
// deal with a task. It looks once for each number of them, since a look stops the world. Those that were once waited for in vain
// count only while they run.
func (s *Scheduler) background(natives int) bool {
	if natives != s.surveyed {
		program, _ := foreigners()
		s.surveyed, s.found = natives, len(program) > 0
	}
	if !s.found || natives != s.aloof {
		return s.found
	}
	program, _ := foreigners()
	for _, f := range program {
		if strings.HasPrefix(f.state, "run") { // running, runnable
			return true
		}
	}
	return false
}
