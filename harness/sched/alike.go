package sched

// Alike says that t does exactly what the other tasks do that were given the same number, from 1, by who started it: exchanged for each other from their beginning
// on they leave an execution that shows the same.
func (t *Task) Alike(number int) { t.alike = number }

// mirrored reports whether to have event j before event i shows nothing that is not shown as it is: the two are the same step of tasks that
// are alike, the first that can be told, and nothing that has happened between them is needed for j. What begins with j is then what begins with i, with the tasks exchanged.
func (h *history) mirrored(i, j int, before *vector) bool {
	p, q := h.events[i].proc, h.events[j].proc
	if a, b := h.live[p], h.live[q]; a == nil || b == nil || a.alike == 0 || a.alike != b.alike || h.events[i].n != h.events[j].n {
		return false
	}
	begun := false
	for k := range h.events[:j] {
		e := &h.events[k]
		switch {
		case k == i:
		case e.proc == q, e.proc == p && k < i:
			if e.kind != KindStart && e.kind != KindCall || e.returned {
				return false
			}
			begun = true
		case begun && e.returned:
			return false
		case k > i && before[e.proc] >= e.n:
			return false
		}
	}
	return true
}
