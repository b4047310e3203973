package sched

import (
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// Duration is a span of virtual time in nanoseconds, like time.Duration, which this package can't import: the rewritten context
// package stands below time's users.
type Duration = int64

// clock is the virtual time of one execution. It moves when a timer fires, and, in long executions only, with each step.
type clock struct {
	now       Duration
	timers    []*Timer // a heap by (when, number): timers that are due at the same time fire in the order in which they were started
	next      uint64
	idle      int      // timers fired because nobody could run, since a foreground task last ran
	idleSince Duration // when the first of these fired
	task      *Task
	slack     Duration
	firing    *Timer   // the timer that is acting
	window    Duration // when the time began for which late counts
	late      Duration // by how much ready tasks were late in it
	strict    bool     // timers fire only while no task is ready, and all that are due at once
}

// Timer is a point in virtual time at which something happens. Its methods are called by tasks, or by the scheduler when it fires.
type Timer struct {
	when   Duration
	number uint64
	index  int // in clock.timers, or -1
	fire   func()
	run    *Run
	// background is set for a timer that starts itself again, as a ticker does, and for one that belongs to the subject: nobody of the
	// scenario waits for it, and such timers never end.
	background bool
	feeds      Pointer // at which tasks wait for it; nil if it calls a function
}

func (c *clock) pending() bool { return len(c.timers) > 0 }

// mayFire reports whether the earliest timer may fire although tasks are ready. In the real world it may, since a task can be slow; but a schedule
// in which ready tasks are late by more than the slack, all the times together that they are within a hundred times as long, is one that nobody
// believes: a test that sleeps long enough for a chain of others to get their work done would fail.
func (c *clock) mayFire() bool {
	if c.strict {
		return false
	}
	late := c.timers[0].when - c.now
	if late <= 0 {
		return true
	}
	if c.now-c.window >= 100*c.slack {
		c.window, c.late = c.now, 0
	}
	return c.late+late <= c.slack
}

// overdue reports whether the earliest timer is late by more than the slack, as no ready task may be either.
func (c *clock) overdue() bool { return c.now-c.timers[0].when > c.slack }

// fire moves the clock to the earliest timer and lets it act. What it does is no task's step: it hands a value over, wakes, or
// starts a task.
func (r *Run) fire() { r.fireOne(r.clock.timers[0]) }

func (r *Run) fireOne(t *Timer) {
	c := &r.clock
	r.steps++
	if !r.tracked(c.task) {
		r.giveUp(EndAbandoned)
		return
	}
	c.remove(t)
	if len(r.ready) > 0 {
		c.late += max(t.when-c.now, 0)
	}
	if c.now = max(c.now, t.when); c.now > c.slack {
		r.limit = 0 // somebody may have waited for a lock for too long; see starved
	}
	r.wrote()
	r.sum.add(ClockID, KindFire)
	if r.tracing {
		r.record(c.task, KindFire, nil)
	}
	if c.now == t.when && !c.strict {
		c.now++ // nothing happens at the very moment for which it was set: who sleeps for d finds more than d gone when he looks at the clock
	}
	c.firing = t
	if racing {
		r.strike(t)
	} else {
		t.fire()
	}
	c.firing = nil
}

// awaited returns the earliest timer that somebody of the scenario may wait for, or nil.
func (c *clock) awaited() *Timer {
	var first *Timer
	for _, t := range c.timers {
		if !t.background && (first == nil || t.when < first.when || t.when == first.when && t.number < first.number) {
			first = t
		}
	}
	return first
}

// advance lets time pass when everybody only looks at it. Timers that come due then may fire at the next choice point.
func (c *clock) advance(d Duration) { c.now += d }

// Now returns the virtual time since the start of the execution.
func (t *Task) Now() Duration { return t.run.clock.now }

// Look returns the virtual time and lets a nanosecond pass, outside bubbles: whoever looks at a clock twice sees that it has moved.
func (t *Task) Look() Duration {
	c := &t.run.clock
	now := c.now
	if !c.strict {
		c.now++
	}
	return now
}

// AfterFunc starts a timer that calls fire when d has passed. fire must not block and must not meet a yield point; it acts
// through the methods of Run. A d of zero or less is due at once, which still takes a move of the clock.
func (t *Task) AfterFunc(d Duration, fire func()) *Timer {
	tm := &Timer{index: -1, fire: fire, run: t.run, background: t.owned}
	if !t.unwinding {
		tm.start(d)
	}
	return tm
}

// Stop keeps the timer from firing. It reports whether it was pending.
func (tm *Timer) Stop() bool {
	if tm.index < 0 {
		return false
	}
	tm.run.clock.remove(tm)
	return true
}

// Reset has the timer fire when d has passed from now, whether it was pending or not, and reports whether it was.
func (tm *Timer) Reset(d Duration) bool {
	was := tm.Stop()
	tm.start(d)
	return was
}

// Feed says that tasks wait for the timer at obj. It returns tm.
func (tm *Timer) Feed(obj Pointer) *Timer {
	tm.feeds = obj
	return tm
}

// Run returns the execution that the timer belongs to.
func (tm *Timer) Run() *Run { return tm.run }

// When returns the virtual time at which the timer is due, or was last.
func (tm *Timer) When() Duration { return tm.when }

func (tm *Timer) start(d Duration) {
	edge.Release(unsafe.Pointer(tm)) // what comes before a timer is set comes before what it does
	c := &tm.run.clock
	if c.firing == tm {
		tm.background = true
	}
	tm.when = c.now + max(d, 0)
	if d > 0 && tm.when < 0 {
		tm.when = 1<<63 - 1
	}
	tm.number = c.next
	c.next++
	tm.index = len(c.timers)
	c.timers = append(c.timers, tm)
	c.up(tm.index)
}

func (c *clock) less(i, j int) bool {
	a, b := c.timers[i], c.timers[j]
	return a.when < b.when || a.when == b.when && a.number < b.number
}

func (c *clock) swap(i, j int) {
	c.timers[i], c.timers[j] = c.timers[j], c.timers[i]
	c.timers[i].index, c.timers[j].index = i, j
}

func (c *clock) up(i int) {
	for i > 0 && c.less(i, (i-1)/2) {
		c.swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
}

func (c *clock) down(i int) {
	for {
		m := i
		for j := 2*i + 1; j <= 2*i+2 && j < len(c.timers); j++ {
			if c.less(j, m) {
				m = j
			}
		}
		if m == i {
			return
		}
		c.swap(i, m)
		i = m
	}
}

func (c *clock) remove(t *Timer) {
	i, last := t.index, len(c.timers)-1
	if i != last {
		c.swap(i, last)
	}
	c.timers[last] = nil
	c.timers = c.timers[:last]
	t.index = -1
	if i != last {
		c.down(i)
		c.up(i)
	}
}

func (c *clock) reset(slack Duration) {
	for i := range c.timers {
		c.timers[i].index = -1
		c.timers[i] = nil
	}
	*c = clock{timers: c.timers[:0], task: c.task, slack: slack}
}

// Wake is Task.Wake for what a timer does when it fires.
func (r *Run) Wake(obj Pointer, dir Direction, cell Pointer) (given Pointer, ok bool) {
	return r.wake(obj, dir, cell)
}

// WakeAll is Task.WakeAll for what a timer does when it fires.
func (r *Run) WakeAll(obj Pointer) { r.wakeAll(obj) }
