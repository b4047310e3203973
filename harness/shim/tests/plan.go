package tests

import (
	"fmt"

	"github.com/tenter-go/tenter/harness/sched"
)

// Plan is a strategy that can be sent: its kind, its one parameter, and all that it has learned so far. What the learners among them learn stays
// in the twin, under their number.
type Plan struct {
	Kind     PlanKind
	Number   int // tells strategies of one supervisor from each other
	Param    int
	Most     int              // decisions of Bounded
	Longest  int              // of PCT
	Schedule []sched.Decision // of Replay
	Path     []sched.Node     // of Bounded
	Begun    bool
	Frontier sched.Frontier // of Exhaustive
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
	POS
	URW
	SURW
	ReadsFrom
	Exhaustive
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
	case *sched.POS:
		return Plan{Kind: POS}, nil
	case *sched.URW:
		return Plan{Kind: URW}, nil
	case *sched.SURW:
		return Plan{Kind: SURW}, nil
	case *sched.ReadsFrom:
		return Plan{Kind: ReadsFrom}, nil
	case *sched.PCT:
		return Plan{Kind: PCT, Param: s.Depth, Longest: s.Seen()}, nil
	case *sched.Bounded:
		path, begun := s.Path()
		return Plan{Kind: Bounded, Param: s.Preemptions, Most: s.Decisions, Path: path, Begun: begun}, nil
	case *sched.Exhaustive:
		return Plan{Kind: Exhaustive, Frontier: s.Frontier()}, nil
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
	case POS:
		return &sched.POS{}
	case URW:
		return &sched.URW{}
	case SURW:
		return &sched.SURW{}
	case ReadsFrom:
		return &sched.ReadsFrom{}
	case PCT:
		s := &sched.PCT{Depth: p.Param}
		s.Learn(p.Longest)
		return s
	case Bounded:
		s := &sched.Bounded{Preemptions: p.Param, Decisions: p.Most}
		s.Resume(p.Path, p.Begun)
		return s
	case Exhaustive:
		s := &sched.Exhaustive{}
		s.Resume(p.Frontier)
		return s
	}
	return &sched.Replay{Schedule: p.Schedule}
}

// mostKept bounds the learners that a twin keeps.
const mostKept = 64

// strategy returns the one that a plan describes: a learner as it was left after its last execution in this process.
func (s *server) strategy(p *Plan) sched.Strategy {
	if kept, ok := s.learners[p.Number]; ok && p.Number > 0 {
		return kept
	}
	made := p.strategy()
	if learner, ok := made.(sched.Learner); ok && p.Number > 0 {
		if s.learners == nil || len(s.learners) >= mostKept {
			s.learners = map[int]sched.Strategy{}
		}
		s.learners[p.Number] = learner
	}
	return made
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
		o.Frontier.Doubts = s.Doubts
	case *sched.Exhaustive:
		o.Frontier = s.Frontier()
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
		s.Doubts |= o.Frontier.Doubts
	case *sched.Exhaustive:
		s.Resume(o.Frontier)
	}
}
