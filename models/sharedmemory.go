package models

import (
	"context"
	"errors"
	"fmt"
)

// SharedMemoryOps is how one word of shared memory and its lock are called: one
// function for each operation, nil for one that it does not offer.
type SharedMemoryOps struct {
	Load  func() int64
	Store func(v int64)
	// Add adds one in one step and returns the new value.
	Add func() int64
	// Acquire waits for the lock; Release returns ErrMemoryLockFree if it is free.
	Acquire    func(ctx context.Context) error
	TryAcquire func() bool
	Release    func() error
}

// ErrMemoryLockFree refuses to release a lock that is free.
var ErrMemoryLockFree = errors.New("the lock is free")

// shared is the state.
type shared struct {
	word int64
	held bool
}

// SharedMemory is the model of a word of shared memory and its lock, which is
// advisory: it stops those who acquire it, and nobody else. Its waiters go in any
// order. The words that are stored differ in both halves.
func SharedMemory(opts ...Option) *Model[SharedMemoryOps] {
	defaults := []Option{Name("shared-memory"), Label("word of shared memory"), Describe(shared.describe)}
	values := In[int64](1<<32+1, 1<<33+2)
	return New(shared{},
		Ask("Load", Ret(func(o SharedMemoryOps) int64 { return o.Load() }).If(func(o SharedMemoryOps) bool { return o.Load != nil }),
			func(s shared, _ None) int64 { return s.word }),
		Change("Store", Func1(func(o SharedMemoryOps, v int64) { o.Store(v) }, values).If(func(o SharedMemoryOps) bool { return o.Store != nil }),
			func(s shared, v int64) shared { s.word = v; return s }),
		Update("Add", Ret(func(o SharedMemoryOps) int64 { return o.Add() }).If(func(o SharedMemoryOps) bool { return o.Add != nil }),
			func(s shared, _ None) (shared, int64) { s.word++; return s, s.word }),
		Wait("Acquire", Ctx(func(o SharedMemoryOps, ctx context.Context) error { return o.Acquire(ctx) }).If(func(o SharedMemoryOps) bool { return o.Acquire != nil }),
			func(s shared, _ None) bool { return !s.held }, func(s shared, _ None) shared { s.held = true; return s }),
		Update("TryAcquire", Ret(func(o SharedMemoryOps) bool { return o.TryAcquire() }).If(func(o SharedMemoryOps) bool { return o.TryAcquire != nil }),
			func(s shared, _ None) (shared, bool) { free := !s.held; s.held = true; return s, free }),
		Update("Release", Err(func(o SharedMemoryOps) error { return o.Release() }, ErrMemoryLockFree).If(func(o SharedMemoryOps) bool { return o.Release != nil }),
			func(s shared, _ None) (shared, error) {
				if !s.held {
					return s, ErrMemoryLockFree
				}
				s.held = false
				return s, nil
			}),
	).With(append(defaults, opts...)...)
}

func (s shared) describe() string {
	if s.held {
		return fmt.Sprintf("the word is %#x, the lock is held", s.word)
	}
	return fmt.Sprintf("the word is %#x, the lock is free", s.word)
}
