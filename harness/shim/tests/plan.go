package tests

import (
	"fmt"

	"github.com/tenter-go/tenter/harness/sched"
)

// Plan is a strategy that can be sent: its kind, its one parameter, and all that it has learned so far.
type Plan struct {
	Kind     PlanKind
	Param    int
	Longest  int              // of PCT
	Schedule []sched.Decision // of Replay
	Path     []sched.Node     // of Bounded
	Begun    bool
}

// PlanKind names a strategy.
type PlanKind uint8

// The kinds.
const (
	Replay PlanKind = iota
	Sticky
	Random
	PCT
	Bounded
)

// PlanOf describes a strategy.
func PlanOf(s sched.Strategy) (Plan, error) {
	switch s := s.(type) {
	case *sched.Replay:
		return Plan{Kind: Replay, Schedule: s.Schedule}, nil
	case *sched.Sticky:
		return Plan{Kind: Sticky, Param: s.Stay}, nil
	case *sched.Random:
		return Plan{Kind: Random}, nil
	case *sched.PCT:
		return Plan{Kind: PCT, Param: s.Depth, Longest: s.Seen()}, nil
	case *sched.Bounded:
		path, begun := s.Path()
		return Plan{Kind: Bounded, Param: s.Preemptions, Path: path, Begun: begun}, nil
	}
	return Plan{}, fmt.Errorf("a strategy of type %T can't be sent to another process", s)
}

// strategy makes the strategy that p describes.
func (p *Plan) strategy() sched.Strategy {
	switch p.Kind {
	case Sticky:
		return &sched.Sticky{Stay: max(p.Param, 1)}
	case Random:
		return &sched.Random{}
	case PCT:
		s := &sched.PCT{Depth: p.Param}
		s.Learn(p.Longest)
		return s
	case Bounded:
		s := &sched.Bounded{Preemptions: p.Param}
		s.Resume(p.Path, p.Begun)
		return s
	}
	return &sched.Replay{Schedule: p.Schedule}
}

// learned notes what a strategy knows after an execution.
func (o *Outcome) learned(s sched.Strategy) {
	switch s := s.(type) {
	case *sched.PCT:
		o.Longest = s.Seen()
	case *sched.Replay:
		impossible, unmet := s.Diverged()
		o.Unmet, o.Followed = impossible, len(s.Schedule)-unmet-len(impossible)
	case *sched.Bounded:
		o.Path, _ = s.Path()
	}
}

// Learn passes what a strategy has learned in the twin on to its likeness here.
func (o *Outcome) Learn(s sched.Strategy) {
	switch s := s.(type) {
	case *sched.PCT:
		s.Learn(o.Longest)
	case *sched.Replay:
		s.Learn(o.Unmet, o.Followed)
	case *sched.Bounded:
		s.Resume(o.Path, true)
	}
}
