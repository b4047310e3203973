package contract

import (
	"slices"

	"github.com/tenter-go/tenter/prims/internal/script"
)

// Cases returns the articles of the contract.
func Cases() []script.Case { return slices.Concat(states(), reading(), several()) }

// states are the cases about what a future becomes.
func states() []script.Case {
	return []script.Case{
		{Name: "pending, running, finished", Script: `
			try 0     -> not done
			start 0   -> true
			start 0   -> false
			try 0     -> not done
			resolve 0 -> true
			try 0     -> value
			start 0   -> false`},
		{Name: "at once", Script: `
			resolve 0 -> true
			reject 1  -> true
			try 0     -> value
			try 1     -> failed`},
		{Name: "a second result is refused", Script: `
			reject 0  -> true
			resolve 0 -> false
			reject 0  -> false
			try 0     -> failed`},
		{Name: "cancelled", Script: `
			drop 0    -> true
			drop 0    -> true
			try 0     -> cancelled
			start 0   -> false
			resolve 0 -> false
			reject 0  -> false
			try 0     -> cancelled`},
		{Name: "too late to cancel", Script: `
			start 0   -> true
			drop 0    -> false
			resolve 0 -> true
			drop 0    -> false
			try 0     -> value`},
	}
}

// reading are the cases about who waits for one future, and about callbacks.
func reading() []script.Case {
	return []script.Case{
		{Name: "all who wait go on", Script: `
			a: get 0        -> waits
			b: get 0        -> waits
			c: timeout 1h 0 -> waits
			d: get 1        -> waits
			resolve 0       -> true, a value, b value, c value
			reject 1        -> true, d failed
			e: get 1        -> failed`},
		{Name: "cancelled under those who wait", Script: `
			a: get 0 -> waits
			drop 0   -> true, a cancelled`},
		{Name: "giving up", Script: `
			a: get 0         -> waits
			b: timeout 5ms 0 -> waits
			cancel a         -> done, a canceled
			pass 5ms         -> done, b not done
			timeout 0s 0     -> not done
			resolve 0        -> true
			timeout 0s 0     -> value
			late get 0       -> canceled`},
		{Name: "callbacks in order", Script: `
			add x     -> ok
			add y     -> ok
			called    -> []
			resolve 1 -> true
			called    -> []
			resolve 0 -> true
			called    -> [x y]
			add z     -> ok
			called    -> [x y z]`},
		{Name: "callbacks of a cancelled future", Script: `
			add x     -> ok
			drop 0    -> true
			called    -> [x]
			drop 0    -> true
			called    -> [x]`},
	}
}

// several are the cases about who waits for several futures.
func several() []script.Case {
	return []script.Case{
		{Name: "first and all", Script: `
			a: first  -> waits
			b: all    -> waits
			reject 1  -> true, a 1
			c: first  -> 1
			drop 0    -> true, b 0 1
			d: all    -> 0 1`},
		{Name: "a cancelled one is done", Script: `
			a: first     -> waits
			b: completed -> waits
			drop 0       -> true, a 0
			drop 1       -> true, b 0 1`},
		{Name: "as completed", Script: `
			a: completed -> waits
			resolve 1    -> true
			b: completed -> waits
			resolve 0    -> true, a 1 0, b 1 0
			c: completed -> 0 1`},
		{Name: "giving up on several", Script: `
			a: all         -> waits
			b: completed   -> waits
			resolve 0      -> true
			cancel a       -> done, a canceled
			cancel b       -> done, b canceled
			late first     -> canceled
			late completed -> canceled
			resolve 1      -> true`},
	}
}
