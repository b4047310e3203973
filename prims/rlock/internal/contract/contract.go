// Package contract holds the reentrant lock's contract as scripts, for the lock and its mutants.
package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/rlock"
)

// Subject is what a script is played on, with owners 1, 2 and 3.
type Subject interface {
	Acquire(ctx context.Context, owner int) error
	AcquireTimeout(d time.Duration, owner int) error
	TryAcquire(owner int) bool
	Release(owner int) error
	Depth(owner int) int
}

// Numbered is an RLock with owners that are known by number.
type Numbered struct {
	Lock   *rlock.RLock
	Owners [4]*rlock.Owner
}

// New returns a free lock with fresh owners.
func New() *Numbered {
	n := &Numbered{Lock: rlock.New()}
	for i := range n.Owners {
		n.Owners[i] = rlock.NewOwner()
	}
	return n
}

// Acquire calls Acquire for the numbered owner.
func (n *Numbered) Acquire(ctx context.Context, owner int) error {
	return n.Lock.Acquire(ctx, n.Owners[owner])
}

// AcquireTimeout calls AcquireTimeout for the numbered owner.
func (n *Numbered) AcquireTimeout(d time.Duration, owner int) error {
	return n.Lock.AcquireTimeout(d, n.Owners[owner])
}

// TryAcquire calls TryAcquire for the numbered owner.
func (n *Numbered) TryAcquire(owner int) bool { return n.Lock.TryAcquire(n.Owners[owner]) }

// Release calls Release for the numbered owner.
func (n *Numbered) Release(owner int) error { return n.Lock.Release(n.Owners[owner]) }

// Depth calls Depth for the numbered owner.
func (n *Numbered) Depth(owner int) int { return n.Lock.Depth(n.Owners[owner]) }

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	words := script.Words{{Err: rlock.ErrNotHeld, Text: "stranger"}, {Err: rlock.ErrTimeout, Text: "timeout"}}
	return script.Verbs{
		"acquire": func(c script.Call) string { return words.Outcome(s.Acquire(c.Ctx, c.Int(0))) },
		"timeout": func(c script.Call) string { return words.Outcome(s.AcquireTimeout(c.Duration(1), c.Int(0))) },
		"try":     func(c script.Call) string { return fmt.Sprint(s.TryAcquire(c.Int(0))) },
		"release": func(c script.Call) string { return words.Outcome(s.Release(c.Int(0))) },
		"depth":   func(c script.Call) string { return fmt.Sprint(s.Depth(c.Int(0))) },
	}
}

// Cases returns the articles of the contract.
func Cases() []script.Case {
	return []script.Case{
		{Name: "the owner takes it again", Script: `
			acquire 1    -> ok
			acquire 1    -> ok
			try 1        -> true
			timeout 1 0s -> ok
			depth 1      -> 4
			depth 2      -> 0
			try 2        -> false`},
		{Name: "only the last release frees", Script: `
			acquire 1    -> ok
			acquire 1    -> ok
			a: acquire 2 -> waits
			release 1    -> ok
			depth 1      -> 1
			release 1    -> ok, a ok
			depth 2      -> 1
			depth 1      -> 0`},
		{Name: "strangers are refused", Script: `
			release 1    -> stranger
			acquire 1    -> ok
			release 2    -> stranger
			depth 1      -> 1
			release 1    -> ok
			release 1    -> stranger`},
		{Name: "a freed lock has no owner", Script: `
			acquire 1    -> ok
			release 1    -> ok
			acquire 1    -> ok
			try 2        -> false
			release 1    -> ok
			try 2        -> true
			try 1        -> false`},
		{Name: "the owner overtakes those who wait", Script: `
			acquire 1    -> ok
			a: acquire 2 -> waits
			acquire 1    -> ok
			release 1    -> ok
			release 1    -> ok, a ok`},
		{Name: "first in, first out", Script: `
			acquire 1    -> ok
			a: acquire 2 -> waits
			b: acquire 3 -> waits
			release 1    -> ok, a ok
			c: acquire 1 -> waits
			release 2    -> ok, b ok
			release 3    -> ok, c ok`},
		{Name: "all calls of an owner are let in at once", Script: `
			acquire 1    -> ok
			a: acquire 2 -> waits
			b: acquire 3 -> waits
			c: acquire 2 -> waits
			release 1    -> ok, a ok, c ok
			depth 2      -> 2
			release 2    -> ok
			release 2    -> ok, b ok`},
		{Name: "a waiter that gives up", Script: `
			acquire 1    -> ok
			a: acquire 2 -> waits
			b: acquire 3 -> waits
			c: acquire 2 -> waits
			cancel a     -> done, a canceled
			cancel c     -> done, c canceled
			release 1    -> ok, b ok
			release 3    -> ok
			try 2        -> true`},
		{Name: "time-outs", Script: `
			acquire 1    -> ok
			timeout 2 0s -> timeout
			a: timeout 2 5ms -> waits
			pass 5ms     -> done, a timeout
			release 1    -> ok
			late acquire 2 -> canceled
			try 1        -> true
			late acquire 1 -> canceled
			depth 1      -> 1`},
	}
}
