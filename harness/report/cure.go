package report

import (
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// cure says what usually mends a case of this shape. It is empty where the shape is not one that is known.
func (a *analysis) cure() []string {
	if lines := a.cureDisobeyed(); lines != nil {
		return lines
	}
	switch a.kind() {
	case verdict.LostWakeup:
		return a.cureLost()
	case verdict.WrongResult, verdict.Panic:
		return a.cureWrong()
	case verdict.Deadlock:
		return a.cureDeadlock()
	case verdict.Livelock:
		return []string{"Whoever is to change what is read there has to do so on every way out, and must not wait for the one that spins."}
	case verdict.GoroutineLeak:
		return []string{"Give the goroutine a way out that its starter always takes: a context that is cancelled, a channel that is closed, or a buffer for its last send."}
	case verdict.DataRace:
		return []string{"Guard both accesses by the same lock, or make both atomic."}
	case verdict.Nondeterminism:
		return []string{"Have the constructor make everything anew, and keep map order, time and random numbers out of what the operations do."}
	case verdict.Unknown:
		return a.cureUnknown()
	}
	return nil
}

func (a *analysis) cureLost() []string {
	for _, m := range a.misses() {
		if m.step < 0 {
			continue
		}
		obj := a.name(a.tl.trace[m.step].Object, "the channel")
		switch {
		case m.how == missedEarly && a.tl.trace[m.step].Kind == sched.KindSelect:
			return []string{"A wake-up that comes early must be kept: give " + obj + " room for one value, or register the waiting call, under the lock, before it gives up control."}
		case m.how == missedEarly:
			return []string{"Change the condition, and check it and begin to wait, under the one lock of the condition: then no signal can fall in between."}
		case m.how == missedStolen:
			return []string{"Wake as many as can go on, or have each that was woken wake the next while there is something left."}
		case m.how == missedGone:
			return []string{"Give " + a.waitObject(m.wait) + " room for one value, so that the sender need not wait, and have who leaves look whether something is in it."}
		case m.how == missedWasted || m.how == missedLate:
			return []string{"A cancelled call must look once more whether it has been woken, and then succeed after all, or pass on what it got."}
		case m.how == missedNever && a.opName(a.tl.op[m.step]) != a.opName(m.wait.op):
			return []string{sentencef("%s has to wake whoever waits there, or, where it can't know yet, the call has to look once more before it waits.", a.opName(a.tl.op[m.step]))}
		}
	}
	if len(a.waits) > 0 && a.waits[0].holder >= 0 {
		return a.cureHeld(a.waits[0])
	}
	return nil
}

// cureHeld is for a lock that nobody gives back: its holder has gone without, or it waits for something itself, with the lock in its hands.
func (a *analysis) cureHeld(w wait) []string {
	for _, o := range a.waits {
		if o.task == w.holder && !o.spinning {
			return []string{sentencef("Give %s back before waiting for %s, or see to it that this never has to wait: who would let it go on may need the lock.",
				a.waitObject(w), a.waitObject(o))}
		}
	}
	return []string{"Unlock on every way out: defer the unlock right behind the lock."}
}

// hasty reports whether what is wrong is a call that timed out although it could have gone on.
func (a *analysis) hasty() bool {
	x := a.in.Explanation
	if x == nil || a.in.Spec == nil || a.in.Spec.LateTimeout() {
		return false
	}
	for op := range a.tl.history.Operations {
		o := &a.tl.history.Operations[op]
		if o.Outcome == histories.Cancelled && o.Mode.TimesOut() && (refused(x.Obstacles, a.labels[op]) || refused(x.Orders, a.labels[op])) {
			return true
		}
	}
	return false
}

func (a *analysis) cureWrong() []string {
	if a.hasty() {
		allowed := "models.LateTimeout() allows that."
		if a.in.Counterexample.Target.Impl != nil {
			allowed = "Without --demand exact-timeout that is allowed."
		}
		return []string{"Look once more, when the time has run out, whether the call can go on after all: a select that finds both its turn and the time-out picks either. " + allowed}
	}
	x, ok := a.interferes()
	if closed, twice := a.closedBefore(); twice && a.kind() == verdict.Panic {
		if a.tl.trace[closed.last].Kind == sched.KindClose {
			return []string{"Let one place close it: by a sync.Once, by one CompareAndSwap that decides who does, or under a lock from the look to the close."}
		}
		return []string{"Only who sends may close, or send and close under one lock."}
	}
	switch {
	case !ok:
		return nil
	case x.lock:
		return []string{"Keep the lock from the check to the change that relies on it, or check again after taking it anew."}
	}
	return []string{"Make the read and the write one step: an atomic Add, a CompareAndSwap that is tried again when it fails, or a lock around both."}
}

func (a *analysis) cureDeadlock() []string {
	switch circle := a.circle(); len(circle) {
	case 0:
		for _, w := range a.waits {
			if w.holder >= 0 {
				return a.cureHeld(w)
			}
		}
		return nil
	case 1:
		return []string{"Call a variant that expects the lock to be held, or unlock first."}
	default:
		return []string{"Take these locks in one and the same order everywhere."}
	}
}

func (a *analysis) cureUnknown() []string {
	if a.in.Counterexample.Died {
		return []string{"Have the loop end, or pass a yield point each time round: an atomic read of what it waits for, or runtime.Gosched. TENTER_STALL sets how long an execution may take."}
	}
	if e := a.in.Execution; e != nil && e.Ending == sched.EndStepLimit {
		return []string{"Smaller scenarios, or a loop that ends; a loop that only waits for others should call runtime.Gosched or read atomically."}
	}
	return []string{"See check explain unknown for what can keep a question open, and what to do about each."}
}
