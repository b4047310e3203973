// Package contract holds the lock's contract as scripts, for the lock and its mutants.
package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/lock"
)

// Subject is what a script is played on.
type Subject interface {
	Acquire(ctx context.Context) error
	AcquireTimeout(d time.Duration) error
	TryAcquire() bool
	Release() error
	Locked() bool
}

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	words := script.Words{{Err: lock.ErrFree, Text: "free"}, {Err: lock.ErrTimeout, Text: "timeout"}}
	return script.Verbs{
		"acquire": func(c script.Call) string { return words.Outcome(s.Acquire(c.Ctx)) },
		"timeout": func(c script.Call) string { return words.Outcome(s.AcquireTimeout(c.Duration(0))) },
		"try":     func(script.Call) string { return fmt.Sprint(s.TryAcquire()) },
		"release": func(script.Call) string { return words.Outcome(s.Release()) },
		"locked":  func(script.Call) string { return fmt.Sprint(s.Locked()) },
	}
}

// Cases returns the articles of the contract.
func Cases() []script.Case {
	return []script.Case{
		{Name: "take and give back", Script: `
			locked       -> false
			acquire      -> ok
			locked       -> true
			try          -> false
			release      -> ok
			try          -> true`},
		{Name: "a free lock is not released", Script: `
			release      -> free
			try          -> true
			release      -> ok
			release      -> free
			locked       -> false`},
		{Name: "not reentrant", Script: `
			acquire      -> ok
			a: acquire   -> waits
			release      -> ok, a ok
			locked       -> true`},
		{Name: "first in, first out", Script: `
			try          -> true
			a: acquire   -> waits
			b: timeout 1h -> waits
			c: acquire   -> waits
			release      -> ok, a ok
			release      -> ok, b ok
			release      -> ok, c ok
			release      -> ok
			release      -> free`},
		{Name: "a hand-over leaves no gap", Script: `
			try          -> true
			a: acquire   -> waits
			release      -> ok, a ok
			try          -> false
			b: acquire   -> waits
			release      -> ok, b ok`},
		{Name: "a cancelled waiter leaves from anywhere", Script: `
			try          -> true
			a: acquire   -> waits
			b: acquire   -> waits
			c: acquire   -> waits
			d: acquire   -> waits
			cancel b     -> done, b canceled
			cancel a     -> done, a canceled
			cancel d     -> done, d canceled
			release      -> ok, c ok
			release      -> ok
			try          -> true`},
		{Name: "a cancelled only waiter leaves no trace", Script: `
			try          -> true
			a: acquire   -> waits
			cancel a     -> done, a canceled
			locked       -> true
			release      -> ok
			try          -> true`},
		{Name: "a context that is done takes nothing", Script: `
			late acquire -> canceled
			locked       -> false
			try          -> true
			late acquire -> canceled`},
		{Name: "a time-out of zero tries once", Script: `
			timeout 0s   -> ok
			timeout 0s   -> timeout
			timeout -1s  -> timeout
			release      -> ok
			timeout -1s  -> ok`},
		{Name: "a time-out", Script: `
			try          -> true
			a: timeout 5ms -> waits
			b: timeout 5ms -> waits
			pass 4ms     -> done
			release      -> ok, a ok
			pass 1ms     -> done, b timeout
			release      -> ok
			try          -> true`},
	}
}
