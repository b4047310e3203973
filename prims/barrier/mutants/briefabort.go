package mutants

// briefAbort breaks the generation and not the barrier. Those who wait are sent away; those who come later
// wait for a generation that will not be full, since a party has gone.
type briefAbort struct{ sound }

func (b *briefAbort) Abort() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.end(true)
}
