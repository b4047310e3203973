package stories

import "sync"

// Light is a traffic light that was made by hand, of a flag and a condition: cars wait while it is not
// green. A car that waited when it turned green, and gets to look when it is red again, waits on.
type Light struct {
	mu      sync.Mutex
	changed sync.Cond
	green   bool
}

// NewLight returns a light that is red.
func NewLight() *Light {
	l := &Light{}
	l.changed.L = &l.mu
	return l
}

// Green turns the light green, and Red red again.
func (l *Light) Green() { l.turn(true) }

// Red turns the light red.
func (l *Light) Red() { l.turn(false) }

func (l *Light) turn(green bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.green = green
	l.changed.Broadcast()
}

// Drive waits for green.
func (l *Light) Drive() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for !l.green {
		l.changed.Wait()
	}
}
