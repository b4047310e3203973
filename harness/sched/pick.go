package sched

// Limits of one execution. They are met by programs that turn in circles only: a loop that comes back to what it has looked at, again and
// again, with nothing written anywhere in between.
const (
	spinLimit  = 24    // times that a task comes back to the same read, after which it is taken to spin
	pollLimit  = 400   // steps without a write, lock operations included, after which a task may be taken to poll under a lock
	pollRounds = 50    // if it has come back to the same operation that often
	inertLimit = 1_000 // steps of a deferred call of a task that is over
	sameLimit  = 64    // choices of data in a row that a task may be given the default for
)

// In an execution that goes on for longer than most, each step takes time: a program may do work of its own, without end, until a timer tells it
// to stop. An operation takes less than that on a real machine, so that no deadline strikes that the work could have met.
const (
	longAfter = 20_000
	stepTime  = 1_000
)

// pick chooses who makes the next step, at a choice point of t, and keeps the decision if it is not the default's. It returns nil
// if nobody can step.
func (r *Run) pick(t *Task) *Task {
	r.spin(t)
	for {
		t.seq++
		if r.posted.Load() {
			r.takeForeign()
		}
		if len(r.ready) == 0 && !r.rouse() {
			return nil
		}
		if r.steps >= r.cfg.MaxSteps {
			return r.giveUp(EndStepLimit)
		}
		if r.steps > longAfter {
			r.clock.advance(stepTime)
		}
		if t.pins > 0 && t.ready >= 0 {
			if !r.tracked(t) {
				return r.giveUp(EndAbandoned)
			}
			return r.step(t)
		}
		early := r.clock.pending() && r.clock.mayFire()
		if len(r.ready) == 1 && !early {
			if !r.tracked(r.ready[0]) {
				return r.giveUp(EndAbandoned)
			}
			return r.step(r.ready[0])
		}
		next := r.starved()
		if next == nil {
			next = r.decide(t, early)
		}
		if next == nil || next != r.clock.task && !r.tracked(next) {
			return r.giveUp(EndAbandoned)
		}
		if next != r.clock.task {
			return r.step(next)
		}
		r.fire()
	}
}

// tracked tells the tracker, if there is one, of a step to be made.
func (r *Run) tracked(t *Task) bool { return r.tracker == nil || r.tracker.step(t) }

func (r *Run) step(t *Task) *Task {
	if t.foreground {
		r.clock.idle = 0
	}
	return t
}

// giveUp ends the execution where it is.
func (r *Run) giveUp(e Ending) *Task {
	r.ending = e
	r.limited = true
	return nil
}

// decide asks the strategy. Past the point where an execution must become fair, turns are taken instead.
func (r *Run) decide(t *Task, early bool) *Task {
	r.branched++
	if early && r.clock.overdue() {
		return r.clock.task
	}
	if r.steps > r.cfg.FairAfter {
		return r.turn(t)
	}
	ready := r.ready
	if early {
		ready = append(ready, r.clock.task)
	}
	return r.leave(t, r.strategy.Next(ready, t), ready)
}

// leave notes that the strategy chose next at a choice point of t, unless the default order would have.
func (r *Run) leave(t, next *Task, ready []*Task) *Task {
	stays := t.ready >= 0 && t.kind != KindGosched // by the default order
	if next == nil || stays && next == t || !stays && next == byDefault(ready, t) {
		return next
	}
	preempts := stays && next.id != ClockID
	if preempts {
		r.preempted++
	}
	r.decided(Decision{From: t.id, Seq: t.seq, To: next.id, Preempts: preempts})
	return next
}

// Choose answers a choice of data with n possibilities, of which 0 is the default.
func (t *Task) Choose(n int) int {
	if n <= 1 || t.unwinding {
		return 0
	}
	r := t.run
	r.branched++
	t.seq++
	if t.same++; t.same > sameLimit {
		t.same = 0
		return 1 + t.seq%(n-1)
	}
	if r.steps > r.cfg.FairAfter {
		return 0
	}
	c := r.strategy.Choose(n)
	if c < 0 || c >= n {
		c = 0
	}
	r.sum.choice(t.id, c)
	if c != 0 {
		t.same = 0
		r.decided(Decision{From: t.id, Seq: t.seq, To: c, Data: true})
	}
	return c
}

// decided keeps a decision.
func (r *Run) decided(d Decision) {
	r.decisions = append(r.decisions, d)
	if r.cfg.Decided != nil {
		r.cfg.Decided(d)
	}
}

// turns notes that t makes a step in a streak in which nobody wrote, and counts how often it has come back to one operation on one object:
// a walk over many objects is no spinning, however long it is. The operation that returns are counted for changes at ever longer
// distances, as in Brent's search for cycles, so that a loop of any length is found.
func (t *Task) turns() {
	if t.kind == t.anchorKind && t.obj == t.anchor {
		t.returns++
		t.away = 0
		return
	}
	if t.away++; t.away >= t.reach {
		t.anchorKind, t.anchor = t.kind, t.obj
		t.away, t.reach = 0, 2*t.reach
	}
}

// fresh begins a new streak.
func (t *Task) fresh() {
	t.returns, t.away, t.reach = 0, 0, 1
	t.anchorKind, t.anchor = t.kind, t.obj
}

// spin sets t aside if it has come back to what it has read for a while although nobody wrote: reading again what it has read can change
// nothing, so it waits for a write. A loop over unchanging values that would end by itself is only delayed: see rouse. The same goes, with
// more patience, for a task that does nothing but take and give back the same locks: what it looks at under them may change by its
// own hand.
func (r *Run) spin(t *Task) {
	if len(r.spinning) > 0 && r.writes != r.spunAt {
		r.heat, r.polls = 0, 0
		r.resumeSpinning()
	}
	if t.ready < 0 {
		return
	}
	reads := t.idle >= spinLimit && t.returns >= spinLimit
	polls := r.steps-max(r.wroteAt, t.resumed) >= pollLimit && t.returns >= pollRounds
	if !reads && !polls {
		return
	}
	if !reads && len(t.held) > 0 && !isLock[t.kind] {
		return // what others wait for is given back first
	}
	if reads && len(r.ready) == 1 && !r.clock.pending() && r.heat == 0 && t.idle < 4*spinLimit {
		return // nobody is kept waiting
	}
	t.polls = !reads
	t.idle = 0
	t.fresh()
	r.unready(t)
	t.state = stateSpinning
	r.spunAt = r.writes
	r.spinning = append(r.spinning, t)
}

func (r *Run) resumeSpinning() {
	for _, t := range r.spinning {
		t.idle, t.resumed = 0, r.steps
		t.fresh()
		r.enable(t)
	}
	r.spinning = r.spinning[:0]
}

// rouse finds somebody to run when no task is ready: time passes, and whoever spins looks again. It returns false if there is nobody,
// which proves quiescence, or if looking again has not helped for long: then those who spin count as stuck. A call may wait by
// spinning, so that alone is no fault; see Result.Stuck.
func (r *Run) rouse() bool {
	if r.clock.strict && r.passDue() || r.settled() {
		return true
	}
	if r.foreground == 0 && !r.draining && r.cfg.OnQuiescence != nil {
		return false // the phase is over: nobody who matters is left for a timer to wake
	}
	polled := r.polled()
	if !polled && r.passUntilReady() {
		return true
	}
	switch {
	case r.limited:
		return false
	case len(r.spinning) == 0:
		return r.foreground > 0 && r.awaitForeign()
	}
	if r.heat++; polled {
		r.polls++
	}
	if r.heat-r.polls > r.cfg.Heat || r.polls > r.cfg.Polls {
		return polled && r.passUntilReady()
	}
	r.clock.advance(r.span(polled))
	r.resumeSpinning()
	return true
}

// passUntilReady lets time pass from timer to timer until somebody can run.
func (r *Run) passUntilReady() bool {
	for r.clock.pending() && r.pass() {
		if len(r.ready) > 0 {
			return !r.clock.strict || r.passDue()
		}
	}
	return false
}

// passDue fires the timers whose time has come and reports whether somebody can run. In a bubble all that are due at an instant fire at that instant, so
// that nobody is found to wait at a time that is over for others.
func (r *Run) passDue() bool {
	c := &r.clock
	for c.pending() && c.timers[0].when <= c.now && r.pass() {
	}
	return len(r.ready) > 0
}

// workRounds is how often tasks that take and give back locks may be set aside before time passes for their sake: they may well be at work on what
// the locks guard, and must not be made late by more than the slack meanwhile.
const workRounds = 50

// firstSpan is about as long as the looks take that are needed to be set aside: a program may look at the clock often without waiting for it.
const firstSpan Duration = 1_000

// span returns the time that passes before those who were set aside look again. Who watches the clock is served whatever it waits for: the
// span doubles.
func (r *Run) span(polled bool) Duration {
	if !polled {
		return firstSpan << min(r.heat, 40)
	}
	if r.polls <= workRounds {
		return r.cfg.Slack / workRounds
	}
	return r.cfg.Slack << min(r.polls-workRounds, 30)
}

// pass lets time pass to a timer. After long idleness, the timers that start themselves again are passed over: they would go on for ever, and
// a ticker may drop ticks. When only such are left, nobody waits for time. It returns false then, and when the program idles for so
// long that it must be given up.
func (r *Run) pass() bool {
	c := &r.clock
	if c.idle++; c.idle == 1 {
		c.idleSince = c.now
	}
	if c.idle == r.cfg.IdleFires/2 {
		r.markAll()
	}
	switch {
	case c.idle <= r.cfg.IdleFires:
		r.fire()
	case r.draining && r.foreground == 0:
		return false // who is left is either stuck or goes on for ever; see alive
	case r.inVain():
		if c.now-c.idleSince > r.cfg.Vain {
			return false
		}
		r.fire()
	case c.idle > 100*r.cfg.IdleFires:
		r.giveUp(EndStepLimit)
		return false
	default:
		t := c.awaited()
		if t == nil {
			return false
		}
		r.fireOne(t)
	}
	return true
}

// polled reports whether one of those set aside takes locks to look.
func (r *Run) polled() bool {
	for _, t := range r.spinning {
		if t.polls {
			return true
		}
	}
	return false
}

// inert is a step of a task that is over. A deferred call that spins is ended like one that blocks.
func (t *Task) inert() {
	if t.spins++; t.spins > inertLimit {
		t.exit()
	}
}
