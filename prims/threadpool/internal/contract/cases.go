package contract

import (
	"slices"

	"github.com/tenter-go/tenter/prims/internal/script"
)

// Cases returns the articles of the contract, for pools of one worker. The size of a case is that of
// the queue.
func Cases() []script.Case { return slices.Concat(running(), refusing(), closing()) }

// running are the cases about tasks that are accepted.
func running() []script.Case {
	return []script.Case{
		{Name: "first in, first out", Size: 5, Script: `
			a: run 1 -> waits
			b: run 2 -> waits
			c: run 3 -> waits
			figures  -> 1 2
			finish   -> ok, a 1
			finish   -> ok, b 2
			figures  -> 1 0
			finish   -> ok, c 3
			figures  -> 0 0`},
		{Name: "a failed task leaves its worker alive", Size: 1, Script: `
			a: run 1  -> waits
			b: run 2  -> waits
			fail      -> ok, a failed
			finish    -> ok, b 2
			c: finish -> waits
			submit 3  -> ok, c ok`},
		{Name: "cancelled in the queue", Size: 1, Script: `
			submit 1    -> ok
			a: run 2    -> waits
			b: submit 3 -> waits
			cancel a    -> done, a canceled, b ok
			figures     -> 1 1
			drop 3      -> true
			drop 3      -> true
			figures     -> 1 0
			drop 1      -> false
			finish      -> ok
			figures     -> 0 0`},
		{Name: "nobody waits for a running task", Size: 1, Script: `
			a: run 1 -> waits
			cancel a -> done, a canceled
			figures  -> 1 0
			finish   -> ok
			figures  -> 0 0`},
	}
}

// refusing are the cases about room.
func refusing() []script.Case {
	return []script.Case{
		{Name: "no room", Size: 1, Script: `
			try 1       -> ok
			try 2       -> ok
			try 3       -> full
			a: submit 4 -> waits
			b: run 5    -> waits
			finish      -> ok, a ok
			try 6       -> full
			finish      -> ok
			figures     -> 1 1
			finish      -> ok
			finish      -> ok, b 5`},
		{Name: "no queue at all", Size: 0, Script: `
			try 1       -> ok
			try 2       -> full
			a: submit 3 -> waits
			try 4       -> full
			finish      -> ok, a ok
			figures     -> 1 0
			finish      -> ok
			try 5       -> ok
			finish      -> ok`},
		{Name: "giving up in line", Size: 0, Script: `
			submit 1      -> ok
			a: submit 2   -> waits
			b: submit 3   -> waits
			cancel a      -> done, a canceled
			finish        -> ok, b ok
			late submit 4 -> canceled
			finish        -> ok
			figures       -> 0 0`},
	}
}

// closing are the cases about the end.
func closing() []script.Case {
	return []script.Case{
		{Name: "queued tasks still run", Size: 1, Script: `
			a: run 1    -> waits
			b: run 2    -> waits
			c: submit 3 -> waits
			w: wait     -> waits
			close       -> ok, c closed
			submit 4    -> closed
			try 5       -> closed
			finish      -> ok, a 1
			finish      -> ok, b 2, w ok
			close       -> ok
			wait        -> ok`},
		{Name: "cancelling what is queued", Size: 2, Script: `
			a: run 1    -> waits
			b: run 2    -> waits
			submit 3    -> ok
			c: submit 4 -> waits
			clear       -> 2, b cancelled, c ok
			figures     -> 1 1
			w: wait     -> waits
			shut        -> 1
			shut        -> 0
			figures     -> 1 0
			finish      -> ok, a 1, w ok`},
		{Name: "closed and idle", Size: 1, Script: `
			w: wait   -> waits
			x: wait   -> waits
			cancel x  -> done, x canceled
			close     -> ok, w ok
			late wait -> canceled`},
	}
}
