package sync_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// slowLocker is a Locker of a program's own, in whose Unlock other tasks run after the lock is free.
type slowLocker struct{ sync.Mutex }

func (l *slowLocker) Unlock() {
	l.Mutex.Unlock()
	shim.Gosched()
}

func TestCondOutcomes(t *testing.T) {
	check(t, 3, []outcome{
		{"a signal before the wait is lost", func() func() string {
			var l shimtest.Log
			c := sync.NewCond(new(sync.Mutex))
			tasks(
				func() { c.L.Lock(); c.Wait(); c.L.Unlock(); l.Add("woken") },
				func() { c.Signal() })
			return l.Outcome
		}, []string{"stuck: 1", "woken"}},
		{"a condition checked under the lock is never missed", func() func() string {
			var l shimtest.Log
			c, set := sync.NewCond(new(sync.Mutex)), false
			tasks(
				func() {
					c.L.Lock()
					for !set {
						c.Wait()
					}
					c.L.Unlock()
					l.Add("woken")
				},
				func() { c.L.Lock(); set = true; c.L.Unlock(); c.Signal() })
			return l.Outcome
		}, []string{"woken"}},
		{"nor is it with a locker of the program's own", func() func() string {
			var l shimtest.Log
			c, set := sync.NewCond(new(slowLocker)), false
			tasks(
				func() {
					c.L.Lock()
					for !set {
						c.Wait()
					}
					c.L.Unlock()
					l.Add("woken")
				},
				func() { c.L.Lock(); set = true; c.Signal(); c.L.Unlock() })
			return l.Outcome
		}, []string{"woken"}},
		{"if in place of for: another task takes what was there", func() func() string {
			var l shimtest.Log
			c, items := sync.NewCond(new(sync.Mutex)), 0
			take := func() {
				c.L.Lock()
				if items == 0 {
					c.Wait()
				}
				items--
				l.Add(items)
				c.L.Unlock()
			}
			tasks(take, take, func() { c.L.Lock(); items++; c.Signal(); c.L.Unlock() })
			return l.Outcome
		}, []string{"0 -1", "0 stuck: 1", "0 stuck: 2"}},
		{"broadcast wakes all", func() func() string {
			var l shimtest.Log
			c, set := sync.NewCond(new(sync.Mutex)), false
			wait := func() {
				c.L.Lock()
				for !set {
					c.Wait()
				}
				l.Add("woken")
				c.L.Unlock()
			}
			tasks(wait, wait, func() { c.L.Lock(); set = true; c.Broadcast(); c.L.Unlock() })
			return l.Outcome
		}, []string{"woken woken"}},
		{"waiting without the lock panics", func() func() string {
			var l shimtest.Log
			c := sync.NewCond(new(sync.Mutex))
			l.Try(c.Wait)
			c.Signal()
			return l.Outcome
		}, []string{"sync: unlock of unlocked mutex"}},
	})
}

func TestSignalWakesTheOldest(t *testing.T) {
	var l shimtest.Log
	shimtest.Default(t, func() {
		c := sync.NewCond(new(sync.Mutex))
		for i := range 3 {
			shim.Go(func() { c.L.Lock(); c.Wait(); l.Add(i); c.L.Unlock() })
		}
		for range 3 {
			shim.Go(c.Signal)
		}
	})
	if got := l.Outcome(); got != "0 1 2" {
		t.Errorf("woken in the order %q, want 0 1 2", got)
	}
}

// TestStuckWaiterLeavesTheQueue uses a condition again after an execution in which a task was left waiting.
func TestStuckWaiterLeavesTheQueue(t *testing.T) {
	c := sync.NewCond(new(sync.Mutex))
	wait := func() { c.L.Lock(); c.Wait(); c.L.Unlock() }
	if res := shimtest.Default(t, func() { tasks(wait, wait) }); len(res.Stuck) != 2 {
		t.Fatalf("stuck %v, want two", res.Stuck)
	}
	if res := shimtest.Default(t, func() { tasks(wait, c.Signal) }); len(res.Stuck) != 0 {
		t.Errorf("stuck %v: the signal went to a task of the execution before", res.Stuck)
	}
}
