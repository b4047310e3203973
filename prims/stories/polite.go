package stories

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/lock"
)

// Polite is a pair of locks of which nobody waits for the second for ever: who does not get it in time
// gives the first back and begins anew.
type Polite struct{ a, b *lock.Lock }

// NewPolite returns such a pair.
func NewPolite() *Polite { return &Polite{lock.New(), lock.New()} }

const (
	patience = 10 * time.Millisecond
	attempts = 4 // after so many a program would log that something is wrong
)

// AB and BA lock both, and report whether they could. The pause is how long to stay away after an
// attempt in vain: without one, or with the same one for both, the two may go on getting in each
// other's way.
func (p *Polite) AB(pause time.Duration) bool { return both(p.a, p.b, pause) }

// BA is AB in the opposite order.
func (p *Polite) BA(pause time.Duration) bool { return both(p.b, p.a, pause) }

func both(first, second *lock.Lock, pause time.Duration) bool {
	for range attempts {
		if first.Acquire(context.Background()) != nil {
			return false
		}
		time.Sleep(time.Millisecond) // what the first lock is for
		if second.AcquireTimeout(patience) == nil {
			second.Unlock()
			first.Unlock()
			return true
		}
		first.Unlock()
		time.Sleep(pause)
	}
	return false
}
