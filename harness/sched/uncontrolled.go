package sched

// Uncontrolled is something that a task of the execution did and that the scheduler does not control: what came of it may be different when the
// execution is made again.
type Uncontrolled struct {
	What string // what it was, and where: "os.Getpid at main.go:12"
	Step int    // how many steps the trace had then; 0 if none is recorded
}

// mostUncontrolled bounds how many are kept. They serve to find what made the difference, and that is among the first.
const mostUncontrolled = 32

// Uncontrolled notes that t is about to do what the scheduler does not control. Each thing is kept once.
func (t *Task) Uncontrolled(what string) {
	r := t.run
	if t.unwinding || len(r.uncontrolled) >= mostUncontrolled {
		return
	}
	for i := range r.uncontrolled {
		if r.uncontrolled[i].What == what {
			return
		}
	}
	r.uncontrolled = append(r.uncontrolled, Uncontrolled{what, len(r.trace)})
}
