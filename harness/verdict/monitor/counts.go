package monitor

import (
	"math"

	"github.com/tenter-go/tenter/histories"
)

const lowest, highest = math.MinInt64, math.MaxInt64

// counterOps translates the calls of a counter.
func (t *translation) counterOps() bool {
	return t.each(func(c *call) bool {
		if c.gaveUp() || len(c.stuck) > 0 {
			return false
		}
		n, isInt := int64(1), true
		if c.name != "Inc" && c.name != "Dec" && c.name != "Get" {
			n, isInt = c.In.Int()
		}
		out, hasOut := c.Out.Int()
		o := op{kind: tally, delta: int32(n), v: lowest, w: highest}
		switch c.name {
		case "Inc", "Add":
		case "Dec":
			o.delta = -1
		case "Get":
			if c.isPending() {
				return true
			}
			o.delta, o.v, o.w = 0, out, out
			isInt = hasOut
		case "AddAndGet", "GetAndAdd":
			if !c.isPending() {
				if isInt = isInt && hasOut; c.name == "AddAndGet" {
					out -= n
				}
				o.v, o.w = out, out
			}
		default:
			return false
		}
		t.add(c, o)
		return isInt && int64(int32(n)) == n
	})
}

// A semaphore counts its free permits. A lock is a semaphore of one permit.

// mostPermits is what a count of permits may be at most, so that no sum overflows.
const mostPermits = 1 << 31

// semaphoreOps translates the calls of semaphores and locks.
func (t *translation) semaphoreOps(limit int64) bool {
	s := semaphoreCalls{translation: t, limit: limit}
	if !t.each(s.call) {
		return false
	}
	switch {
	case s.mixed && t.object.FIFO && s.refused:
		t.narrow = "a try may fail because a larger request waits"
	case s.gaveUp && (t.object.HeadOfLine || t.object.Crowded && s.refused || t.object.FIFO && s.mixed):
		t.narrow = "a call may be refused because one waited that gave up later"
	case s.resumed && t.object.Crowded && s.refused:
		t.narrow = "a try may fail because a call waited that came back later"
	case s.gaveUp && t.object.GivesBack:
		t.narrow = "a call that was cancelled may have had permits for a moment"
	case s.mixed && s.stuck && (t.object.HeadOfLine || t.object.FIFO):
		t.narrow = "a call may be stuck behind a larger request"
	}
	return true
}

// semaphoreCalls notes what makes a translation narrow.
type semaphoreCalls struct {
	*translation
	limit  int64
	weight int64 // of the first request; others may have another one
	mixed  bool
	// Whether tries were refused, calls gave up, calls were stuck, and came back after that.
	refused, gaveUp, stuck, resumed bool
}

func (s *semaphoreCalls) call(c *call) bool {
	n := int64(1)
	if c.In != histories.None {
		var isInt bool
		if n, isInt = c.In.Int(); !isInt || n < 0 || n > mostPermits {
			return false
		}
	}
	switch c.name {
	case "Acquire", "AcquireTimeout", "AcquireN", "Lock":
		return s.acquire(c, n)
	case "TryAcquire":
		return s.try(c, n)
	case "Release", "ReleaseErr", "Unlock":
		return s.release(c, n)
	case "Free":
		free, isInt := c.Out.Int()
		if !c.isPending() {
			s.add(c, op{kind: tally, v: free, w: free})
		}
		return isInt || c.isPending()
	case "Locked":
		held, isBool := s.l.Any(c.Out).(bool)
		free := map[bool]int64{true: 0, false: 1}[held]
		if !c.isPending() {
			s.add(c, op{kind: tally, v: free, w: free})
		}
		return isBool || c.isPending()
	}
	return false
}

func (s *semaphoreCalls) weigh(n int64) {
	if s.weight == 0 {
		s.weight = n
	}
	s.mixed = s.mixed || n != s.weight || n != 1
}

func (s *semaphoreCalls) acquire(c *call, n int64) bool {
	s.weigh(n)
	s.looks(c, op{kind: tally, v: lowest, w: n - 1})
	s.stuck = s.stuck || len(c.stuck) > 0
	s.resumed = s.resumed || len(c.stuck) > 0 && c.Outcome != histories.Stuck
	switch {
	case c.Outcome == histories.Stuck:
		c.begin = c.Begin // it has been waiting all the time
		s.add(c, op{kind: idle, waits: true})
		return true
	case c.timedOut():
		s.gaveUp = true
		s.add(c, op{kind: tally, v: lowest, w: n - 1, crowded: s.object.HeadOfLine})
	case c.gaveUp():
		s.gaveUp = true
	case c.isPending() || c.Out == histories.None:
		s.gaveUp = s.gaveUp || c.isPending() && s.cutFrom(c) != never
		s.add(c, op{kind: tally, waits: true, v: n, w: highest, delta: int32(-n)})
	default:
		return false
	}
	return true
}

func (s *semaphoreCalls) try(c *call, n int64) bool {
	s.weigh(n)
	took, isBool := s.l.Any(c.Out).(bool)
	if isBool && !took && !c.isPending() {
		s.refused = true
		s.add(c, op{kind: tally, v: lowest, w: n - 1, crowded: s.object.Crowded})
		return true
	}
	s.add(c, op{kind: tally, v: n, w: highest, delta: int32(-n)})
	return isBool || c.isPending()
}

func (s *semaphoreCalls) release(c *call, n int64) bool {
	s.weigh(n)
	switch _, failed := s.l.Any(c.Out).(histories.Failure); {
	case failed && s.object.MayRefuse:
		return true
	case failed:
		s.add(c, op{kind: tally, v: s.limit - n + 1, w: highest})
		return true
	}
	s.add(c, op{kind: tally, v: lowest, w: s.limit - n, delta: int32(n)})
	return c.Out == histories.None || c.isPending()
}

// A lock for readers and writers counts one for each reader, and more than there
// can be readers for a writer.
const writing = 1 << 31 >> 1

// rwlockOps translates the calls of a lock for readers and writers.
func (t *translation) rwlockOps() bool {
	writers := t.stuckWriters()
	if t.object.HeadOfLine {
		t.narrow = "a call may wait behind another one"
	}
	return t.each(func(c *call) bool {
		reads := op{kind: tally, v: 0, w: writing - 1, delta: 1}
		writes := op{kind: tally, v: 0, w: 0, delta: writing}
		did, _ := t.l.Any(c.Out).(bool)
		switch c.name {
		case "RLock", "AcquireRead":
			o := op{kind: tally, v: writing, w: highest}
			for _, q := range c.stuck {
				if o.v = writing; writers[q] {
					o.v = 1 // it waits behind the writer
				}
				o.begin, o.end, o.call = q-1, q, c.at
				t.ops = append(t.ops, o)
			}
			return t.lockCall(c, reads)
		case "Lock", "AcquireWrite":
			t.looks(c, op{kind: tally, v: 1, w: highest})
			return t.lockCall(c, writes)
		case "TryRLock":
			if did || c.isPending() {
				return t.lockCall(c, reads)
			}
			return t.refusedTry(c, op{kind: tally, v: writing, w: highest})
		case "TryLock":
			if did || c.isPending() {
				return t.lockCall(c, writes)
			}
			return t.refusedTry(c, op{kind: tally, v: 1, w: highest})
		case "RUnlock":
			return t.unlockCall(c, op{kind: tally, v: 1, w: writing - 1, delta: -1})
		case "Unlock":
			return t.unlockCall(c, op{kind: tally, v: writing, w: highest, delta: -writing})
		}
		return false
	})
}

// stuckWriters returns the quiescences at which a writer is stuck.
func (t *translation) stuckWriters() map[histories.Rank]bool {
	found := map[histories.Rank]bool{}
	if len(t.l.Quiescences) == 0 {
		return found
	}
	names := t.l.Names()
	for i := range t.l.Calls {
		if name := names[t.l.Calls[i].Name]; name == "Lock" || name == "AcquireWrite" {
			for _, q := range t.stuckAt(&t.l.Calls[i]) {
				found[q] = true
			}
		}
	}
	return found
}

func (t *translation) lockCall(c *call, o op) bool {
	if _, failed := t.l.Any(c.Out).(histories.Failure); failed {
		return false
	}
	if len(c.stuck) > 0 && !t.lastQuiet(c.stuck[0]) {
		t.wide = "who waits keeps others out, and some were known to wait while others came"
	}
	if c.Outcome != histories.Stuck && !c.gaveUp() {
		t.add(c, o)
	}
	return true
}

func (t *translation) refusedTry(c *call, o op) bool {
	t.narrow = "a try may fail because a writer waits"
	t.add(c, o)
	return true
}

func (t *translation) unlockCall(c *call, o op) bool {
	if _, failed := t.l.Any(c.Out).(histories.Failure); failed {
		return t.object.MayRefuse // then it says nothing
	}
	t.add(c, o)
	return true
}
