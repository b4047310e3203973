package sched

import "slices"

// markAll notes how far each task has come.
func (r *Run) markAll() {
	r.marks = r.marks[:0]
	for _, t := range r.tasks {
		r.marks = append(r.marks, t.seq)
	}
}

// alive reports whether a task that is blocked at the end would go on if more time passed: a timer is pending for it, or it has gone on again and again
// while nothing but timers happened. A goroutine that serves a ticker is no leak, and has no part in a deadlock.
func (r *Run) alive(t *Task) bool {
	if t.state != stateBlocked {
		return false
	}
	return r.fed(t) || r.clock.idle > r.cfg.IdleFires && t.id < len(r.marks) && r.marks[t.id] != t.seq
}

// fed reports whether t waits for a timer that is pending.
func (r *Run) fed(t *Task) bool {
	for _, timer := range r.clock.timers {
		if timer.feeds != nil && slices.ContainsFunc(t.waits, func(w waiter) bool { return w.key == timer.feeds }) {
			return true
		}
	}
	return false
}

// inVain reports whether only others are served by timers, so that foreground tasks will have waited in vain when Config.Vain is over. In a bubble time
// means nothing: hours of it may pass by right.
func (r *Run) inVain() bool {
	if r.cfg.Vain == 0 || r.clock.strict || r.foreground == 0 || len(r.spinning) > 0 {
		return false
	}
	return !slices.ContainsFunc(r.tasks, func(t *Task) bool {
		return t.foreground && t.state != stateEnded && (t.state != stateBlocked || r.fed(t))
	})
}
