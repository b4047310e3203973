// Package mutants holds known-wrong shared memory: each is package sharedmemory's contract, for one word
// and its lock, with one real mistake in it. Package [mutant] says what mutants are for.
package mutants

import (
	"context"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/sharedmemory"
)

// Subject is one word of memory and its lock.
type Subject interface {
	Load() int64
	Store(v int64)
	Add() int64 // adds one in one step and returns the new value
	Acquire(ctx context.Context) error
	TryAcquire() bool
	Release() error
}

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// right is memory of package sharedmemory, no mutant at all.
type right struct {
	sharedmemory.Value[int64]
	*sharedmemory.Lock
}

// Right returns memory of package sharedmemory.
func Right() Subject { return newRight() }

func newRight() right {
	m := sharedmemory.Local(1)
	return right{sharedmemory.ValueOf[int64](m, 0), m.Lock()}
}

func (r right) Add() int64 { return r.Update(func(n int64) int64 { return n + 1 }) }

// lostAdd adds as v.value += 1 does: it reads, and then writes, and what is written in between is lost.
type lostAdd struct{ right }

func (s lostAdd) Add() int64 {
	n := s.Load() + 1
	s.Store(n)
	return n
}

// tornWord has a word of two halves, each of which is read and written atomically.
type tornWord struct {
	right
	low, high atomic.Uint32
}

func (s *tornWord) Load() int64 { return int64(s.high.Load())<<32 | int64(s.low.Load()) }

func (s *tornWord) Store(v int64) {
	s.high.Store(uint32(v >> 32))
	s.low.Store(uint32(v))
}

// A word that is torn is not counted in.
func (s *tornWord) Add() int64 {
	v := s.Load() + 1
	s.Store(v)
	return v
}

// secondToken is a lock that is a token: who acquires takes it, and who releases puts one back, without a
// look whether one is there. After one Release too many, two hold the lock.
type secondToken struct {
	right
	tokens chan struct{}
}

func newSecondToken() Subject {
	s := &secondToken{newRight(), make(chan struct{}, 64)}
	s.tokens <- struct{}{}
	return s
}

func (s *secondToken) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-s.tokens:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *secondToken) TryAcquire() bool {
	select {
	case <-s.tokens:
		return true
	default:
		return false
	}
}

func (s *secondToken) Release() error {
	s.tokens <- struct{}{}
	return nil
}

// lateWaiter tries, and says that it waits, in this order. A Release in between sees nobody wait, and
// wakes nobody.
type lateWaiter struct {
	right
	held    atomic.Bool
	waiting atomic.Int64
	tokens  chan struct{}
}

func (s *lateWaiter) TryAcquire() bool { return s.held.CompareAndSwap(false, true) }

func (s *lateWaiter) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for !s.TryAcquire() {
		s.waiting.Add(1)
		select {
		case <-s.tokens:
			s.waiting.Add(-1)
		case <-ctx.Done():
			s.waiting.Add(-1)
			return ctx.Err()
		}
	}
	return nil
}

func (s *lateWaiter) Release() error {
	if !s.held.CompareAndSwap(true, false) {
		return sharedmemory.ErrFree
	}
	if s.waiting.Load() > 0 {
		select {
		case s.tokens <- struct{}{}:
		default:
		}
	}
	return nil
}

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "second-token",
			Mistake: "a Release of a free lock adds a token, and then two can hold it",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Minimum: mutant.Least(1, 1, 0, "a Release"),
			New:     newSecondToken,
		},
		{
			Name:    "lost-add",
			Mistake: "what is added to is read, and written, one after the other",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two Add"),
			New:     func() Subject { return lostAdd{newRight()} },
		},
		{
			Name:    "torn-word",
			Mistake: "a word is read and written in two halves",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Without: []string{"Add"},
			Minimum: mutant.Least(2, 2, 1, "a Store and a Load"),
			New:     func() Subject { return &tornWord{right: newRight()} },
		},
		{
			Name:    "late-waiter",
			Mistake: "who finds the lock held says that it waits only after that look",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			New:     func() Subject { return &lateWaiter{right: newRight(), tokens: make(chan struct{}, 1)} },
		},
	}
}
