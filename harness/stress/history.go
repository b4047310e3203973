package stress

import (
	"cmp"
	"slices"

	"github.com/tenter-go/tenter/histories"
)

// event is a tick with what happened at it.
type event struct {
	tick  int64
	kind  eventKind
	task  int
	turn  int // of the call among those of its task
	index int // of the operation, of the quiescence
}

// eventKind is in the order in which events of one tick are listed: what was at the same time overlaps.
type eventKind uint8

const (
	cancelled eventKind = iota
	called
	returned
	quiet
)

// scribe makes histories out of what clients have noted, and keeps its memory.
type scribe struct {
	events []event
	ops    []histories.Operation
	order  []int
	place  []int
}

// write makes h the history of the object so far. Ticks become stamps: those that are equal become events that overlap. Where two events of one task are
// at the same tick as one of another, no stamps can say that, and the history is Unordered.
func (s *scribe) write(h *histories.History, o *object) {
	h.Reset()
	s.events, s.ops = s.events[:0], s.ops[:0]
	for _, l := range o.lines {
		if !l.final {
			s.note(o, l)
		}
	}
	for k, tick := range o.quiets {
		s.events = append(s.events, event{tick: tick, kind: quiet, task: -1, index: k})
	}
	slices.SortStableFunc(s.events, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.tick, b.tick), cmp.Compare(a.kind, b.kind), cmp.Compare(a.task, b.task), cmp.Compare(a.turn, b.turn))
	})
	h.Unordered = s.untie()
	s.stamp(h, o)
}

// note lists the calls of a line and their events.
func (s *scribe) note(o *object, l *line) {
	at := l.at.Load()
	for i := range l.made() {
		op, r := &l.ops[i], &l.calls[i]
		index := len(s.ops)
		x := histories.Operation{Task: l.client, Op: op.Op, Name: op.Name, In: op.Arg, Mode: op.Mode, Outcome: histories.Stuck, Return: histories.Forever}
		s.events = append(s.events, event{r.call, called, l.client, i, index})
		if at&over != 0 || int(at) >= 2*i+2 {
			x.Outcome, x.Out = r.outcome, r.out
			if x.Outcome == histories.Cancelled && x.Mode == histories.Timeout && o.group.subject.Spec.LateTimeout() {
				x.Mode = histories.Expired
			}
			s.events = append(s.events, event{r.ret, returned, l.client, i, index})
		}
		if tick := r.strikes.Load(); tick > 0 {
			s.events = append(s.events, event{tick, cancelled, l.client, i, index})
		}
		s.ops = append(s.ops, x)
	}
}

// untie brings the events of each tick into an order that says what was at the same time, and reports whether there is a tick for which that can't be said.
func (s *scribe) untie() (unordered bool) {
	for i := 0; i < len(s.events); {
		j := i + 1
		for j < len(s.events) && s.events[j].tick == s.events[i].tick {
			j++
		}
		if same := s.events[i:j]; len(same) > 1 {
			switch alone, repeated := tasksOf(same); {
			case alone:
				slices.SortStableFunc(same, inTurn)
			case repeated:
				unordered = true
			}
		}
		i = j
	}
	return unordered
}

// tasksOf reports whether all events are of one task, and whether any task has more than one, cancellations aside.
func tasksOf(events []event) (alone, repeated bool) {
	alone = true
	for i := range events {
		alone = alone && events[i].task == events[0].task
		for j := range i {
			if events[i].task == events[j].task && events[i].kind != cancelled && events[j].kind != cancelled {
				repeated = true
			}
		}
	}
	return alone, repeated
}

// inTurn orders the events of one task by what it did first.
func inTurn(a, b event) int {
	switch {
	case a.kind == cancelled || b.kind == cancelled:
		return cmp.Compare(a.kind, b.kind)
	case a.turn != b.turn:
		return cmp.Compare(a.turn, b.turn)
	}
	return cmp.Compare(a.kind, b.kind)
}

// stamp numbers the events and writes the history.
func (s *scribe) stamp(h *histories.History, o *object) {
	s.order = s.order[:0]
	for i, e := range s.events {
		switch at := int64(i + 1); e.kind {
		case called:
			s.ops[e.index].Call = at
			s.order = append(s.order, e.index)
		case returned:
			s.ops[e.index].Return = at
		case cancelled:
			s.ops[e.index].Cancel = at
		case quiet:
			h.Quiescences = append(h.Quiescences, histories.Quiescence{At: at})
		}
	}
	s.place = append(s.place[:0], s.order...)
	for i, index := range s.order {
		s.place[index] = i
		h.Operations = append(h.Operations, s.ops[index])
	}
	for k := range h.Quiescences {
		q := &h.Quiescences[k]
		for i := range h.Operations {
			if h.Operations[i].Pending(q.At) {
				q.Stuck = append(q.Stuck, i)
			}
		}
	}
}
