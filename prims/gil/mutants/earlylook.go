package mutants

import "context"

// earlyLook looks whether a switch is due in one critical section and makes it in another. If who waited
// has given up in between, the holder hands the lock to itself, and reports a switch that nobody had.
type earlyLook struct{ sound }

func (g *earlyLook) Checkpoint() (switched bool, err error) {
	g.mu.Lock()
	due, err := g.due()
	g.mu.Unlock()
	if !due {
		return false, err
	}
	g.mu.Lock()
	w := g.join()
	g.handOver()
	g.mu.Unlock()
	return true, g.wait(context.Background(), w)
}
