package stress

import (
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/verdict"
)

// A stray is a goroutine without a label that was not there before: one that the runtime has started for a timer, say. Whose it is shows when the scenarios of the
// stride are run one at a time.

// strayRepeats is the number of executions that a scenario is given to show that the stray is its own.
const strayRepeats = 24

// strays looks for goroutines without a label that wait although all calls have come back.
func (s *stride) strays() {
	left := s.e.straysLeft()
	for _, g := range left {
		s.e.known[g.id] = true
	}
	switch {
	case len(left) == 0 || s.anyOpen():
		return // nobody knows whose they are, or they may be of a call that is under way
	case s.groups() == 1:
		s.accuseStray(left)
		return
	}
	tried := map[*group]bool{}
	for _, o := range s.objects {
		if tried[o.group] {
			continue
		}
		tried[o.group] = true
		alone := s.e.newStride(plan{groups: []*group{o.group}, repeats: strayRepeats, stamps: s.stamps, pace: s.pace})
		if alone.run(); alone.found != nil {
			s.found = alone.found
			return
		}
	}
}

func (s *stride) anyOpen() bool {
	open, moves := openOf(s.objects)
	return len(open) > 0 || moves
}

func (s *stride) groups() int {
	all := map[*group]bool{}
	for _, o := range s.objects {
		all[o.group] = true
	}
	return len(all)
}

// straysLeft returns the strays that no look finds anywhere else, or that nothing moves.
func (e *engine) straysLeft() (left []goroutine) {
	looks := 0
	for start := time.Now(); time.Since(start) < mostWait; {
		all := e.dumps.take()
		var now []goroutine
		for _, g := range all {
			if g.label == "" && !e.baseline[g.id] && !e.known[g.id] && !g.resting() && g.id != e.goid {
				now = append(now, g)
			}
		}
		switch {
		case len(now) == 0:
			return nil
		case movingOf(e.relevant(all)) != nil:
			left, looks = nil, 0
		case looks == 0:
			left, looks = now, 1
		default:
			if left, looks = same(left, now), looks+1; len(left) == 0 {
				looks = 0
			}
		}
		if looks > 2 && wakeable(left) {
			return left
		}
		if looks >= looksLeast && time.Since(start) > min(e.patience, mostWait/2) {
			return left
		}
		time.Sleep(time.Millisecond + time.Since(start)/8)
	}
	return nil
}

func (s *stride) accuseStray(left []goroutine) {
	for _, g := range left {
		if timedWait(g) != "" {
			continue
		}
		o, c := s.objects[0], s.e.court
		c.scribe.write(&c.h, o)
		v := &violation{o: o, kind: verdict.GoroutineLeak, history: c.h.Clone()}
		v.message = "all calls have returned, yet a goroutine that a timer started still waits"
		if at := postmortem.SubjectFrame(g.frames); at != "" {
			v.message += " at " + at
		}
		v.stacks = "left behind [" + g.state + "]:\n" + strings.TrimSpace(g.frames)
		s.found = v
		return
	}
}
