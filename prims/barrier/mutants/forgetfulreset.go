package mutants

// forgetfulReset makes everything fresh, and so loses the only reference to those who wait: nobody will
// ever let them go.
type forgetfulReset struct{ sound }

func (b *forgetfulReset) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken, b.arrived, b.now = false, 0, newGeneration()
}
