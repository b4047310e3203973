package mutants

// lateFlag keeps its critical sections short: Set lets go those who wait in one and sets the flag in
// another. Who comes between the two finds the event not set, begins to wait, and has missed the Set.
type lateFlag struct{ sound }

func (e *lateFlag) Set() {
	e.mu.Lock()
	e.letGo()
	e.mu.Unlock()
	e.mu.Lock()
	e.set = true
	e.mu.Unlock()
}
