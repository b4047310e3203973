// Package contract holds the ordered lock's contract as scripts, for the lock and its mutants.
package contract

import (
	"context"
	"fmt"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/orderedlock"
)

// Subject is what a script is played on: the locks 1 and 2, of these ranks, and the owners 1 and 2.
type Subject interface {
	Acquire(ctx context.Context, owner, lock int) error
	TryAcquire(owner, lock int) (bool, error)
	Release(owner, lock int) error
}

// Numbered is two locks and two owners, known by number.
type Numbered struct {
	locks  [3]*orderedlock.Lock
	owners [3]*orderedlock.Owner
}

// New returns free locks with owners that hold nothing.
func New() *Numbered {
	n := &Numbered{}
	for i := range n.locks {
		n.locks[i] = orderedlock.New(fmt.Sprint("lock ", i), i)
		n.owners[i] = orderedlock.NewOwner()
	}
	return n
}

// Acquire calls Acquire for the numbered owner.
func (n *Numbered) Acquire(ctx context.Context, owner, lock int) error {
	return n.locks[lock].Acquire(ctx, n.owners[owner])
}

// TryAcquire calls TryAcquire for the numbered owner.
func (n *Numbered) TryAcquire(owner, lock int) (bool, error) {
	return n.locks[lock].TryAcquire(n.owners[owner])
}

// Release calls Release for the numbered owner.
func (n *Numbered) Release(owner, lock int) error { return n.locks[lock].Release(n.owners[owner]) }

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	words := script.Words{
		{Err: orderedlock.ErrOrder, Text: "order"}, {Err: orderedlock.ErrNotHeld, Text: "stranger"}, {Err: orderedlock.ErrBusy, Text: "busy"},
	}
	return script.Verbs{
		"acquire": func(c script.Call) string { return words.Outcome(s.Acquire(c.Ctx, c.Int(0), c.Int(1))) },
		"release": func(c script.Call) string { return words.Outcome(s.Release(c.Int(0), c.Int(1))) },
		"try": func(c script.Call) string {
			ok, err := s.TryAcquire(c.Int(0), c.Int(1))
			if err != nil {
				return words.Outcome(err)
			}
			return fmt.Sprint(ok)
		},
	}
}

// Cases returns the articles of the contract. Calls are for an owner and a lock.
func Cases() []script.Case {
	return []script.Case{
		{Name: "upwards is allowed", Script: `
			acquire 1 1  -> ok
			acquire 1 2  -> ok
			release 1 1  -> ok
			release 1 2  -> ok
			acquire 1 2  -> ok`},
		{Name: "downwards is refused, without any contention", Script: `
			acquire 1 2  -> ok
			acquire 1 1  -> order
			try 2 1      -> true
			release 1 2  -> ok
			a: acquire 1 1 -> waits
			release 2 1  -> ok, a ok`},
		{Name: "a lock has the same rank as itself", Script: `
			acquire 1 1  -> ok
			acquire 1 1  -> order
			try 1 1      -> false`},
		{Name: "the check comes before the wait", Script: `
			acquire 2 1  -> ok
			acquire 1 2  -> ok
			acquire 1 1  -> order`},
		{Name: "a try is exempt, and counts", Script: `
			acquire 1 2  -> ok
			try 1 1      -> true
			release 1 2  -> ok
			acquire 1 2  -> ok
			release 1 1  -> ok
			acquire 1 1  -> order`},
		{Name: "the highest counts, and not the last", Script: `
			acquire 1 2  -> ok
			try 1 1      -> true
			acquire 1 2  -> order`},
		{Name: "strangers are refused", Script: `
			release 1 1  -> stranger
			acquire 1 1  -> ok
			release 2 1  -> stranger
			release 1 2  -> stranger
			release 1 1  -> ok
			release 1 1  -> stranger`},
		{Name: "one call at a time", Script: `
			acquire 1 1  -> ok
			a: acquire 2 1 -> waits
			acquire 2 2  -> busy
			try 2 2      -> busy
			release 2 1  -> busy
			cancel a     -> done, a canceled
			acquire 2 2  -> ok`},
		{Name: "first in, first out", Script: `
			acquire 1 1  -> ok
			a: acquire 2 1 -> waits
			release 1 1  -> ok, a ok
			late acquire 1 2 -> canceled
			try 1 2      -> true`},
	}
}
