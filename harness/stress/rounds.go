package stress

import (
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
)

// rescuesMost bounds the rescues of one execution: each frees a call, so more are never needed than there are calls.
const rescuesMost = 16

// rounds go from quiescence to quiescence: at each the objects are judged on which calls are stuck, and are called on once more, by an operation of the epilogue or
// one that must free a stuck call.
func (s *stride) rounds() {
	for round := 0; ; round++ {
		if s.quiescence(); s.found != nil {
			return
		}
		any := s.single(func(o *object) *line {
			if o.over {
				return nil
			}
			op, client, ok := s.next(o, round)
			if !ok {
				o.over = true
				return nil
			}
			return newLine(o, client, []scenario.Op{op})
		})
		if !any {
			return
		}
	}
}

// next returns what the object is to be called on with once nothing can run.
func (s *stride) next(o *object, round int) (op scenario.Op, client int, ok bool) {
	sc := o.group.sc
	if round < len(sc.Epilogue) {
		return sc.Epilogue[round], sc.EpilogueClient() + round, true
	}
	if open, _ := o.open(); len(open) == 0 || len(o.rescues) == rescuesMost {
		return op, 0, false
	}
	if op, ok = s.e.court.rescue(o); ok {
		client = sc.RescueClient() + len(o.rescues)
		o.rescues = append(o.rescues, op)
	}
	return op, client, ok
}

// earlyMost is how often calls may turn out not to have been stuck until their executions are given up.
const earlyMost = 6

// quiescence notes for each object which calls are stuck, and has that judged.
func (s *stride) quiescence() {
	for try := 0; s.found == nil; try++ {
		early := s.look()
		switch {
		case len(early) == 0:
			return
		case try == earlyMost:
			for _, o := range early {
				o.unknown, o.over = "calls came back that had seemed to be stuck: something wakes them that is not seen, such as a timer of the subject's own", true
			}
			return
		}
		s.e.gap = min(4*s.e.gap, mostGap)
		s.settle()
	}
}

// look is a quiescence, and returns the objects for which it was none.
func (s *stride) look() (early []*object) {
	for _, o := range s.objects {
		if o.over {
			continue
		}
		o.quiets = append(o.quiets, o.next(s.stamps))
		open, _ := o.open()
		if len(open) == 0 {
			continue
		}
		o.blocked = true
		f := s.e.court.judge(o)
		switch {
		case f.kind == verdict.OK:
		case f.kind == verdict.Unknown:
			o.unknown, o.over = f.reason, true
		case f.kind != verdict.LostWakeup:
			s.accuse(o, f)
			return nil
		default:
			if at := s.e.timerOf(o, open); at != "" {
				o.unknown, o.over = "a call is stuck unless a timer wakes it: "+at, true
			} else if s.e.holds(o, open) {
				s.accuse(o, f)
				return nil
			} else {
				o.quiets = o.quiets[:len(o.quiets)-1]
				early = append(early, o)
			}
		}
	}
	return early
}
