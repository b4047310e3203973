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
		if round == 0 {
			s.spare()
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
	most := rescuesMost
	if lengthy(sc) {
		most = lengthyRescues
	}
	if open, _ := o.open(); len(open) == 0 || len(o.rescues) >= most {
		return op, 0, false
	}
	if op, ok = s.e.court.rescue(o); ok {
		client = sc.RescueClient() + len(o.rescues)
		o.rescues = append(o.rescues, op)
	}
	return op, client, ok
}

// Where calls are stuck as they have been stuck often before, rightly, few executions go on to the epilogue and the rescues: those cost more than all the rest.
const (
	wholeFirst = 4 // so many with the same history go on in any case
	wholeEvery = 8 // and then one of so many
)

// spare ends executions that are like others before, and lets go the calls that are stuck in them.
func (s *stride) spare() {
	var spared []*object
	for _, o := range s.objects {
		open, _ := o.open()
		if o.over || len(open) == 0 {
			continue
		}
		n := s.e.court.often(o)
		if n > wholeFirst && n%wholeEvery != 0 {
			s.note(&s.e.court.h, finding{kind: verdict.OK})
			o.over, o.judged = true, true
			spared = append(spared, o)
		}
	}
	for try := 0; try < rescuesMost && len(spared) > 0 && s.found == nil; try++ {
		spared = s.free(spared)
	}
}

// free makes one call on each of the objects that should let go calls that are stuck, and returns those in which some still are. Nothing of it is judged.
func (s *stride) free(objects []*object) (stuck []*object) {
	var lines []*line
	for _, o := range objects {
		if open, _ := o.open(); len(open) == 0 {
			continue
		}
		if o.unknown != "" || len(o.rescues) > 0 && len(o.rescues) == rescuesMost {
			continue
		}
		op, ok := s.e.court.rescueBefore(o)
		if !ok {
			continue
		}
		o.rescues = append(o.rescues, op)
		lines = append(lines, newLine(o, o.group.sc.RescueClient()+len(o.rescues), []scenario.Op{op}))
		stuck = append(stuck, o)
	}
	if len(lines) == 0 {
		return nil
	}
	w := newWalk([][]*line{lines}, len(lines))
	w.stamps = s.stamps
	w.begins = func(place int) { s.begins(lines[place].o) }
	w.run()
	rest(s.e.gap / 4)
	return stuck
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
