package shim

import (
	"iter"

	"github.com/tenter-go/tenter/harness/sched"
)

// current is sched.Current, small enough to be asked first.
func current() *sched.Task {
	if sched.Active() {
		return sched.Current()
	}
	return nil
}

// Pull is iter.Pull. The iterator of a task is the task's own doing, whichever task asks for the next value: what it does meets
// yield points like all the rest.
func Pull[V any](seq iter.Seq[V]) (next func() (V, bool), stop func()) {
	if t := current(); t != nil {
		return pull(t, seq)
	}
	return iter.Pull(seq)
}

// Pull2 is iter.Pull2.
func Pull2[K, V any](seq iter.Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	if t := current(); t != nil {
		return pull2(t, seq)
	}
	return iter.Pull2(seq)
}

func pull[V any](t *sched.Task, seq iter.Seq[V]) (next func() (V, bool), stop func()) {
	var c *sched.Coroutine
	nativeNext, nativeStop := iter.Pull(func(yield func(V) bool) {
		defer c.Over()
		c.Running()
		seq(func(v V) bool {
			defer c.Running()
			return yield(v)
		})
	})
	c = t.NewCoroutine(nativeStop)
	next = func() (v V, ok bool) {
		c.Call(func() { v, ok = nativeNext() })
		return v, ok
	}
	return next, stopping(c, nativeStop)
}

func pull2[K, V any](t *sched.Task, seq iter.Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var c *sched.Coroutine
	nativeNext, nativeStop := iter.Pull2(func(yield func(K, V) bool) {
		defer c.Over()
		c.Running()
		seq(func(k K, v V) bool {
			defer c.Running()
			return yield(k, v)
		})
	})
	c = t.NewCoroutine(nativeStop)
	next = func() (k K, v V, ok bool) {
		c.Call(func() { k, v, ok = nativeNext() })
		return k, v, ok
	}
	return next, stopping(c, nativeStop)
}

// stopping also covers a coroutine that has never run, whose function is not called at all.
func stopping(c *sched.Coroutine, native func()) func() {
	return func() {
		c.Call(func() {
			defer c.Over()
			native()
		})
	}
}
