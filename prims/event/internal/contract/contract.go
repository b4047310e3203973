// Package contract holds the event's contract as scripts, for the event and its mutants.
package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/prims/event"
	"github.com/tenter-go/tenter/prims/internal/script"
)

// Subject is what a script is played on.
type Subject interface {
	Set()
	Clear()
	IsSet() bool
	Wait(ctx context.Context) error
	WaitTimeout(d time.Duration) error
}

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	words := script.Words{{Err: event.ErrTimeout, Text: "timeout"}}
	return script.Verbs{
		"set":     func(script.Call) string { s.Set(); return "ok" },
		"clear":   func(script.Call) string { s.Clear(); return "ok" },
		"pulse":   func(script.Call) string { s.Set(); s.Clear(); return "ok" },
		"isset":   func(script.Call) string { return fmt.Sprint(s.IsSet()) },
		"wait":    func(c script.Call) string { return words.Outcome(s.Wait(c.Ctx)) },
		"timeout": func(c script.Call) string { return words.Outcome(s.WaitTimeout(c.Duration(0))) },
	}
}

// Cases returns the articles of the contract.
func Cases() []script.Case {
	return []script.Case{
		{Name: "set lets all go and stays set", Script: `
			isset        -> false
			a: wait      -> waits
			b: timeout 1h -> waits
			c: wait      -> waits
			set          -> ok, a ok, b ok, c ok
			isset        -> true
			wait         -> ok
			timeout 0s   -> ok`},
		{Name: "clear makes later ones wait", Script: `
			set          -> ok
			clear        -> ok
			isset        -> false
			a: wait      -> waits
			set          -> ok, a ok`},
		{Name: "set and clear are idempotent", Script: `
			clear        -> ok
			a: wait      -> waits
			clear        -> ok
			set          -> ok, a ok
			set          -> ok
			clear        -> ok
			clear        -> ok
			b: wait      -> waits
			set          -> ok, b ok`},
		{Name: "a waiter that gives up", Script: `
			a: wait      -> waits
			b: wait      -> waits
			cancel a     -> done, a canceled
			set          -> ok, b ok`},
		{Name: "contexts and time-outs", Script: `
			late wait    -> canceled
			timeout 0s   -> timeout
			timeout -1s  -> timeout
			a: timeout 5ms -> waits
			pass 5ms     -> done, a timeout
			set          -> ok
			late wait    -> canceled
			timeout -1s  -> ok`},
	}
}

// Pulse is the case of those who were there at a set that is taken back at once. It stands apart because
// it makes two calls in one step.
func Pulse() script.Case {
	return script.Case{Name: "a pulse lets go who was there", Script: `
		a: wait      -> waits
		b: timeout 1h -> waits
		pulse        -> ok, a ok, b ok
		isset        -> false
		c: wait      -> waits
		pulse        -> ok, c ok`}
}
