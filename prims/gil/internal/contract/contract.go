// Package contract holds the contract of the interpreter lock as scripts, for the lock and its mutants.
package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/prims/gil"
	"github.com/tenter-go/tenter/prims/internal/script"
)

// Subject is what a script is played on.
type Subject interface {
	Acquire(ctx context.Context) error
	TryAcquire() bool
	Release() error
	Checkpoint() (switched bool, err error)
	Waiting() int
}

// Interval is the switch interval of the subjects: short enough for a cancellation to come later, under a
// scheduler whose tasks are never late by more than some milliseconds.
const Interval = time.Millisecond

// New returns a lock with that interval.
func New() Subject { return gil.New(Interval) }

// Compute goes on, with the lock of s, until there was a switch, or for longer than it takes to force one:
// the interval, and another one if the lock has changed hands since somebody waits.
func Compute(s Subject) (switched bool, err error) {
	for range 3 {
		time.Sleep(Interval)
		if switched, err = s.Checkpoint(); switched || err != nil {
			break
		}
	}
	return switched, err
}

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	words := script.Words{{Err: gil.ErrFree, Text: "free"}}
	result := func(v any, err error) string {
		if err != nil {
			return words.Outcome(err)
		}
		return fmt.Sprint(v)
	}
	return script.Verbs{
		"acquire":    func(c script.Call) string { return words.Outcome(s.Acquire(c.Ctx)) },
		"try":        func(script.Call) string { return fmt.Sprint(s.TryAcquire()) },
		"release":    func(script.Call) string { return words.Outcome(s.Release()) },
		"checkpoint": func(script.Call) string { return result(s.Checkpoint()) },
		"compute":    func(script.Call) string { return result(Compute(s)) },
		"waiting":    func(script.Call) string { return fmt.Sprint(s.Waiting()) },
		"end":        func(script.Call) string { return words.Outcome(s.Release()) },
	}
}

// Cases returns the articles of the contract.
func Cases() []script.Case {
	return []script.Case{
		{Name: "one at a time, first in, first out", Script: `
			release      -> free
			acquire      -> ok
			try          -> false
			a: acquire   -> waits
			b: acquire   -> waits
			waiting      -> 2
			release      -> ok, a ok
			release      -> ok, b ok
			release      -> ok
			try          -> true`},
		{Name: "no switch before the interval is over", Script: `
			acquire      -> ok
			a: acquire   -> waits
			pass 999us  -> done
			checkpoint   -> false
			cancel a     -> done, a canceled
			pass 1h      -> done
			checkpoint   -> false`},
		{Name: "a switch at the next safe point", Script: `
			acquire      -> ok
			a: acquire   -> waits
			pass 1ms     -> done
			h: checkpoint -> waits, a ok
			waiting      -> 1
			release      -> ok, h true
			release      -> ok`},
		{Name: "the old holder goes to the end of the queue", Script: `
			acquire      -> ok
			a: acquire   -> waits
			b: acquire   -> waits
			pass 1ms     -> done
			h: checkpoint -> waits, a ok
			c: acquire   -> waits
			release      -> ok, b ok
			release      -> ok, h true
			release      -> ok, c ok
			release      -> ok`},
		{Name: "a computation is interrupted", Script: `
			acquire      -> ok
			a: acquire   -> waits
			h: compute   -> waits
			pass 2ms      -> done, a ok
			release      -> ok, h true
			i: compute   -> waits
			pass 4ms       -> done, i false
			release      -> ok`},
		{Name: "who gives up requests nothing", Script: `
			acquire      -> ok
			a: acquire   -> waits
			pass 1ms     -> done
			cancel a     -> done, a canceled
			checkpoint   -> false
			release      -> ok
			late acquire -> canceled
			try          -> true`},
	}
}
