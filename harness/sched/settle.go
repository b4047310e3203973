package sched

import "unsafe"

// Engage makes t a task whose end the phase waits for.
func (t *Task) Engage() {
	if !t.foreground {
		t.foreground = true
		t.run.foreground++
	}
}

// Punctual keeps time, from now on, from passing while a task can run: it moves only when everybody waits, and then all timers that are due fire. That is
// what testing/synctest promises to the code in its bubbles.
func (t *Task) Punctual() { t.run.clock.strict = true }

// Settle blocks t until no other task can run: each is blocked, or waits for time to pass.
func (t *Task) Settle() {
	if t.unwinding {
		t.inert()
		return
	}
	bed := bed()
	t.run.settling = append(t.run.settling, bed)
	t.BlockFor(KindWait, nil, bed)
}

// bed returns an address at which nobody else waits.
func bed() Pointer { return unsafe.Pointer(new(int)) }

// settled wakes the task that has asked last to be told when nobody can run.
func (r *Run) settled() bool {
	n := len(r.settling)
	if n == 0 {
		return false
	}
	bed := r.settling[n-1]
	r.settling = r.settling[:n-1]
	_, ok := r.wake(bed, Any, nil)
	return ok
}

// Unended reports whether a task with a number from first on, other than t, has not ended.
func (t *Task) Unended(first int) bool {
	for _, o := range t.run.tasks[min(first, len(t.run.tasks)):] {
		if o != t && o.state != stateEnded {
			return true
		}
	}
	return false
}

// Tasks returns the number of tasks that have been started: the next one has this number.
func (r *Run) Tasks() int { return len(r.tasks) }
