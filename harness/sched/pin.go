package sched

// Pin keeps control with t until Unpin, unless it waits: what the runtime's procPin promises to code that shares data with whoever runs on the
// same processor.
func (t *Task) Pin() {
	t.pins++
	t.run.limit = 0 // the quick way to choose does not look; see quick
}

// Unpin ends what Pin has begun.
func (t *Task) Unpin() { t.pins = max(0, t.pins-1) }
