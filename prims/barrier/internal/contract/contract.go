// Package contract holds the barrier's contract as scripts, for the barrier and its mutants.
package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/prims/barrier"
	"github.com/tenter-go/tenter/prims/internal/script"
)

// Subject is what a script is played on.
type Subject interface {
	Wait(ctx context.Context) (int, error)
	WaitTimeout(d time.Duration) (int, error)
	Abort()
	Reset()
	Broken() bool
	Waiting() int
}

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	words := script.Words{{Err: barrier.ErrBroken, Text: "broken"}, {Err: barrier.ErrTimeout, Text: "timeout"}}
	result := func(index int, err error) string {
		if err != nil {
			return words.Outcome(err)
		}
		return fmt.Sprint(index)
	}
	return script.Verbs{
		"wait":    func(c script.Call) string { return result(s.Wait(c.Ctx)) },
		"timeout": func(c script.Call) string { return result(s.WaitTimeout(c.Duration(0))) },
		"abort":   func(script.Call) string { s.Abort(); return "ok" },
		"reset":   func(script.Call) string { s.Reset(); return "ok" },
		"broken":  func(script.Call) string { return fmt.Sprint(s.Broken()) },
		"waiting": func(script.Call) string { return fmt.Sprint(s.Waiting()) },
		"end":     func(script.Call) string { s.Reset(); return "ok" },
		// The last arrival, and an abort before the others have left.
		"last-abort": func(c script.Call) string {
			out := result(s.Wait(c.Ctx))
			s.Abort()
			return out
		},
	}
}

// Cases returns the articles of the contract. The size is the number of parties.
func Cases() []script.Case {
	return []script.Case{
		{Name: "all go with the last", Size: 3, Script: `
			a: wait      -> waits
			waiting      -> 1
			b: timeout 1h -> waits
			waiting      -> 2
			wait         -> 2, a 0, b 1
			waiting      -> 0
			broken       -> false`},
		{Name: "again and again", Size: 2, Script: `
			a: wait      -> waits
			wait         -> 1, a 0
			b: wait      -> waits
			wait         -> 1, b 0
			timeout 0s   -> timeout
			broken       -> true`},
		{Name: "one party never waits", Size: 1, Script: `
			wait         -> 0
			timeout 0s   -> 0
			wait         -> 0
			late wait    -> canceled
			broken       -> false
			abort        -> ok
			wait         -> broken`},
		{Name: "abort breaks it until a reset", Size: 2, Script: `
			a: wait      -> waits
			abort        -> ok, a broken
			broken       -> true
			wait         -> broken
			timeout 1s   -> broken
			waiting      -> 0
			reset        -> ok
			broken       -> false
			b: wait      -> waits
			wait         -> 1, b 0`},
		{Name: "reset sends away who waits", Size: 2, Script: `
			a: wait      -> waits
			reset        -> ok, a broken
			broken       -> false
			b: wait      -> waits
			wait         -> 1, b 0`},
		{Name: "who gives up breaks it", Size: 3, Script: `
			a: wait      -> waits
			b: wait      -> waits
			cancel a     -> done, a canceled, b broken
			broken       -> true
			reset        -> ok
			c: wait      -> waits
			d: timeout 5ms -> waits
			pass 5ms     -> done, c broken, d timeout
			wait         -> broken`},
		{Name: "a context that is done does nothing", Size: 2, Script: `
			late wait    -> canceled
			broken       -> false
			waiting      -> 0
			a: wait      -> waits
			late wait    -> canceled
			wait         -> 1, a 0`},
	}
}

// Decided is the case of an abort just after the last arrival. It stands apart because it makes two calls
// in one step.
func Decided() script.Case {
	return script.Case{Name: "a full generation is decided", Size: 3, Script: `
		a: wait      -> waits
		b: wait      -> waits
		last-abort   -> 2, a 0, b 1
		wait         -> broken`}
}
