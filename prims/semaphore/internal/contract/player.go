// Package contract holds the semaphore's contract as scripts, and plays them. A script is a
// sequence of calls with one goroutine in motion at a time: the next step begins when the calls
// before it have returned or wait. So a script shows what the contract says of each single step,
// and nothing about interleavings.
//
// A script has one step a line. Before the arrow stands what is done, after it all that happens
// then:
//
//	a: acquire 2 -> waits              call a of Acquire(2) waits
//	try 1        -> false              TryAcquire(1) returns false
//	release 2    -> ok, a ok           Release(2) succeeds, and call a returns nil
//
// The calls that may wait (acquire, timeout) have a name; of those that end in one step the
// outcomes are listed by name. The steps are
//
//	NAME: acquire N          Acquire(ctx, N)
//	NAME: late N             Acquire(ctx, N) with a context that is done already
//	NAME: timeout D N        AcquireTimeout(D, N)
//	try N                    TryAcquire(N)
//	release N                Release(N)
//	free                     Free(), of subjects that have it
//	cancel NAME              the context of the call becomes done
//	pass D                   the time D passes
//
// where N is a number, max (semaphore.MaxPermits), max+1 or huge (the largest int), and the
// outcomes are ok, true, false, a number (of free), waits, done (of cancel and pass), and the
// errors: canceled, timeout, count, never, overflow, over.
package contract

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// Subject is what a script is played on.
type Subject interface {
	Acquire(ctx context.Context, n int) error
	AcquireTimeout(d time.Duration, n int) error
	TryAcquire(n int) bool
	Release(n int) error
}

// Player plays steps on one subject. It must be used inside a testing/synctest bubble, whose notion
// of "all goroutines are blocked" tells it that a step is over and whose clock it uses.
type Player struct {
	subject Subject
	calls   map[string]*call // the calls that wait
	longest time.Duration    // the longest time-out of any call
}

// call is a call in flight.
type call struct {
	cancel  context.CancelFunc
	outcome chan error // has room for one
}

// NewPlayer returns a player for a subject that no other goroutine uses.
func NewPlayer(s Subject) *Player {
	return &Player{subject: s, calls: make(map[string]*call)}
}

// Play does one step, given as the part of a line before the arrow, and returns what happened, as
// the part after it.
func (p *Player) Play(line string) (string, error) {
	s, err := parse(line)
	if err != nil {
		return "", fmt.Errorf("step %q: %w", line, err)
	}
	own, err := p.begin(s)
	if err != nil {
		return "", fmt.Errorf("step %q: %w", line, err)
	}
	synctest.Wait()
	ended := p.collect()
	if result, found := ended[s.name]; found {
		own = result
		delete(ended, s.name)
	}
	events := []string{own}
	for _, other := range slices.Sorted(maps.Keys(ended)) {
		events = append(events, other+" "+ended[other])
	}
	return strings.Join(events, ", "), nil
}

// Close ends the calls that still wait, so that no goroutine of the bubble is left behind.
func (p *Player) Close() {
	for _, c := range p.calls {
		c.cancel()
	}
	<-time.After(p.longest)
	synctest.Wait()
}

// begin starts what the step does, and returns its outcome, which is "waits" for a call whose
// outcome is still to come.
func (p *Player) begin(s step) (string, error) {
	switch s.verb {
	case "try":
		return fmt.Sprint(p.subject.TryAcquire(s.n)), nil
	case "release":
		return outcome(p.subject.Release(s.n)), nil
	case "free":
		counter, ok := p.subject.(interface{ Free() int })
		if !ok {
			return "", fmt.Errorf("%T has no method Free() int", p.subject)
		}
		return strconv.Itoa(counter.Free()), nil
	case "cancel":
		c, found := p.calls[s.target]
		if !found {
			return "", fmt.Errorf("no call named %q waits", s.target)
		}
		c.cancel()
		return "done", nil
	case "pass":
		<-time.After(s.d)
		return "done", nil
	default:
		return "waits", p.start(s)
	}
}

// start makes a call that may wait, in a goroutine of its own.
func (p *Player) start(s step) error {
	if _, found := p.calls[s.name]; found || s.name == "" {
		return fmt.Errorf("a call that may wait needs a name of its own, not %q", s.name)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if s.verb == "late" {
		cancel()
	}
	p.longest = max(p.longest, s.d)
	c := &call{cancel: cancel, outcome: make(chan error, 1)}
	p.calls[s.name] = c
	go func() {
		if s.verb == "timeout" {
			c.outcome <- p.subject.AcquireTimeout(s.d, s.n)
		} else {
			c.outcome <- p.subject.Acquire(ctx, s.n)
		}
	}()
	return nil
}

// collect removes the calls that have ended and returns their outcomes by name.
func (p *Player) collect() map[string]string {
	ended := make(map[string]string)
	for name, c := range p.calls {
		select {
		case err := <-c.outcome:
			c.cancel()
			ended[name] = outcome(err)
			delete(p.calls, name)
		default:
		}
	}
	return ended
}

// outcome is the word of the scripts for what a call returned.
func outcome(err error) string {
	if err == nil {
		return "ok"
	}
	for _, known := range []struct {
		err  error
		word string
	}{
		{context.Canceled, "canceled"},
		{semaphore.ErrTimeout, "timeout"},
		{semaphore.ErrCount, "count"},
		{semaphore.ErrNever, "never"},
		{semaphore.ErrOverflow, "overflow"},
		{semaphore.ErrOverRelease, "over"},
	} {
		if errors.Is(err, known.err) {
			return known.word
		}
	}
	return err.Error()
}
