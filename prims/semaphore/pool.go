package semaphore

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// pool is what both semaphores are made of: the free permits and the queue for them.
//
// One word says all that a call needs to know when it does not have to wait, so that such a call is
// a single compare-and-swap:
//
//	bits 63…1   the number of free permits
//	bit 0       queued: the queue is not empty
//
// Three rules keep the word and the queue together:
//
//  1. Whenever mu is free, the queued bit is set exactly if the queue is not empty, and the head
//     asks for more than is free.
//  2. The bit is set and cleared, and the queue is changed, by the holder of mu only.
//  3. While the bit is set, the holder of mu alone changes the word. The compare-and-swaps of the
//     others demand a clear bit.
//
// Each operation takes effect in one atomic access to the word, its linearization point, which is
// marked below. The word is the truth, and what happens to the queue in between under mu can't be
// seen from outside.
type pool struct {
	word  atomic.Int64
	mu    sync.Mutex
	queue queue
}

const queued = 1

func pack(free int) int64   { return int64(free) << 1 }
func unpack(word int64) int { return int(word >> 1) }

func (p *pool) fill(permits int) {
	if permits < 0 || permits > MaxPermits {
		panic(fmt.Sprintf("semaphore: initial permits %d: must be from 0 to %d", permits, MaxPermits))
	}
	p.word.Store(pack(permits))
}

func (p *pool) free() int {
	return unpack(p.word.Load())
}

// take takes n permits if that can be done without waiting or overtaking.
func (p *pool) take(n int) bool {
	for {
		w := p.word.Load()
		if w&queued != 0 || unpack(w) < n {
			return false // linearizes at the Load: at that moment calls were queued or too few permits were free
		}
		// Linearizes here. The word is the whole state, so that nothing is lost if it changed and
		// changed back since the Load.
		if p.word.CompareAndSwap(w, w-pack(n)) {
			return true
		}
	}
}

// acquire takes n permits or waits for them until ctx is done. A pool never has more than limit
// free.
func (p *pool) acquire(ctx context.Context, n, limit int) error {
	if n < 1 || n > limit {
		return refuse(n, limit)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.take(n) {
		return nil
	}
	w := p.enter(n)
	if w == nil {
		return nil
	}
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		return p.abandon(w, ctx.Err())
	}
}

// acquireTimeout is acquire with a time-out in place of a context.
func (p *pool) acquireTimeout(d time.Duration, n, limit int) error {
	if n < 1 || n > limit {
		return refuse(n, limit)
	}
	if p.take(n) {
		return nil
	}
	if d <= 0 {
		return ErrTimeout
	}
	w := p.enter(n)
	if w == nil {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-w.ready:
		return nil
	case <-timer.C:
		return p.abandon(w, ErrTimeout)
	}
}

// refuse says why n permits will never be granted.
func refuse(n, limit int) error {
	if n < 1 {
		return fmt.Errorf("%w: %d", ErrCount, n)
	}
	return fmt.Errorf("%w: %d of %d", ErrNever, n, limit)
}

// enter takes n permits after all and returns nil, or it joins the queue and returns the waiter.
//
// The check and the joining must be one step. Seductive and wrong is to see that too few are free,
// and then to join: a Release in between finds an empty queue, wakes nobody, and the waiter waits
// for a permit that is free. Here the step is the compare-and-swap that sets the queued bit. A
// Release that changed the word before makes it fail, and the check is repeated; a Release after it
// sees the bit and goes for mu, which is held until the waiter is in the queue.
func (p *pool) enter(n int) *waiter {
	waiter := newWaiter(n)
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		w := p.word.Load()
		switch {
		case w&queued != 0:
			p.queue.push(waiter) // linearizes at the Load: by rule 3 the word stays as it is until mu is free
			return waiter
		case unpack(w) >= n:
			if p.word.CompareAndSwap(w, w-pack(n)) { // linearizes here
				return nil
			}
		case p.word.CompareAndSwap(w, w|queued): // linearizes here: joined with too few free
			p.queue.push(waiter)
			return waiter
		}
	}
}

// abandon takes w out of the queue and returns cause, or it returns nil if the permits were granted
// before it could.
//
// A waiter that was at the head may have held back smaller ones, so the queue is settled anew.
// Where w stood elsewhere, the head is as before, too large, and nothing is granted.
func (p *pool) abandon(w *waiter, cause error) error {
	p.mu.Lock()
	if w.granted {
		// The cancellation came too late. The granter may not have closed w.ready yet, but its change
		// of the word is behind us: we hold the lock that it held.
		p.mu.Unlock()
		return nil
	}
	p.queue.remove(w)
	granted := p.settle(p.free())
	p.mu.Unlock()
	granted.wake()
	return cause
}

// release frees n permits, or returns over if more than limit would be free.
func (p *pool) release(n, limit int, over error) error {
	if n < 1 {
		return refuse(n, limit)
	}
	for {
		w := p.word.Load()
		switch {
		case n > limit-unpack(w): // linearizes at the Load; written so that it can't overflow
			return fmt.Errorf("%w: %d more than %d free of %d", over, n, unpack(w), limit)
		case w&queued != 0:
			if p.handOver(n, limit) {
				return nil
			}
		case p.word.CompareAndSwap(w, w+pack(n)): // linearizes here: nobody was queued
			return nil
		}
	}
}

// handOver frees n permits and grants what it can to the queue. It does nothing and returns false
// if meanwhile the queue has become empty or n too many.
func (p *pool) handOver(n, limit int) bool {
	p.mu.Lock()
	w := p.word.Load()
	if w&queued == 0 || n > limit-unpack(w) {
		p.mu.Unlock()
		return false
	}
	granted := p.settle(unpack(w) + n)
	p.mu.Unlock()
	granted.wake()
	return true
}

// settle grants free permits to the queue, publishes what is left of them, and returns the waiters
// to wake. The caller holds mu, and the queued bit is set, so that no other call changes the word.
//
// The order matters: publish, then wake. A waiter that is woken first could return, and its caller
// could see a TryAcquire fail, or Free say zero, for a permit that the Release it was woken by has
// freed.
func (p *pool) settle(free int) (granted *waiter) {
	granted, left := p.queue.cut(free)
	word := pack(left)
	if !p.queue.empty() {
		word |= queued
	}
	// A Release, or a waiter that gives up, linearizes here, together with all the grants it causes.
	p.word.Store(word)
	return granted
}
