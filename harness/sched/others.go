package sched

import "unsafe"

// AwaitOthers waits until no other task can go on, before time passes.
func (t *Task) AwaitOthers(k Kind) {
	t.mustLive()
	bed := unsafe.Pointer(new(int)) // what nobody else waits at
	t.run.patient = append(t.run.patient, bed)
	t.BlockFor(k, nil, bed)
}

// wakePatient lets the task go on that has waited longest for the others to be blocked. It reports whether there is one.
func (r *Run) wakePatient() bool {
	if len(r.patient) == 0 {
		return false
	}
	bed := r.patient[0]
	r.patient = r.patient[1:]
	_, ok := r.wake(bed, Any, nil)
	return ok
}
