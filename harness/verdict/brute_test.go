package verdict

import (
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/histories"
)

// brute is a semaphore's contract written a second time, in plain code that
// shares nothing with models, and tried on every order of the phases of a
// history, without any shortcut but that no configuration is tried twice. It is what the judges are held against.
type brute struct {
	permits, limit           int
	fifo, headOfLine, prompt bool
	h                        *histories.History
	todo                     []brutePhase
	failed                   map[string]bool // configurations that lead nowhere
}

type brutePhase struct {
	what     string // request, follow, hold, cancel, quiesce
	call     int
	from, to int64
	done     bool
}

type bruteState struct {
	free                   int
	waiting                []int
	granted, held, dropped uint64
}

func (b brute) kind(h *histories.History) Kind {
	if b.legal(h, true) {
		return OK
	}
	return blame(h, func(part *histories.History, demands, _ bool) (legal, sure bool) { return b.legal(part, demands), true })
}

func (b *brute) legal(h *histories.History, demands bool) bool {
	b.h, b.todo, b.failed = h, nil, map[string]bool{}
	add := func(what string, call int, from, to int64) {
		b.todo = append(b.todo, brutePhase{what: what, call: call, from: from, to: to})
	}
	for i, o := range b.h.Operations {
		add("request", i, o.Call, o.Return)
		switch {
		case o.Outcome == histories.Cancelled:
			if o.Mode == histories.Cancellable && (o.Cancel == 0 || o.Cancel > o.Return) || o.Mode == histories.Plain {
				return false
			}
			if b.prompt && !b.fifo {
				add("hold", i, o.Call, o.Return)
			}
			add("cancel", i, max(o.Call, o.Cancel), o.Return)
		case o.Outcome == histories.Returned && blocking(o.Name):
			add("follow", i, o.Call, o.Return)
		}
	}
	if demands {
		for k, q := range b.h.Quiescences {
			add("quiesce", k, q.At, q.At)
		}
	}
	return b.search(bruteState{free: b.permits})
}

func blocking(name string) bool {
	return name == "Acquire" || name == "AcquireTimeout" || name == "AcquireN"
}

func (b *brute) search(s bruteState) bool {
	limit, left := int64(histories.Forever), false
	for _, p := range b.todo {
		if !p.done {
			limit, left = min(limit, p.to), true
		}
	}
	if !left {
		return true
	}
	here := b.configuration(s)
	if b.failed[here] {
		return false
	}
	for i := range b.todo {
		p := &b.todo[i]
		if p.done || p.from > limit {
			continue
		}
		p.done = true
		for _, next := range b.step(s, *p) {
			if b.search(next) {
				p.done = false
				return true
			}
		}
		p.done = false
	}
	b.failed[here] = true
	return false
}

// configuration is what the rest of an order depends on: what is done, and the
// state.
func (b *brute) configuration(s bruteState) string {
	key := fmt.Appendf(nil, "%v", s)
	for _, p := range b.todo {
		if p.done {
			key = append(key, 1)
		} else {
			key = append(key, 0)
		}
	}
	return string(key)
}

// step returns the states to which one phase can lead; none if it is illegal.
func (b *brute) step(s bruteState, p brutePhase) []bruteState {
	s.waiting = slices.Clone(s.waiting)
	if p.what == "quiesce" {
		if b.quiet(s, p.call) {
			return []bruteState{s}
		}
		return nil
	}
	o, bit := b.h.Operations[p.call], uint64(1)<<p.call
	n, _ := o.In.(int)
	at := slices.Index(s.waiting, p.call)
	if p.what != "request" && s.dropped&bit != 0 {
		return []bruteState{s}
	}
	switch p.what {
	case "request":
		return b.request(s, p.call)
	case "follow":
		if b.fifo && s.granted&bit != 0 {
			return []bruteState{s}
		}
		if !b.fifo && at >= 0 && s.free >= n {
			s.free -= n
			s.waiting = slices.Delete(s.waiting, at, at+1)
			return []bruteState{s}
		}
	case "hold":
		not := s
		if at < 0 || s.free < n {
			return []bruteState{not}
		}
		not.waiting = slices.Clone(s.waiting)
		s.free -= n
		s.waiting = slices.Delete(s.waiting, at, at+1)
		s.held |= bit
		return []bruteState{not, s}
	case "cancel":
		switch {
		case at >= 0:
			s.waiting = slices.Delete(s.waiting, at, at+1)
		case b.prompt && (s.held|s.granted)&bit != 0:
			s.free += n
		default:
			return nil
		}
		b.drain(&s)
		return []bruteState{s}
	}
	return nil
}

func (b *brute) request(s bruteState, call int) []bruteState {
	o := b.h.Operations[call]
	n, _ := o.In.(int)
	is := func(ok bool) []bruteState {
		if ok {
			return []bruteState{s}
		}
		return nil
	}
	switch o.Name {
	case "TryAcquire":
		got := o.Out == true
		if b.fifo {
			if can := s.free >= n && len(s.waiting) == 0; can != got {
				return nil
			}
		} else if got && s.free < n || !got && s.free >= n && len(s.waiting) == 0 {
			return nil
		}
		if got {
			s.free -= n
		}
		return is(true)
	case "Release":
		s.free += n
		b.drain(&s)
		return is(o.Out == nil)
	case "ReleaseErr":
		_, failed := o.Out.(histories.Failure)
		if failed != (s.free+n > b.limit) {
			return nil
		}
		if !failed {
			s.free += n
			b.drain(&s)
		}
		return is(true)
	case "Free":
		return is(o.Out == s.free)
	}
	return b.acquire(s, call, n)
}

func (b *brute) acquire(s bruteState, call, n int) (next []bruteState) {
	o, bit := b.h.Operations[call], uint64(1)<<call
	cancelled := o.Outcome == histories.Cancelled
	if cancelled && o.Mode != histories.Timeout || o.Outcome == histories.Stuck && o.Mode == histories.Done {
		dropped := s
		dropped.waiting = slices.Clone(s.waiting)
		dropped.dropped |= bit
		next = append(next, dropped)
	}
	if o.Mode == histories.Done {
		return next
	}
	if b.fifo {
		if s.free >= n && len(s.waiting) == 0 {
			if cancelled && o.Mode == histories.Timeout {
				return next
			}
			s.free -= n
			s.granted |= bit
		} else {
			s.waiting = append(s.waiting, call)
		}
		return append(next, s)
	}
	if cancelled && o.Mode == histories.Timeout && s.free >= n && !(b.headOfLine && len(s.waiting) > 0) {
		return next
	}
	s.waiting = append(s.waiting, call)
	return append(next, s)
}

func (b *brute) drain(s *bruteState) {
	for b.fifo && len(s.waiting) > 0 {
		head := s.waiting[0]
		n := b.h.Operations[head].In.(int)
		if s.free < n {
			return
		}
		s.free -= n
		s.granted |= 1 << head
		s.waiting = slices.Clone(s.waiting[1:])
	}
}

func (b *brute) quiet(s bruteState, quiescence int) bool {
	q := b.h.Quiescences[quiescence]
	short := func(i int) bool { return s.free < b.h.Operations[i].In.(int) }
	for _, i := range q.Stuck {
		o := b.h.Operations[i]
		at := slices.Index(s.waiting, i)
		if at < 0 || o.Mode == histories.Done || o.Mode == histories.Timeout || o.Cancel != 0 && o.Cancel < q.At {
			return false
		}
		if b.fifo || short(i) || b.headOfLine && slices.ContainsFunc(s.waiting[:at], short) {
			continue
		}
		return false
	}
	return true
}
