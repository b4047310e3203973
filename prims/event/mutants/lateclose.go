package mutants

// lateClose keeps its critical sections short: Set sets the flag in one and lets go those who wait in
// another. Between the two somebody clears the event, and somebody else begins to wait for the next Set,
// and is let go by this one.
type lateClose struct{ sound }

func (e *lateClose) Set() {
	e.mu.Lock()
	e.set = true
	e.mu.Unlock()
	e.mu.Lock()
	e.letGo()
	e.mu.Unlock()
}
