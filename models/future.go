package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FutureOps is how two futures, 0 and 1, and their promises are called: one
// function for each operation, nil for one that is not offered. The words for
// what a future has come to are FutureValue, FutureError and FutureCancelled.
type FutureOps struct {
	// Start says that the result is being computed; it reports whether the future
	// was pending.
	Start func(future int) bool
	// Resolve finishes the future with a value, Reject with an error; they report
	// whether it was pending or running. They return after the callbacks.
	Resolve, Reject func(future int) bool
	// Cancel cancels a pending future; it reports whether it is cancelled now. It
	// returns after the callbacks.
	Cancel func(future int) bool
	// Get waits until the future is done and returns the word for what it came to.
	Get        func(ctx context.Context, future int) (string, error)
	GetTimeout func(d time.Duration, future int) (string, bool)
	// TryGet returns the word, and "" for a future that is not done.
	TryGet func(future int) string
	// OnDone adds a callback to future 0. Once that is done, or at once if it is,
	// the callback must note id, for Called to return all noted so far: "1,2".
	OnDone func(id int)
	Called func() string
	// WaitFirst waits until one of the two is done, WaitAll until both are. They
	// return the futures that are done when they return: "0", "1", "0,1".
	WaitFirst, WaitAll func(ctx context.Context) (string, error)
	// AsCompleted waits until both are done and returns them, first those that
	// were done before, then the others in the order in which they became done.
	AsCompleted func(ctx context.Context) (string, error)
}

// The words for what a future has come to.
const (
	FutureValue     = "value"
	FutureError     = "error"
	FutureCancelled = "cancelled"
)

// futures is the state of the two.
type futures struct {
	running [2]bool
	result  [2]string // "" while it is not done
	order   string    // the futures that are done, in the order in which they became so: "10"
	added   string    // the callbacks that wait for future 0, one rune each
	due     string    // those that its completion has begun to call
	called  string
}

// Future is the model of two futures. It is strict: becoming done is one step
// for all who wait or ask, in whichever way; a cancelled future is done;
// callbacks are called once each, in the order in which they were added, before
// the call that caused them returns.
func Future(opts ...Option) *Model[FutureOps] {
	which := In(0, 1)
	set := func(name string, f func(FutureOps) func(int) bool, can func(s futures, i int) bool, word string) Op[futures, FutureOps] {
		m := Ret1(func(o FutureOps, i int) bool { return f(o)(i) }, which).If(func(o FutureOps) bool { return f(o) != nil })
		return Act(name, m, func(t *Turn[futures], i int) { settleFuture(t, i, can(t.State, i), word) }).
			OnResume(func(t *Turn[futures], _ any) {
				t.State.called += t.State.due
				t.State.due = ""
				t.Return(true)
			})
	}
	unfinished := func(s futures, i int) bool { return s.result[i] == "" }
	pending := func(s futures, i int) bool { return s.result[i] == "" && !s.running[i] }
	defaults := []Option{Name("future"), Label("two futures"), Describe(futures.describe)}
	return Grants(futures{}, nil,
		Update("Start", Ret1(func(o FutureOps, i int) bool { return o.Start(i) }, which).If(func(o FutureOps) bool { return o.Start != nil }), startFuture),
		set("Resolve", func(o FutureOps) func(int) bool { return o.Resolve }, unfinished, FutureValue),
		set("Reject", func(o FutureOps) func(int) bool { return o.Reject }, unfinished, FutureError),
		set("Cancel", func(o FutureOps) func(int) bool { return o.Cancel }, pending, FutureCancelled),
		Take("Get", CtxRet1(func(o FutureOps, ctx context.Context, i int) (string, error) { return o.Get(ctx, i) }, which).
			If(func(o FutureOps) bool { return o.Get != nil }), futureDone, func(s futures, i int) (futures, any) { return s, s.result[i] }),
		Take("GetTimeout", WithinRet1(func(o FutureOps, d time.Duration, i int) (string, bool) { return o.GetTimeout(d, i) }, which).
			If(func(o FutureOps) bool { return o.GetTimeout != nil }), futureDone, func(s futures, i int) (futures, string) { return s, s.result[i] }),
		Ask("TryGet", Ret1(func(o FutureOps, i int) string { return o.TryGet(i) }, which).If(func(o FutureOps) bool { return o.TryGet != nil }),
			func(s futures, i int) string { return s.result[i] }),
		Act("OnDone", Func1(func(o FutureOps, id int) { o.OnDone(id) }, Fresh()).If(func(o FutureOps) bool { return o.OnDone != nil }), addCallback).NonBlocking(),
		Act("Called", Ret(func(o FutureOps) string { return o.Called() }).If(func(o FutureOps) bool { return o.Called != nil }), func(t *Turn[futures], _ None) {
			someCallbacks(t)
			t.Return(numbered(t.State.called, 0))
		}).NonBlocking(),
		collectFutures("WaitFirst", func(o FutureOps) func(context.Context) (string, error) { return o.WaitFirst }, 1),
		collectFutures("WaitAll", func(o FutureOps) func(context.Context) (string, error) { return o.WaitAll }, 2),
		Act("AsCompleted", CtxRet(func(o FutureOps, ctx context.Context) (string, error) { return o.AsCompleted(ctx) }).
			If(func(o FutureOps) bool { return o.AsCompleted != nil }), func(t *Turn[futures], _ None) {
			if len(t.State.order) == 2 {
				t.Return("0,1")
			} else {
				t.Block()
			}
		}).OnResume(func(t *Turn[futures], _ any) {
			if len(t.State.order) == 2 {
				t.Return(numbered(t.State.order, '0'))
			} else {
				t.Block()
			}
		}),
	).With(append(defaults, opts...)...)
}

func futureDone(s futures, i int) bool { return s.result[i] != "" }

func startFuture(s futures, i int) (futures, bool) {
	if s.result[i] != "" || s.running[i] {
		return s, false
	}
	s.running[i] = true
	return s, true
}

// settleFuture makes the future done, if it can be. The call then waits until it
// has called the callbacks, if there are any.
func settleFuture(t *Turn[futures], i int, can bool, word string) {
	if !can {
		t.Return(word == FutureCancelled && t.State.result[i] == FutureCancelled)
		return
	}
	t.State.result[i] = word
	t.State.order += strconv.Itoa(i)
	if i != 0 || t.State.added == "" {
		t.Return(true)
		return
	}
	t.State.added, t.State.due = "", t.State.added
	t.Block()
}

// addCallback calls it at once if future 0 is done, at a moment when some of the
// earlier ones may still have to be called.
func addCallback(t *Turn[futures], id int) {
	if t.State.result[0] == "" {
		t.State.added += string(rune(id))
	} else {
		someCallbacks(t)
		t.State.called += string(rune(id))
	}
	t.Return(nil)
}

// someCallbacks has as many of the due callbacks called as the implementation
// likes: only who looks at what was called can tell how far it has come.
func someCallbacks(t *Turn[futures]) {
	n := t.Choose(len(t.State.due) + 1) // ids are ASCII: an execution has few calls
	t.State.called += t.State.due[:n]
	t.State.due = t.State.due[n:]
}

// collectFutures is the operation that waits until n of the futures are done. It
// sees those that are done at a moment of its own.
func collectFutures(name string, f func(FutureOps) func(context.Context) (string, error), n int) Op[futures, FutureOps] {
	m := CtxRet(func(o FutureOps, ctx context.Context) (string, error) { return f(o)(ctx) }).If(func(o FutureOps) bool { return f(o) != nil })
	return Take(name, m, func(s futures, _ None) bool { return len(s.order) >= n }, func(s futures, _ None) (futures, any) {
		done := []byte(s.order)
		slices.Sort(done)
		return s, numbered(string(done), '0')
	})
}

// numbered writes the runes as numbers counted from zero: "1,2".
func numbered(runes string, zero rune) string {
	var list []string
	for _, r := range runes {
		list = append(list, strconv.Itoa(int(r-zero)))
	}
	return strings.Join(list, ",")
}

func (s futures) describe() string {
	var list []string
	for i, result := range s.result {
		word := "pending"
		switch {
		case result == FutureCancelled:
			word = "cancelled"
		case result != "":
			word = "finished with its " + result
		case s.running[i]:
			word = "running"
		}
		list = append(list, fmt.Sprintf("future %d is %s", i, word))
	}
	if s.due != "" {
		list = append(list, "callbacks "+numbered(s.due, 0)+" are to be called")
	}
	return strings.Join(list, ", ")
}
