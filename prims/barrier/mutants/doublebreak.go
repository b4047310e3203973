package mutants

// doubleBreak does not hold the mutex while it wakes others, as one is told. Two aborts that look at the
// same time both end the same generation, and the second one closes a channel that is closed.
type doubleBreak struct{ sound }

func (b *doubleBreak) Abort() {
	b.mu.Lock()
	b.broken = true
	g := b.now
	g.broken = true
	b.mu.Unlock()
	close(g.done)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now == g {
		b.now, b.arrived = newGeneration(), 0
	}
}
