// Package mutants holds known-wrong event loops: each has one real mistake in it. Package [mutant] says
// what mutants are for.
//
// Most mutants are an embedded sound loop, the type sound, with the wrong methods in place of its own:
// what a file shows is the mistake.
package mutants

import (
	"context"

	"github.com/tenter-go/tenter/prims/eventloop"
	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is a loop that runs, on which a lock, an event and a queue with room for one item live, as
// other goroutines call it.
type Subject interface {
	Post(fn func())
	// Call runs fn after all that was posted before, and returns when it has run.
	Call(fn func())
	Acquire(ctx context.Context) error
	Release() error // eventloop.ErrNotHeld if the lock is free
	Wait(ctx context.Context) error
	Set()
	Clear()
	Put(ctx context.Context, v int) error
	Get(ctx context.Context) (int, error)
}

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// right is a loop of package eventloop, no mutant at all.
type right struct {
	loop  *eventloop.Loop
	lock  eventloop.Lock
	event eventloop.Event
	queue *eventloop.Queue[int]
}

// Right returns a loop of package eventloop that runs on a goroutine of its own.
func Right() Subject {
	s := &right{loop: eventloop.New(), queue: eventloop.NewQueue[int](1)}
	go func() { _ = s.loop.RunForever() }()
	return s
}

// do runs fn as a task of the loop.
func (s *right) do(ctx context.Context, fn func(c *eventloop.Co) error) error {
	_, err := eventloop.Do(ctx, s.loop, func(c *eventloop.Co) (struct{}, error) { return struct{}{}, fn(c) })
	return err
}

func (s *right) Post(fn func()) { _ = s.loop.CallSoonThreadsafe(fn) }

func (s *right) Call(fn func()) {
	done := make(chan struct{})
	s.Post(func() { fn(); close(done) })
	<-done
}

func (s *right) Acquire(ctx context.Context) error { return s.do(ctx, s.lock.Acquire) }

func (s *right) Release() (err error) {
	s.Call(func() { err = s.lock.Release() })
	return err
}

func (s *right) Wait(ctx context.Context) error { return s.do(ctx, s.event.Wait) }
func (s *right) Set()                           { s.Call(s.event.Set) }
func (s *right) Clear()                         { s.Call(s.event.Clear) }

func (s *right) Put(ctx context.Context, v int) error {
	return s.do(ctx, func(c *eventloop.Co) error { return s.queue.Put(c, v) })
}

func (s *right) Get(ctx context.Context) (int, error) { return eventloop.Do(ctx, s.loop, s.queue.Get) }
