package models

// StealingReaders weakens the model of a lock for readers and writers: a reader
// that comes while a writer waits may take the place of one that the writer
// before has let in and that has not gone on yet; that one waits on, for the
// next writer to leave. sync.RWMutex does so: a writer that leaves hands out as
// many tokens as readers wait, and whoever comes first takes one. What it gives
// up: a reader that is overtaken again and again.
func StealingReaders() Option { return func(s *settings) { s.stealing = true } }

// letInBy is the stage of a reader that counts as reading and has not gone on yet.
const letInBy = 2

// letIn is a writer that leaves: the readers that wait count as reading from now on.
func letIn(t *Turn[sharing], _ None) {
	if t.State != written {
		t.Return(ErrAny)
		return
	}
	t.State = 0
	for _, w := range append([]Waiter(nil), t.Waiting(readingCalls...)...) {
		t.Move(w, letInBy)
		t.State++
	}
	t.Return(nil)
}

// stealLock is a reader that comes.
func stealLock(t *Turn[sharing], _ None) {
	if !barred(t) {
		t.State++
		t.Return(nil)
		return
	}
	var let []Waiter
	for _, w := range t.Waiting(readingCalls...) {
		if w.Stage == letInBy {
			let = append(let, w)
		}
	}
	if i := t.Choose(len(let) + 1); i < len(let) {
		t.Move(let[i], 0)
		t.Return(nil)
		return
	}
	t.Block()
}

// resumeReader is a reader that goes on, having been let in.
func resumeReader(t *Turn[sharing], _ any) {
	if t.Stage() == letInBy {
		t.Return(nil)
		return
	}
	t.Block()
}

// cancelReader is a reader that gives up, and its place with it.
func cancelReader(t *Turn[sharing], _ any) {
	if t.Stage() == letInBy {
		t.State--
	}
	t.Return(nil)
}
