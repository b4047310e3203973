package verdict

import (
	"context"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

type op = histories.Operation

// judged checks the verdict of both judges on a written history.
func judged(t *testing.T, want Kind, spec *models.Spec, quiet []int64, ops ...op) {
	t.Helper()
	for i := range ops {
		ops[i].Task = i
	}
	h := sketch(spec, quiet, ops...)
	if err := h.Validate(); err != nil {
		t.Fatal(err)
	}
	j := NewJudge(spec)
	if got := j.Check(h); got.Kind != want {
		t.Errorf("Check = %v %s, want %v\n%v", got.Kind, got.Reason, want, h)
	}
	if got, err := j.Confirm(h); err != nil || got != want {
		t.Errorf("Confirm = %v, %v, want %v\n%v", got, err, want, h)
	}
	if want != OK {
		if _, err := j.Explain(h); err != nil {
			t.Error(err)
		}
	}
}

func at(call, ret int64, o op) op {
	o.Call, o.Return = call, ret
	return o
}

func acquire(n int) op { return op{Name: "Acquire", In: n} }
func release(n int) op { return op{Name: "Release", In: n} }
func try(n int, got bool) op {
	return op{Name: "TryAcquire", In: n, Out: got}
}
func free(n int) op { return op{Name: "Free", Out: n} }

func cancelled(at int64, o op) op {
	o.Outcome, o.Mode, o.Cancel = histories.Cancelled, histories.Cancellable, at
	return o
}

func timedOut(o op) op {
	o.Outcome, o.Mode = histories.Cancelled, histories.Timeout
	return o
}

func fifo(n int, opts ...models.Option) *models.Spec {
	return models.Semaphore(n, append(opts, models.FIFO())...).Spec()
}

func anyOrder(n int) *models.Spec { return models.Semaphore(n).Spec() }

func TestRule01NonBlockingCallHasOneMoment(t *testing.T) {
	for _, spec := range []*models.Spec{fifo(0), anyOrder(0)} {
		for got, want := range map[bool]Kind{true: OK, false: OK} {
			judged(t, want, spec, nil, at(1, 4, release(1)), at(2, 3, try(1, got)))
		}
		judged(t, WrongResult, spec, nil, at(1, 2, release(1)), at(3, 4, try(1, false)))
		judged(t, WrongResult, spec, nil, at(1, 2, try(1, true)), at(3, 4, release(1)))
	}
}

func TestRule02WaitingCallIsGrantedBeforeItReturns(t *testing.T) {
	for _, spec := range []*models.Spec{fifo(0), anyOrder(0)} {
		judged(t, OK, spec, nil, at(1, 4, acquire(1)), at(2, 3, release(1)))
		judged(t, OK, spec, nil, at(1, 3, acquire(1)), at(2, 4, release(1)))
		judged(t, WrongResult, spec, nil, at(1, 2, acquire(1)), at(3, 4, release(1)))
	}
	// First come, first served: the grant goes to who came first.
	judged(t, WrongResult, fifo(0), []int64{3, 8}, at(1, 0, acquire(1)), at(4, 7, acquire(1)), at(5, 6, release(1)))
	judged(t, OK, anyOrder(0), []int64{3, 8}, at(1, 0, acquire(1)), at(4, 7, acquire(1)), at(5, 6, release(1)))
}

func TestRule03StuckRequestTakesPlace(t *testing.T) {
	// Acquire(2) is known to wait at 2, so from then on it bars others.
	judged(t, OK, fifo(1), []int64{2, 5}, at(1, 0, acquire(2)), at(3, 4, try(1, false)))
	judged(t, WrongResult, fifo(1), []int64{2, 5}, at(1, 0, acquire(2)), at(3, 4, try(1, true)))
	// Before that it need not have begun.
	judged(t, OK, fifo(1), []int64{5}, at(1, 0, acquire(2)), at(3, 4, try(1, true)))
}

func TestRule04StuckCallsWaitInOneJointOrder(t *testing.T) {
	for _, spec := range []*models.Spec{fifo(1), anyOrder(1)} {
		judged(t, LostWakeup, spec, []int64{2}, at(1, 0, acquire(1)))
		judged(t, OK, spec, []int64{2}, at(1, 0, acquire(2)))
		judged(t, LostWakeup, spec, []int64{4}, at(1, 0, acquire(2)), at(2, 3, release(1)))
		judged(t, OK, spec, []int64{5}, at(1, 3, acquire(1)), at(2, 0, acquire(1)))
		judged(t, LostWakeup, spec, []int64{3}, at(1, 0, acquire(1)), at(2, 0, acquire(1)))
	}
}

func TestRule05aEarlyRefusalHasNoEffect(t *testing.T) {
	for _, spec := range []*models.Spec{fifo(1), anyOrder(1)} {
		judged(t, OK, spec, nil, at(1, 4, cancelled(2, acquire(1))), at(5, 6, free(1)))
		judged(t, WrongResult, spec, nil, at(1, 4, cancelled(2, acquire(1))), at(5, 6, free(0)))
		judged(t, WrongResult, spec, nil, at(1, 4, cancelled(5, acquire(1))))
		judged(t, WrongResult, spec, nil, at(1, 4, cancelled(0, acquire(1))))
		// A call that timed out must have been waiting once.
		judged(t, WrongResult, spec, nil, at(1, 4, timedOut(op{Name: "AcquireTimeout", In: 1})))
		judged(t, OK, spec, nil, at(1, 4, timedOut(op{Name: "AcquireTimeout", In: 2})))
		// A call waits from its beginning, but one that timed out only from the moment
		// at which it found that it must, and no call once it is granted.
		judged(t, OK, anyOrder(1), nil, at(1, 10, acquire(1)), at(2, 3, try(1, false)))
		judged(t, WrongResult, anyOrder(1), nil, at(1, 10, timedOut(op{Name: "AcquireTimeout", In: 1})), at(2, 3, try(1, false)), at(5, 6, acquire(1)))
		judged(t, OK, anyOrder(1), nil, at(1, 10, timedOut(op{Name: "AcquireTimeout", In: 1})), at(5, 6, acquire(1)), at(7, 8, try(1, false)))
		judged(t, WrongResult, anyOrder(2), nil, at(1, 10, cancelled(2, acquire(1))), at(3, 4, free(1)), at(5, 6, try(1, false)), at(7, 8, free(1)))
		judged(t, OK, anyOrder(2), nil, at(1, 10, cancelled(2, acquire(1))), at(3, 4, free(2)), at(5, 6, try(1, false)), at(7, 8, free(1)))
		// A context that was done before must be refused, unless that is relaxed.
		done := acquire(1)
		done.Mode = histories.Done
		judged(t, WrongResult, spec, nil, at(1, 2, done))
		judged(t, LostWakeup, spec, []int64{2}, at(1, 0, done))
		done.Outcome = histories.Cancelled
		judged(t, OK, spec, nil, at(1, 2, done))
	}
	late := models.Semaphore(1).With(models.LateContext()).Spec()
	done := acquire(1)
	done.Mode = histories.Done
	judged(t, OK, late, nil, at(1, 2, done), at(3, 4, free(0)))
}

// A call whose time has run out may give up although it could go on, where that is allowed; one whose time can't have run out may not.
func TestRule05dLateTimeout(t *testing.T) {
	late := timedOut(acquire(1))
	late.Mode = histories.Expired
	for _, spec := range []*models.Spec{fifo(1, models.LateTimeout()), models.Semaphore(1, models.LateTimeout()).Spec()} {
		judged(t, OK, spec, nil, at(1, 2, late), at(3, 4, free(1)))
		judged(t, WrongResult, spec, nil, at(1, 2, late), at(3, 4, free(0)))
		judged(t, WrongResult, spec, nil, at(1, 2, timedOut(acquire(1))))
	}
}

func TestRule05bCancelledWaiterLeavesTheLine(t *testing.T) {
	// While it waits it bars, once it is gone those behind it go on.
	judged(t, OK, fifo(1), []int64{3, 9}, at(1, 6, cancelled(4, acquire(2))), at(2, 7, acquire(1)))
	judged(t, LostWakeup, fifo(1), []int64{3, 9}, at(1, 6, cancelled(4, acquire(2))), at(2, 0, acquire(1)))
	judged(t, WrongResult, fifo(1), []int64{3, 10}, at(1, 9, cancelled(7, acquire(2))), at(2, 5, acquire(1)))
	for _, spec := range []*models.Spec{fifo(1), anyOrder(1)} {
		// Told to give up, it may not go on waiting.
		deaf := acquire(2)
		deaf.Mode, deaf.Cancel = histories.Cancellable, 2
		judged(t, LostWakeup, spec, []int64{3}, at(1, 0, deaf))
	}
}

func TestRule05cGrantedAndGivenBack(t *testing.T) {
	// Between the grant and the giving back others see the permit taken.
	ops := func() []op {
		return []op{at(1, 9, cancelled(2, acquire(1))), at(3, 4, free(0)), at(5, 8, free(1))}
	}
	judged(t, OK, fifo(1, models.Prompt()), nil, ops()...)
	judged(t, OK, anyOrder(1), nil, ops()...)
	judged(t, WrongResult, fifo(1), nil, ops()...)
	// Never without giving back.
	for _, spec := range []*models.Spec{fifo(1, models.Prompt()), anyOrder(1)} {
		judged(t, WrongResult, spec, nil, at(1, 4, cancelled(2, acquire(1))), at(5, 6, free(0)))
	}
	// What is given back is what was granted, also where that is a value.
	q := models.New([]int{7, 8},
		models.Take("Get", models.CtxRet(func(object, context.Context) (int, error) { return 0, nil }),
			func(s []int, _ models.None) bool { return len(s) > 0 },
			func(s []int, _ models.None) ([]int, any) { return s[1:], s[0] }).
			GiveBack(func(s []int, _, v any) []int { return append([]int{v.(int)}, s...) }),
		models.Get("Peek", object.Get, func(s []int) int { return s[0] }),
	).With(models.Prompt()).Spec()
	get := op{Name: "Get"}
	judged(t, OK, q, nil, at(1, 9, cancelled(2, get)), at(3, 4, op{Name: "Peek", Out: 8}), at(5, 8, op{Name: "Peek", Out: 7}))
	judged(t, WrongResult, q, nil, at(1, 9, cancelled(2, get)), at(10, 11, op{Name: "Peek", Out: 8}))
}

func TestRule06WaitInSeveralPhases(t *testing.T) {
	spec := condition().Spec()
	lock, unlock, wait, signal, broadcast := op{Name: "Lock"}, op{Name: "Unlock"}, op{Name: "Wait"}, op{Name: "Signal"}, op{Name: "Broadcast"}
	// Signalled, it goes on once the lock is free.
	judged(t, OK, spec, nil, at(1, 2, lock), at(3, 12, wait), at(4, 5, lock), at(6, 7, signal), at(8, 9, unlock))
	judged(t, WrongResult, spec, nil, at(1, 2, lock), at(3, 7, wait), at(4, 5, lock), at(6, 8, signal), at(9, 10, unlock))
	// Asleep it is rightly stuck; signalled only as long as another has the lock.
	judged(t, OK, spec, []int64{4}, at(1, 2, lock), at(3, 0, wait))
	judged(t, OK, spec, []int64{8}, at(1, 2, lock), at(3, 0, wait), at(4, 5, lock), at(6, 7, signal))
	judged(t, LostWakeup, spec, []int64{10}, at(1, 2, lock), at(3, 0, wait), at(4, 5, lock), at(6, 7, signal), at(8, 9, unlock))
	// A signal before the wait is not remembered, and reaches one waiter only.
	judged(t, OK, spec, []int64{6}, at(1, 2, lock), at(3, 4, signal), at(5, 0, wait))
	two := func(wake op) []op {
		return []op{at(1, 2, lock), at(3, 0, wait), at(4, 5, lock), at(6, 0, wait), at(7, 8, lock), at(9, 10, wake), at(11, 12, unlock)}
	}
	judged(t, LostWakeup, spec, []int64{13}, two(signal)...)
	judged(t, LostWakeup, spec, []int64{13}, two(broadcast)...)
	// Either of the two may be the one that a signal wakes.
	for _, woken := range []int{1, 3} {
		ops := two(signal)
		ops[woken].Return = 14
		judged(t, OK, spec, []int64{15}, ops...)
	}
	// A cancelled wait returns only with the lock.
	gone := cancelled(6, wait)
	judged(t, OK, spec, nil, at(1, 2, lock), at(3, 10, gone), at(4, 5, lock), at(7, 8, unlock))
	judged(t, WrongResult, spec, nil, at(1, 2, lock), at(3, 7, gone), at(4, 5, lock), at(8, 9, unlock))
	judged(t, WrongResult, spec, nil, at(1, 2, lock), at(3, 10, gone), at(4, 5, lock), at(7, 8, unlock), at(11, 12, lock))
}

func TestRule07Order(t *testing.T) {
	// A larger request may hold back a smaller one that came later, under
	// HeadOfLine, but not one that is known to have come first.
	patient := []op{at(1, 0, acquire(2)), at(2, 0, acquire(1))}
	judged(t, OK, anyOrder(1), []int64{4}, patient...)
	judged(t, OK, fifo(1), []int64{4}, patient...)
	judged(t, OK, anyOrder(0), []int64{2, 6}, at(1, 0, acquire(1)), at(3, 0, acquire(2)))
	judged(t, LostWakeup, anyOrder(0), []int64{2, 8}, at(1, 0, acquire(1)), at(3, 0, acquire(2)), at(4, 5, release(1)))
	// Nor one that explains why others were refused before the larger one began.
	judged(t, LostWakeup, anyOrder(1), []int64{6}, at(1, 0, acquire(1)), at(2, 3, try(1, false)), at(4, 0, acquire(2)))
	judged(t, OK, anyOrder(1), []int64{6}, at(1, 0, acquire(1)), at(2, 4, try(1, false)), at(3, 0, acquire(2)))
	helpYourself := models.New(1,
		models.Wait("Acquire", models.Func1(object.Put, models.In(1, 2)), func(free, n int) bool { return free >= n }, func(free, n int) int { return free - n }),
	).Spec()
	judged(t, LostWakeup, helpYourself, []int64{4}, patient...)
	// Pairs: two waiting calls that could serve each other.
	meet := rendezvous().Spec()
	send, receive := op{Name: "Send", In: 7}, op{Name: "Receive"}
	judged(t, LostWakeup, meet, []int64{3}, at(1, 0, send), at(2, 0, receive))
	judged(t, OK, meet, []int64{3}, at(1, 0, send), at(2, 0, send))
	got := receive
	got.Out = 7
	judged(t, OK, meet, nil, at(1, 4, send), at(2, 3, got))
	judged(t, WrongResult, meet, nil, at(1, 2, send), at(3, 4, got))
	// Any of two partners will do.
	other := send
	other.In = 8
	judged(t, OK, meet, []int64{9}, at(1, 0, send), at(2, 4, other), at(3, 5, op{Name: "Receive", Out: 8}))
	// A barrier of three is three calls that serve each other.
	round := barrier(3).Spec()
	w := func(index int) op { return op{Name: "Wait", Out: index} }
	judged(t, OK, round, []int64{9}, at(1, 6, w(0)), at(2, 5, w(1)), at(3, 4, w(2)), at(7, 0, op{Name: "Wait"}))
	judged(t, LostWakeup, round, []int64{4}, at(1, 0, op{Name: "Wait"}), at(2, 0, op{Name: "Wait"}), at(3, 0, op{Name: "Wait"}))
	judged(t, WrongResult, round, []int64{9}, at(1, 6, w(0)), at(2, 5, w(1)), at(3, 4, w(1)))
	judged(t, WrongResult, round, nil, at(1, 4, w(0)), at(2, 3, w(1)))
}

func TestRule08OnePhaseWhereWaitingChangesNothing(t *testing.T) {
	spec := latch(1).Spec()
	if !spec.Machine().SelfServing() || fifo(1).Machine().SelfServing() || rendezvous().Spec().Machine().SelfServing() {
		t.Fatal("the shortcut must be taken for the latch, and neither for FIFO order nor for grants")
	}
	open, wait := op{Name: "Open"}, op{Name: "Wait"}
	missing := func(n int) op { return op{Name: "Missing", Out: n} }
	judged(t, OK, spec, nil, at(1, 4, wait), at(2, 3, open))
	judged(t, OK, spec, []int64{2}, at(1, 0, wait))
	judged(t, LostWakeup, spec, []int64{4}, at(1, 0, wait), at(2, 3, open))
	judged(t, WrongResult, spec, nil, at(1, 2, wait), at(3, 4, open))
	judged(t, OK, spec, nil, at(1, 6, open), at(2, 3, missing(1)), at(4, 5, missing(0)))
	judged(t, WrongResult, spec, nil, at(1, 6, open), at(2, 3, missing(0)), at(4, 5, missing(1)))
	queue := buffer(1).Spec()
	put := func(v int) op { return op{Name: "Put", In: v} }
	get := func(v int) op { return op{Name: "Get", Out: v} }
	judged(t, OK, queue, []int64{9}, at(1, 2, put(1)), at(3, 6, put(2)), at(4, 5, get(1)), at(7, 0, put(3)))
	judged(t, WrongResult, queue, nil, at(1, 2, put(1)), at(3, 6, put(2)), at(4, 5, get(2)))
	judged(t, LostWakeup, queue, []int64{9}, at(1, 2, put(1)), at(3, 0, put(2)), at(4, 5, get(1)))
}

func TestRule09Names(t *testing.T) {
	// Wrong results are not called lost wakeups because a call is stuck too.
	judged(t, WrongResult, fifo(0), []int64{4}, at(1, 2, try(1, true)), at(3, 0, acquire(1)))
	panicked := release(1)
	panicked.Outcome = histories.Panicked
	judged(t, Panic, fifo(0), nil, at(1, 2, panicked))
	judged(t, OK, models.BoundedSemaphore(1).Spec(), nil, at(1, 2, panicked))
	over := op{Name: "ReleaseErr", In: 1, Out: histories.Failure("too many")}
	judged(t, OK, models.BoundedSemaphore(1).Spec(), nil, at(1, 2, over))
	over.Outcome = histories.Panicked
	judged(t, Panic, models.BoundedSemaphore(1).Spec(), nil, at(1, 2, over))
	h := sketch(anyOrder(1), nil, at(1, 6, acquire(1)), at(2, 5, release(1)), at(3, 4, free(9)))
	j := NewJudge(anyOrder(1))
	j.Budget = 2
	if got := j.Check(h); got.Kind != Unknown || !strings.Contains(got.Reason, "within 2 steps") {
		t.Errorf("Check with no budget = %+v, want unknown", got)
	}
	if got, err := j.Confirm(h); err != nil || got != Unknown {
		t.Errorf("Confirm with no budget = %v, %v, want unknown", got, err)
	}
}

func TestRule10UnprovenStuckIsUnknown(t *testing.T) {
	h := sketch(fifo(1), nil, op{Name: "Acquire", In: 1, Call: 1})
	j := NewJudge(fifo(1))
	if got := j.Check(h); got.Kind != Unknown || !strings.Contains(got.Reason, "no quiescence") {
		t.Errorf("Check = %+v, want unknown", got)
	}
	if got, err := j.Confirm(h); err == nil || got != Unknown {
		t.Errorf("Confirm = %v, %v, want unknown and an error", got, err)
	}
	if _, err := j.Explain(h); err == nil {
		t.Error("Explain explains what is unknown")
	}
}

func TestRule11Rescue(t *testing.T) {
	for _, spec := range []*models.Spec{fifo(0), anyOrder(0)} {
		h := sketch(spec, []int64{2}, at(1, 0, acquire(2)))
		j := NewJudge(spec)
		if got := j.Check(h); got.Kind != OK {
			t.Fatalf("Check = %v, want ok", got)
		}
		if ws := j.State().Waiting(); len(ws) != 1 || ws[0].Name != "Acquire" || ws[0].Arg != 2 {
			t.Errorf("waiting at the end: %v, want Acquire(2)", ws)
		}
		o, arg, ok := spec.Rescue(j.State(), func(int) bool { return true })
		if !ok || spec.Operations[o].Name != "Release" || arg != 2 {
			t.Errorf("Rescue = operation %d (%v), %v, want Release(2)", o, arg, ok)
		}
		judged(t, OK, spec, []int64{2, 7}, at(1, 6, acquire(2)), at(3, 4, release(2)))
		judged(t, WrongResult, spec, []int64{2, 7}, at(1, 6, acquire(2)), at(3, 4, release(1)))
	}
}

// TestRescueIsDemanded: a release that lets only those go who may be held back
// does not rescue.
func TestRescueIsDemanded(t *testing.T) {
	for _, c := range []struct {
		permits, ahead int
		want           int
	}{{0, 2, 2}, {1, 2, 1}, {0, 1, 1}} {
		spec := anyOrder(c.permits)
		h := sketch(spec, []int64{2, 4}, at(1, 0, acquire(c.ahead)), at(3, 0, acquire(1)))
		j := NewJudge(spec)
		if got := j.Check(h); got.Kind != OK {
			t.Fatalf("Check = %v, want ok", got)
		}
		o, arg, ok := spec.Rescue(j.State(), func(int) bool { return true })
		if !ok || spec.Operations[o].Name != "Release" || arg != c.want {
			t.Errorf("Rescue with %d permits = operation %d (%v), %v, want Release(%d)", c.permits, o, arg, ok, c.want)
		}
	}
}

func TestRule12StuckBeforeItRegistered(t *testing.T) {
	for _, spec := range []*models.Spec{fifo(0), anyOrder(0)} {
		judged(t, OK, spec, []int64{2}, at(1, 0, acquire(1)))
		judged(t, LostWakeup, spec, []int64{2, 5}, at(1, 0, acquire(1)), at(3, 4, release(1)))
	}
}

func TestRule13NothingAfterAStuckCall(t *testing.T) {
	h := sketch(fifo(0), []int64{9}, at(1, 0, acquire(1)), at(2, 3, release(1)))
	if err := h.Validate(); err == nil || !strings.Contains(err.Error(), "task 0 calls at 2 while its operation 0 is pending") {
		t.Errorf("Validate() = %v, want an error about task 0", err)
	}
}
