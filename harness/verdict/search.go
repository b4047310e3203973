package verdict

import (
	"math/bits"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// search looks for one legal order of the phases of a plan, depth first.
type search struct {
	machine models.Machine
	h       *histories.History
	plan    plan
	memory  memory
	relaxed bool

	budget, steps int
	final         int // level at which all phases were done
}

// run reports whether there is a legal order. It gives up, with exhausted true,
// when the budget of steps is spent.
func (s *search) run() (found, exhausted bool) {
	if s.plan.impossible != "" {
		return false, false
	}
	s.memory.forget(false)
	found = s.explore(0, 0)
	if !found && s.memory.hits > 0 && s.steps <= s.budget {
		s.memory.forget(true)
		found = s.explore(0, 0)
	}
	return found, !found && s.steps > s.budget
}

// explore tries to complete the order of which the done phases are the
// beginning and the given level's state the result.
func (s *search) explore(done uint64, level int) bool {
	if done&s.plan.all == s.plan.all {
		s.final = level
		return true
	}
	if s.memory.nonempty() && s.memory.knows(s.here(done, level), s.machine, level) {
		return false
	}
	first := bits.TrailingZeros64(^done)
	limit := s.plan.phases[first].end
	for rest := s.plan.all &^ done; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		ph := &s.plan.phases[i]
		if ph.start > limit || ph.passive || ph.need&^done != 0 {
			continue
		}
		if s.place(done, level, i) {
			return true
		}
		if s.steps > s.budget {
			return false
		}
	}
	// That a call had no effect need not be said before its window closes, unless a later one of its task waits for it to be over.
	for i := first; i < len(s.plan.phases); i++ {
		if drop := s.plan.phases[i].drop; drop != 0 && done>>i&1 == 0 && s.explore(done|drop, level) {
			return true
		}
		if !s.h.Unordered {
			break
		}
	}
	s.memory.add(s.here(done, level), s.machine, level)
	return false
}

func (s *search) here(done uint64, level int) configuration {
	return configuration{done, s.machine.Hash(level)}
}

// place tries phase i as the next one, in all ways in which it can go.
func (s *search) place(done uint64, level, i int) bool {
	ph := &s.plan.phases[i]
	mv := models.Move{Kind: ph.kind, Call: int(ph.call), Relaxed: s.relaxed}
	switch ph.kind {
	case hold:
		mv.Kind = models.Resume
	case models.Refuse:
		mv.Others = s.others(done, i)
	}
	if s.play(done, level, i, mv) {
		return true
	}
	if !ph.lenient {
		return false
	}
	mv.Kind, mv.Others = models.Lenient, s.others(done, i)
	return s.play(done, level, i, mv)
}

func (s *search) play(done uint64, level, i int, mv models.Move) bool {
	after := done | 1<<i | s.plan.phases[i].also
	if s.plan.selfServing { // there is one way
		s.steps++
		ended, ok := s.machine.Step(level, mv)
		return ok && s.explore(after|s.endsOf(ended), level+1)
	}
	for ways := 1; mv.Choice < ways; mv.Choice++ {
		s.steps++
		ended, ok := s.machine.Step(level, mv)
		ways = max(ways, s.machine.Ways())
		if ok && s.explore(after|s.endsOf(ended), level+1) {
			return true
		}
	}
	return false
}

// endsOf returns the bits of the end phases of calls.
func (s *search) endsOf(calls uint64) (ends uint64) {
	for ; calls != 0; calls &= calls - 1 {
		ends |= s.plan.bits[bits.TrailingZeros64(calls)].end
	}
	return ends
}

// others returns the calls other than that of phase i that may be waiting when
// phase i is the next one, in a self-serving machine. A call waits from as early
// as it may have begun, which is when all that must come before it is done. It
// stops when it is granted; one that gave up stops when something is done that
// began after it returned, and one that timed out has been waiting only since
// its honest try.
func (s *search) others(done uint64, i int) (waiting uint64) {
	if !s.plan.selfServing {
		return 0
	}
	limit := s.plan.phases[bits.TrailingZeros64(^done)].end
	latest := s.plan.phases[i].start
	for d := done & s.plan.all; d != 0; d &= d - 1 {
		latest = max(latest, s.plan.phases[bits.TrailingZeros64(d)].start)
	}
	for j := range s.h.Operations {
		inTurn := s.plan.before[j]&^done == 0 && s.plan.after[j]&(done|1<<i) == 0
		if j != int(s.plan.phases[i].call) && inTurn && s.mayWait(j, done, limit, latest) {
			waiting |= 1 << j
		}
	}
	return waiting
}

func (s *search) mayWait(call int, done uint64, limit, latest int64) bool {
	o, b, f := &s.h.Operations[call], &s.plan.bits[call], s.machine.Facts(call)
	if !f.Waits || f.MustDrop || o.Call > limit || o.Return < latest {
		return false
	}
	if o.Outcome != histories.Cancelled {
		return b.enter&done == 0
	}
	tried := b.refuse&^done == 0
	granted := b.hold&done != 0 && b.dropped&done == 0
	return tried && !granted
}
