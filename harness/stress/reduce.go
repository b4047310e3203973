package stress

import (
	"iter"
	"slices"
	"time"

	"github.com/tenter-go/tenter/harness/scenario"
)

// A violation is made smaller by running smaller scenarios, never by taking calls out of what was seen: a part of a legal history can be illegal. What fails on real
// cores does not fail each time, so each candidate is given many executions, and the result is small rather than smallest.
const (
	reduceTime    = 4 * time.Second       // for all candidates together
	reduceWatch   = 60 * time.Millisecond // how long what is stuck is watched for a candidate; the last one is watched in full
	reduceRepeats = 150                   // executions of a stride
	reduceStrides = 3                     // of a candidate
)

// found is a violation with the stride in which it was seen.
type found struct {
	s *stride
	v *violation
}

// reduce looks for a smaller scenario with a violation of the same kind, and returns the smallest found and how many executions that took.
func (e *engine) reduce(first found, p *planner, stop func() bool) (best found, spent int) {
	before, start := e.serial, time.Now()
	begins, patience := e.begins, e.patience
	e.begins, e.patience = nil, min(e.patience, reduceWatch)
	defer func() { e.begins, e.patience = begins, patience }()
	best = first
	late := func() bool { return time.Since(start) > reduceTime || stop != nil && stop() }
	if lengthy(first.v.o.group.sc) {
		for _, sc := range first.v.windows() {
			if f, ok := e.fails(first, sc, p, late); ok {
				best = f
				break
			}
		}
	}
	for smaller := !lengthy(best.v.o.group.sc); smaller && !late(); {
		smaller = false
		for sc := range candidates(best.v.scenario()) {
			if late() {
				break
			}
			if f, ok := e.fails(first, sc, p, late); ok {
				best, smaller = f, true
				break
			}
		}
	}
	e.patience = patience
	if best.v == first.v {
		return first, e.serial - before
	}
	never := func() bool { return false }
	if f, ok := e.fails(first, best.v.scenario(), p, never); ok {
		return f, e.serial - before
	}
	return first, e.serial - before
}

// scenario returns that of the violation, with the rescues that it took.
func (v *violation) scenario() *scenario.Scenario {
	sc := v.o.group.sc.Clone()
	sc.Epilogue = append(sc.Epilogue, v.o.rescues...)
	return sc
}

// fails makes executions of a scenario, and returns the first with a violation of the same kind as one before.
func (e *engine) fails(before found, sc *scenario.Scenario, p *planner, late func() bool) (found, bool) {
	g := *before.v.o.group
	g.sc = sc
	for n := 0; n < reduceStrides && !late(); n++ {
		next := p.next(reduceRepeats)
		next.groups, next.repeats = []*group{&g}, reduceRepeats
		if n == 0 {
			next.stamps, next.pace = before.s.stamps, before.s.pace
		}
		s := e.newStride(next)
		s.run()
		if s.found != nil && s.found.kind == before.v.kind {
			return found{s, s.found}, true
		}
	}
	return found{}, false
}

// candidates yields scenarios with less in them, those with much less first.
func candidates(sc *scenario.Scenario) iter.Seq[*scenario.Scenario] {
	return func(yield func(*scenario.Scenario) bool) {
		parts := func(c *scenario.Scenario) []*[]scenario.Op {
			list := []*[]scenario.Op{&c.Epilogue, &c.Prefix}
			for i := range c.Tasks {
				list = append(list, &c.Tasks[i])
			}
			return list
		}
		for i, part := range parts(sc) {
			if len(*part) < 2 {
				continue
			}
			c := sc.Clone()
			if *parts(c)[i] = nil; !yield(c) {
				return
			}
		}
		for i, part := range parts(sc) {
			for k := range *part {
				c := sc.Clone()
				ops := parts(c)[i]
				if *ops = slices.Delete(*ops, k, k+1); !yield(c) {
					return
				}
			}
		}
	}
}
