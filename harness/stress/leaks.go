package stress

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/verdict"
)

// leaks looks for goroutines that calls have started and that still wait although all calls on the object have come back.
func (s *stride) leaks() {
	if s.e.opts.Alone && runtime.NumGoroutine() <= s.cost {
		return
	}
	objects := map[string]*object{}
	for _, o := range s.objects {
		if open, moves := o.open(); o.unknown == "" && len(open) == 0 && !moves {
			objects[o.label] = o
		}
	}
	if left := s.e.leftBy(objects); len(left) > 0 {
		s.accuseLeak(objects, left)
	}
	if s.found == nil && s.e.opts.Alone {
		s.strays()
	}
}

// looksLeast is how many looks in a row must find a goroutine at the same place. Time alone says nothing: a busy machine may stop everybody for a while.
const looksLeast = 12

// looksMost is how many looks are spent on it.
const looksMost = 60

// leftBy returns the goroutines of the objects that nothing will let go on.
func (e *engine) leftBy(objects map[string]*object) (left []goroutine) {
	looks := 0
	for start, tries := time.Now(), 0; tries < looksMost; tries++ {
		all := e.dumps.take()
		now := ofObjects(all, objects)
		if len(now) == 0 {
			return nil
		}
		if e.moves(all) {
			left, looks = nil, 0
		} else if looks++; looks == 1 {
			left = now
		} else {
			left = same(left, now)
		}
		elapsed := time.Since(start)
		switch {
		case looks > 1 && len(left) == 0:
			looks = 0
		case looks > 2 && elapsed > lateTimer && wakeable(left):
			return nil
		case looks >= looksLeast && elapsed > e.patience:
			return left
		}
		time.Sleep(time.Millisecond + elapsed/8)
	}
	return nil
}

// moves reports whether something runs that belongs to the stride. In a process of its own, all that has no label does.
func (e *engine) moves(all []goroutine) bool {
	if e.opts.Alone {
		return movingOf(e.relevant(all)) != nil
	}
	return slices.ContainsFunc(all, func(g goroutine) bool {
		return strings.HasPrefix(g.label, e.prefix) && !g.resting() && !parked[g.state]
	})
}

func ofObjects(all []goroutine, objects map[string]*object) (list []goroutine) {
	for _, g := range all {
		if objects[g.label] != nil && !g.resting() {
			list = append(list, g)
		}
	}
	return list
}

// same returns the goroutines that have not moved.
func same(before, now []goroutine) (list []goroutine) {
	was := map[int64]goroutine{}
	for _, g := range before {
		was[g.id] = g
	}
	for _, g := range now {
		if w, ok := was[g.id]; ok && parked[g.state] && w.state == g.state && w.frames == g.frames {
			list = append(list, g)
		}
	}
	return list
}

// wakeable reports whether a timer may wake each of the goroutines: those live on, and are no leaks.
func wakeable(list []goroutine) bool {
	for _, g := range list {
		if timedWait(g) == "" {
			return false
		}
	}
	return true
}

func (s *stride) accuseLeak(objects map[string]*object, left []goroutine) {
	for _, g := range left {
		if timedWait(g) != "" {
			continue
		}
		o := objects[g.label]
		c := s.e.court
		c.scribe.write(&c.h, o)
		v := &violation{o: o, kind: verdict.GoroutineLeak, history: c.h.Clone()}
		v.message = "all calls have returned, yet a goroutine that they started still waits"
		if at := postmortem.SubjectFrame(g.frames); at != "" {
			v.message += " at " + at
		}
		var texts []string
		for _, other := range left {
			if other.label == g.label {
				texts = append(texts, fmt.Sprintf("left behind [%s]:\n%s", other.state, other.frames))
			}
		}
		v.stacks = strings.Join(texts, "\n")
		s.found = v
		return
	}
}
