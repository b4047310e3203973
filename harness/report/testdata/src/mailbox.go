package mailbox

import "time"

// Mailbox hands over letters.
type Mailbox struct{ c chan struct{} }

// Put leaves a letter.
func (m *Mailbox) Put() {
	select {
	case m.c <- struct{}{}:
	default:
	}
}

// Get waits at most d for a letter.
func (m *Mailbox) Get(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-m.c:
		return true
	case <-timer.C:
		return false
	}
}
