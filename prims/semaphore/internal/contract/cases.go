package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// Case is one article of the contract: a script for a semaphore that starts with Permits free.
type Case struct {
	Name    string
	Permits int
	Script  string
}

// Check plays the case on a fresh subject and returns an error for the first step at which
// something else happens than the script says. Like Player it must be called inside a
// testing/synctest bubble.
func (c Case) Check(s Subject) error {
	p := NewPlayer(s)
	defer p.Close()
	for line := range strings.Lines(c.Script) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		step, want, found := strings.Cut(line, "->")
		if !found {
			return fmt.Errorf("step %q: no arrow", line)
		}
		got, err := p.Play(step)
		if err != nil {
			return err
		}
		if want = strings.TrimSpace(want); got != want {
			return fmt.Errorf("permits %d: %s -> %s, want %s", c.Permits, strings.TrimSpace(step), got, want)
		}
	}
	return nil
}

// Common returns the cases that hold for both kinds of semaphore.
func Common() []Case { return slices.Concat(permits(), order(), cancellation(), arguments()) }

// permits are the cases about who gets how many.
func permits() []Case {
	return []Case{
		{"take and give back", 2, `
			a: acquire 1 -> ok
			try 1        -> true
			try 1        -> false
			release 2    -> ok
			b: acquire 2 -> ok`},
		{"all or none", 2, `
			try 1        -> true
			try 2        -> false
			try 1        -> true
			release 1    -> ok
			a: acquire 2 -> waits
			release 1    -> ok, a ok
			try 1        -> false`},
		{"release hands over", 1, `
			try 1        -> true
			a: acquire 1 -> waits
			release 1    -> ok, a ok
			try 1        -> false
			release 1    -> ok
			try 1        -> true`},
	}
}

// order are the cases about who comes first.
func order() []Case {
	return []Case{
		{"first in, first out", 1, `
			try 1        -> true
			a: acquire 1 -> waits
			b: acquire 1 -> waits
			c: acquire 1 -> waits
			release 1    -> ok, a ok
			release 1    -> ok, b ok
			release 1    -> ok, c ok`},
		{"one release lets several in", 3, `
			try 3        -> true
			a: acquire 1 -> waits
			b: acquire 2 -> waits
			c: acquire 1 -> waits
			release 3    -> ok, a ok, b ok
			release 1    -> ok, c ok`},
		{"a large head holds back small ones", 3, `
			try 2        -> true
			a: acquire 2 -> waits
			b: acquire 1 -> waits
			try 1        -> false
			release 1    -> ok, a ok
			release 1    -> ok, b ok`},
		{"a try fails while others queue", 2, `
			try 1        -> true
			a: acquire 2 -> waits
			try 1        -> false
			b: timeout 0s 1 -> timeout
			cancel a     -> done, a canceled
			try 1        -> true`},
		{"a newcomer queues behind a large head", 2, `
			try 1        -> true
			a: acquire 2 -> waits
			b: timeout 5ms 1 -> waits
			pass 5ms     -> done, b timeout
			release 1    -> ok, a ok`},
	}
}

// cancellation are the cases about calls that give up.
func cancellation() []Case {
	return []Case{
		{"a cancelled head lets those behind it in", 2, `
			try 1        -> true
			a: acquire 2 -> waits
			b: acquire 1 -> waits
			c: acquire 1 -> waits
			cancel a     -> done, a canceled, b ok
			release 1    -> ok, c ok`},
		{"a timed-out head lets those behind it in", 2, `
			try 1        -> true
			a: timeout 5ms 2 -> waits
			b: acquire 1 -> waits
			pass 4ms     -> done
			pass 1ms     -> done, a timeout, b ok`},
		{"a cancelled waiter leaves from the middle", 1, `
			try 1        -> true
			a: acquire 1 -> waits
			b: acquire 1 -> waits
			c: acquire 1 -> waits
			cancel b     -> done, b canceled
			release 1    -> ok, a ok
			release 1    -> ok, c ok
			release 1    -> ok
			try 1        -> true`},
		{"a cancelled tail changes nothing for the others", 1, `
			try 1        -> true
			a: acquire 1 -> waits
			b: acquire 1 -> waits
			cancel b     -> done, b canceled
			release 1    -> ok, a ok
			c: acquire 1 -> waits
			release 1    -> ok, c ok`},
		{"a cancelled only waiter leaves no trace", 1, `
			try 1        -> true
			a: acquire 1 -> waits
			cancel a     -> done, a canceled
			release 1    -> ok
			try 1        -> true`},
	}
}

// arguments are the cases about contexts, time-outs and counts at the edge of what is allowed.
func arguments() []Case {
	return []Case{
		{"a context that is done takes nothing", 1, `
			a: late 1    -> canceled
			try 1        -> true
			b: late 1    -> canceled`},
		{"a time-out of zero tries once", 1, `
			a: timeout 0s 1  -> ok
			b: timeout 0s 1  -> timeout
			c: timeout -1s 1 -> timeout
			release 1        -> ok
			d: timeout -1s 1 -> ok`},
		{"a time-out that is long enough", 1, `
			try 1        -> true
			a: timeout 5ms 1 -> waits
			pass 4ms     -> done
			release 1    -> ok, a ok
			pass 10ms    -> done
			release 1    -> ok
			b: timeout 5ms 1 -> ok`},
		{"fewer than one permit", 1, `
			a: acquire 0     -> count
			b: acquire -1    -> count
			c: timeout 5ms 0 -> count
			d: timeout 0s -2 -> count
			try 0            -> false
			try -1           -> false
			release 0        -> count
			release -1       -> count
			try 1            -> true
			w: acquire 1     -> waits
			release 0        -> count
			e: acquire 0     -> count
			release 1        -> ok, w ok`},
	}
}

// Unbounded returns the cases for a semaphore without a bound.
func Unbounded() []Case {
	return []Case{
		{"no permits at first", 0, `
			try 1        -> false
			a: acquire 1 -> waits
			b: acquire 1 -> waits
			release 2    -> ok, a ok, b ok`},
		{"more than the initial number", 1, `
			release 2    -> ok
			a: acquire 3 -> ok
			b: acquire 5 -> waits
			release 4    -> ok
			release 1    -> ok, b ok`},
		{"no more than the largest number", semaphore.MaxPermits, `
			release 1    -> overflow
			try 2        -> true
			release 3    -> overflow
			release 2    -> ok
			release huge -> overflow
			a: acquire max+1    -> never
			b: timeout 1s max+1 -> never
			try max+1    -> false
			c: acquire max      -> ok`},
		{"an overflow wakes nobody", 1, `
			a: acquire 2 -> waits
			release max  -> overflow
			try 1        -> false
			release 1    -> ok, a ok`},
	}
}

// Bounded returns the cases for a bounded semaphore.
func Bounded() []Case {
	return []Case{
		{"nothing is held at first", 1, `
			release 1    -> over
			try 1        -> true
			release 1    -> ok
			release 1    -> over`},
		{"all or nothing", 2, `
			try 1        -> true
			release 2    -> over
			try 2        -> false
			release 1    -> ok
			try 2        -> true
			release 3    -> over
			release huge -> over
			release 2    -> ok`},
		{"an over-release wakes nobody", 3, `
			try 1        -> true
			a: acquire 3 -> waits
			release 2    -> over
			release 1    -> ok, a ok`},
		{"a granted permit is held", 1, `
			try 1        -> true
			a: acquire 1 -> waits
			release 1    -> ok, a ok
			release 1    -> ok
			release 1    -> over`},
		{"more than all permits", 2, `
			a: acquire 3 -> never
			b: timeout 1s 3 -> never
			try 3        -> false
			c: late 3    -> never
			d: acquire 2 -> ok`},
		{"no permits at all", 0, `
			a: acquire 1 -> never
			try 1        -> false
			release 1    -> over`},
	}
}
