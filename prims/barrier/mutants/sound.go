package mutants

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/barrier"
)

// sound is the barrier that the mutants spoil: plain, with one mutex around everything, and right.
type sound struct {
	parties int
	mu      sync.Mutex
	broken  bool
	arrived int
	now     *generation
}

// generation is the calls that go together.
type generation struct {
	done   chan struct{} // closed when its calls may go
	broken bool          // written before done is closed
}

func newSound(parties int) sound {
	return sound{parties: parties, now: newGeneration()}
}

func newGeneration() *generation { return &generation{done: make(chan struct{})} }

func (s *sound) Wait(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	g, index, err := s.arrive()
	if err != nil {
		return 0, err
	}
	return s.until(ctx, g, index)
}

// arrive takes a place; the last one lets the generation go.
func (s *sound) arrive() (g *generation, index int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return nil, 0, barrier.ErrBroken
	}
	g, index = s.now, s.arrived
	if s.arrived++; s.arrived == s.parties {
		s.end(false)
	}
	return g, index, nil
}

// until waits for the end of g.
func (s *sound) until(ctx context.Context, g *generation, index int) (int, error) {
	select {
	case <-g.done:
	case <-ctx.Done():
		if s.abandon(g) {
			return 0, ctx.Err()
		}
	}
	if g.broken {
		return 0, barrier.ErrBroken
	}
	return index, nil
}

// abandon breaks the barrier for a call of g that gives up, unless g is over.
func (s *sound) abandon(g *generation) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-g.done:
		return false
	default:
	}
	s.broken = true
	if s.now == g {
		s.end(true)
	}
	return true
}

// end lets the calls of the generation go and begins another one. The caller holds mu.
func (s *sound) end(broken bool) {
	g := s.now
	s.now, s.arrived = newGeneration(), 0
	g.broken = broken
	close(g.done)
}

func (s *sound) WaitTimeout(d time.Duration) (int, error) { return timed(s, d) }

func (s *sound) Abort() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = true
	s.end(true)
}

func (s *sound) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = false
	s.end(true)
}

func (s *sound) Broken() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.broken
}

func (s *sound) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.arrived
}

// timed is WaitTimeout in terms of Wait. The context is done after d, but not before the call has looked
// at it on entry: a time-out lets a call arrive.
func timed(s Subject, d time.Duration) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), max(d, 1))
	defer cancel()
	if d <= 0 {
		cancel()
	}
	index, err := s.Wait(&entered{Context: ctx})
	if err != nil && !errors.Is(err, barrier.ErrBroken) {
		err = barrier.ErrTimeout
	}
	return index, err
}

// entered is a context that is not done the first time it is asked.
type entered struct {
	context.Context
	asked bool
}

func (c *entered) Err() error {
	if !c.asked {
		c.asked = true
		return nil
	}
	return c.Context.Err()
}
