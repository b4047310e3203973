package barrier

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrBroken ends calls on a barrier that is broken, or that breaks or is reset while they wait.
	ErrBroken = errors.New("barrier: broken")
	// ErrTimeout ends a WaitTimeout whose generation was not full in time. It broke the barrier.
	ErrTimeout = errors.New("barrier: timed out")
)

// Barrier lets a fixed number of calls wait for each other. All methods may be called by any number of
// goroutines at once. It is made by [New] or [NewAction], and must not be copied.
type Barrier struct {
	parties int
	action  func() error // may be nil

	mu      sync.Mutex
	current *generation // the one that is filling up
	broken  bool        // since an abort, a time-out, a cancellation or a failed action, until a reset
}

// generation is the calls that go together. It is decided when it is full or broken, and stops being the
// current one in the same step.
type generation struct {
	arrived int           // guarded by Barrier.mu
	broken  bool          // written before done is closed
	done    chan struct{} // closed when its calls may go
	before  *generation   // the full one before it, of which it must see the end; nil without an action
}

// New returns a barrier for that many parties. It panics if parties is less than 1.
func New(parties int) *Barrier { return NewAction(parties, nil) }

// NewAction returns a barrier whose last arrival runs the action; nil is none. It panics if parties is
// less than 1.
func NewAction(parties int, action func() error) *Barrier {
	if parties < 1 {
		panic(fmt.Sprintf("barrier: %d parties: must be at least 1", parties))
	}
	return &Barrier{parties: parties, action: action, current: newGeneration()}
}

func newGeneration() *generation { return &generation{done: make(chan struct{})} }

// Wait arrives, waits for the others and returns the index of the call in its generation, from 0; or it
// returns an error: ctx.Err() if ctx was done on entry, or became done before the generation was full,
// which breaks the barrier; [ErrBroken]; or the error of the action that it ran.
func (b *Barrier) Wait(ctx context.Context) (index int, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	g, index, err := b.arrive()
	if err != nil {
		return 0, err
	}
	if index == b.parties-1 {
		return index, b.trip(g)
	}
	select {
	case <-g.done:
	case <-ctx.Done():
		if b.abandon(g) {
			return 0, ctx.Err()
		}
		<-g.done
	}
	return g.outcome(index)
}

// WaitTimeout is Wait with a time-out in place of a context: it returns [ErrTimeout] if its generation is
// not full within d, which breaks the barrier. With d <= 0 it succeeds only as the last arrival.
func (b *Barrier) WaitTimeout(d time.Duration) (index int, err error) {
	g, index, err := b.arrive()
	if err != nil {
		return 0, err
	}
	if index == b.parties-1 {
		return index, b.trip(g)
	}
	if d <= 0 && b.abandon(g) {
		return 0, ErrTimeout
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-g.done:
	case <-timer.C:
		if b.abandon(g) {
			return 0, ErrTimeout
		}
		<-g.done
	}
	return g.outcome(index)
}

// arrive takes the next place in the current generation. The last place decides it: from then on there is
// another current one.
func (b *Barrier) arrive() (g *generation, index int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken {
		return nil, 0, ErrBroken
	}
	g = b.current
	index = g.arrived
	g.arrived++
	if g.arrived == b.parties { // linearizes here, with all calls of the generation, if there is no action
		b.current = newGeneration()
		if b.action != nil {
			b.current.before = g
		}
	}
	return g, index, nil
}

// trip runs the action and lets the generation go. Only its last arrival calls it.
func (b *Barrier) trip(g *generation) error {
	if b.action == nil {
		close(g.done)
		return nil
	}
	if before := g.before; before != nil {
		<-before.done
		g.before = nil // else each generation would keep all earlier ones
		if before.broken {
			g.broken = true
			b.Abort()
			close(g.done)
			return ErrBroken
		}
	}
	ended := false
	defer func() {
		if !ended { // a panic, or runtime.Goexit
			b.fail(g)
		}
	}()
	err := b.action()
	ended = true
	if err != nil {
		b.fail(g)
		return err
	}
	close(g.done)
	return nil
}

// fail breaks the barrier because of the action of g.
func (b *Barrier) fail(g *generation) {
	b.Abort()
	g.broken = true
	close(g.done)
}

// abandon breaks the barrier for a call of g that gives up. It returns false if g was decided before.
func (b *Barrier) abandon(g *generation) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.current != g {
		return false
	}
	b.broken = true
	b.scatter()
	return true
}

// scatter ends the current generation as broken. The caller holds mu.
func (b *Barrier) scatter() {
	g := b.current
	b.current = newGeneration()
	b.current.before = g.before
	g.broken = true
	close(g.done)
}

// outcome is what a call of g returns once g is done.
func (g *generation) outcome(index int) (int, error) {
	if g.broken {
		return 0, ErrBroken
	}
	return index, nil
}

// Abort breaks the barrier. Calls that wait for their generation to be full, and all later ones, get
// [ErrBroken] until Reset is called.
func (b *Barrier) Abort() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = true
	b.scatter()
}

// Reset makes the barrier fresh: not broken, with nobody waiting. Calls that wait for their generation to
// be full get [ErrBroken].
func (b *Barrier) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = false
	b.scatter()
}

// Broken reports whether the barrier was broken at some moment during the call.
func (b *Barrier) Broken() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.broken
}

// Waiting returns how many calls waited for the current generation to be full, at some moment during the
// call.
func (b *Barrier) Waiting() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.current.arrived
}

// Parties returns how many calls make a generation.
func (b *Barrier) Parties() int { return b.parties }
