package sched

// A berth is where one goroutine waits for control. It is made of the two ends of an iter.Pull: whoever calls the end whose turn it is goes to
// wait, and whoever waited goes on. The iterator's own goroutine has no part in that but to be the first who waits; so a berth serves
// any two goroutines, and a task passes control to any other with one switch, wherever that one waits.
//
// The seductive way, next to enter a task and yield to leave it, needs two: every change of tasks then goes through a driver.
type berth struct {
	next    func() (struct{}, bool)
	yield   func(struct{}) bool
	entered bool // next was called last, so that it is yield's turn
}

// swap has the caller wait, and whoever waited there go on. It returns when somebody else has swapped.
func (b *berth) swap() {
	if b.entered = !b.entered; b.entered {
		b.next()
	} else {
		b.yield(struct{}{})
	}
}

// party is a goroutine that takes part in an execution: the driver, or a worker. While it does not run it waits in some berth.
type party struct {
	s   *Scheduler
	own *berth // the one that it was born in; nil for the driver
	at  *berth // the one that it waits in

	baton chan errand // see pass; nil where berths are used
}

// hand gives control to another party and returns when somebody gives it back. What it does is spelled out in one function because the
// processor mispredicts every return that it makes on another stack than the call.
func (p *party) hand(to *party) {
	if racing {
		p.pass(to)
		return
	}
	b := to.at
	p.at = b
	if b.entered = !b.entered; b.entered {
		b.next()
	} else {
		b.yield(struct{}{})
	}
	if p.s.homing {
		p.goHome()
	}
}

// goHome takes p to its own berth if it is on another one; see bringHome.
func (p *party) goHome() {
	for p.s.homing && p.own != nil {
		p.at = p.own
		p.own.swap()
	}
}

// bringHome has every worker wait in its own berth, which is where it must be when it ends: its goroutine's end wakes who waits there. It is
// called by the driver. Workers wait in each other's berths in rings. The driver takes the place of one; who waited there goes home, so does who
// waited in that one's berth, until the one comes whose home the driver is in.
func (s *Scheduler) bringHome() {
	s.homing = true
	for _, w := range s.all {
		if w.at != w.own {
			s.driver.at = w.own
			w.own.swap()
		}
	}
	s.homing = false
}
