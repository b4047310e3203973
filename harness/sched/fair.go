package sched

// starved returns a task that could take a lock now, for which it has waited longer than a ready task may be kept waiting. Go's own mutex sees to it
// that nobody waits for it for long while others take it again and again.
func (r *Run) starved() *Task {
	if r.clock.now <= r.clock.slack {
		return nil
	}
	var first *Task
	for _, t := range r.ready {
		if t.barredAt > 0 && r.clock.now-t.barredAt > r.clock.slack && isLock[t.kind] && (first == nil || t.barredAt < first.barredAt) {
			first = t
		}
	}
	return first
}

// turn gives each ready task 16 steps in the order of their numbers. They are counted from its first: a loop of 16 steps must not be found at the
// same place each time, where it holds what the others wait for.
func (r *Run) turn(t *Task) *Task {
	if r.steps-r.turned < 16 && t.ready >= 0 {
		return t
	}
	r.turned = r.steps
	var first, next *Task
	for _, o := range r.ready {
		if first == nil || o.id < first.id {
			first = o
		}
		if o.id > t.id && (next == nil || o.id < next.id) {
			next = o
		}
	}
	if next == nil {
		return first
	}
	return next
}
