// Package contract holds the condition's contract as scripts, for the conditions and their mutants.
package contract

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/lock"
	"github.com/tenter-go/tenter/prims/rlock"
)

// Subject is what a script is played on: a condition with its lock.
type Subject interface {
	Acquire(ctx context.Context) error
	TryAcquire() bool
	Release() error
	Wait(ctx context.Context) error
	WaitTimeout(d time.Duration) error
	Notify(n int) error
	NotifyAll() error
}

// Plain is a Condition with its lock.
type Plain struct {
	*lock.Lock
	*condition.Condition
}

// NewPlain returns a condition over a free lock.
func NewPlain() Plain {
	l := lock.New()
	return Plain{l, condition.New(l)}
}

// Reentrant is a Recursive with its lock, for one owner. Each hold is two levels deep.
type Reentrant struct {
	l *rlock.RLock
	c *condition.Recursive
	o *rlock.Owner
}

// NewReentrant returns a condition over a free lock, seen by one owner, and the same seen by another one.
func NewReentrant() (one, other Reentrant) {
	l := rlock.New()
	c := condition.NewRecursive(l)
	return Reentrant{l, c, rlock.NewOwner()}, Reentrant{l, c, rlock.NewOwner()}
}

// Acquire takes the lock twice.
func (r Reentrant) Acquire(ctx context.Context) error {
	if err := r.l.Acquire(ctx, r.o); err != nil {
		return err
	}
	return r.l.Acquire(ctx, r.o)
}

// TryAcquire takes the lock twice, if it can.
func (r Reentrant) TryAcquire() bool {
	if !r.l.TryAcquire(r.o) {
		return false
	}
	return r.l.TryAcquire(r.o)
}

// Release releases the lock twice.
func (r Reentrant) Release() error {
	if err := r.l.Release(r.o); err != nil {
		return err
	}
	return r.l.Release(r.o)
}

// Wait calls Wait for the owner.
func (r Reentrant) Wait(ctx context.Context) error { return r.c.Wait(ctx, r.o) }

// WaitTimeout calls WaitTimeout for the owner.
func (r Reentrant) WaitTimeout(d time.Duration) error { return r.c.WaitTimeout(d, r.o) }

// Notify calls Notify for the owner.
func (r Reentrant) Notify(n int) error { return r.c.Notify(n, r.o) }

// NotifyAll calls NotifyAll for the owner.
func (r Reentrant) NotifyAll() error { return r.c.NotifyAll(r.o) }

// Depth returns how deep the owner holds the lock.
func (r Reentrant) Depth() int { return r.l.Depth(r.o) }

var words = script.Words{
	{Err: condition.ErrNotHeld, Text: "not held"}, {Err: condition.ErrTimeout, Text: "timeout"},
	{Err: lock.ErrFree, Text: "free"}, {Err: rlock.ErrNotHeld, Text: "stranger"},
}

// Verbs says how the steps are done on s.
func Verbs(s Subject) script.Verbs {
	return script.Verbs{
		"lock":    func(c script.Call) string { return words.Outcome(s.Acquire(c.Ctx)) },
		"unlock":  func(script.Call) string { return words.Outcome(s.Release()) },
		"wait":    func(c script.Call) string { return words.Outcome(s.Wait(c.Ctx)) },
		"timeout": func(c script.Call) string { return words.Outcome(s.WaitTimeout(c.Duration(0))) },
		"notify":  func(c script.Call) string { return words.Outcome(s.Notify(c.Int(0))) },
		"end":     func(script.Call) string { return words.Outcome(s.Release()) },
		"all":     func(script.Call) string { return words.Outcome(s.NotifyAll()) },
		// Those who were notified together go for the lock in any order: flush lets each have it.
		"flush": func(script.Call) string {
			for {
				time.Sleep(time.Millisecond)
				if s.Release() != nil {
					return "ok"
				}
			}
		},
		"both": func(script.Call) string {
			if err := s.Notify(1); err != nil {
				return words.Outcome(err)
			}
			return words.Outcome(s.Notify(1))
		},
	}
}

// Cases returns the articles of the contract.
func Cases() []script.Case {
	return []script.Case{
		{Name: "wait gives up the lock and has it back", Script: `
			lock         -> ok
			a: wait      -> waits
			lock         -> ok
			notify 1     -> ok
			unlock       -> ok, a ok
			b: lock      -> waits
			unlock       -> ok, b ok
			unlock       -> ok`},
		{Name: "without the lock nothing is done", Script: `
			wait         -> not held
			timeout 5ms  -> not held
			notify 1     -> not held
			all          -> not held
			lock         -> ok
			unlock       -> ok
			wait         -> not held`},
		{Name: "what finds nobody is not remembered", Script: `
			lock         -> ok
			notify 1     -> ok
			all          -> ok
			a: wait      -> waits
			lock         -> ok
			notify 0     -> ok
			notify -1    -> ok
			unlock       -> ok
			lock         -> ok
			notify 1     -> ok
			unlock       -> ok, a ok
			unlock       -> ok`},
		{Name: "those who have waited longest, and no more than n", Script: `
			lock         -> ok
			a: wait      -> waits
			lock         -> ok
			b: wait      -> waits
			lock         -> ok
			c: wait      -> waits
			lock         -> ok
			notify 2     -> ok
			f: flush     -> waits
			pass 1s      -> done, a ok, b ok, f ok
			lock         -> ok
			d: wait      -> waits
			lock         -> ok
			notify 1     -> ok
			unlock       -> ok, c ok
			all          -> ok
			unlock       -> ok, d ok
			unlock       -> ok`},
		{Name: "who gives up has the lock as well", Script: `
			lock         -> ok
			a: wait      -> waits
			lock         -> ok
			cancel a     -> done
			unlock       -> ok, a canceled
			unlock       -> ok`},
		{Name: "no notification is spent on who gave up", Script: `
			lock         -> ok
			a: wait      -> waits
			lock         -> ok
			b: wait      -> waits
			lock         -> ok
			cancel a     -> done
			notify 1     -> ok
			unlock       -> ok, a canceled
			unlock       -> ok, b ok
			unlock       -> ok`},
		{Name: "who was notified does not give up", Script: `
			lock         -> ok
			a: wait      -> waits
			lock         -> ok
			notify 1     -> ok
			cancel a     -> done
			unlock       -> ok, a ok
			unlock       -> ok`},
		{Name: "time-outs", Script: `
			lock         -> ok
			a: timeout 5ms -> waits
			pass 5ms     -> done, a timeout
			b: lock      -> waits
			c: timeout 0s -> waits, b ok
			pass 1h      -> done
			unlock       -> ok, c timeout
			late wait    -> canceled
			d: timeout 5ms -> waits
			lock         -> ok
			notify 1     -> ok
			pass 5ms     -> done
			unlock       -> ok, d ok
			unlock       -> ok`},
	}
}

// Twice is the case of two notifications in one step. It stands apart because it makes two calls without
// a pause.
func Twice() script.Case {
	return script.Case{Name: "two notifications reach two", Script: `
		lock         -> ok
		a: wait      -> waits
		lock         -> ok
		b: wait      -> waits
		lock         -> ok
		both         -> ok
		f: flush     -> waits
		pass 1s      -> done, a ok, b ok, f ok`}
}
