package report

import (
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// disobeyed returns the call that is wrong because it did not do as its context or its time-out said, or -1: it waits on though it was told
// to give up, or succeeded with a context that was done before it began.
func (a *analysis) disobeyed() int {
	x := a.in.Explanation
	if x == nil {
		return -1
	}
	for op := range a.tl.history.Operations {
		o := &a.tl.history.Operations[op]
		switch {
		case a.kind() == verdict.LostWakeup && o.Outcome == histories.Stuck && (o.Cancel > 0 || o.Mode == histories.Done) && len(x.Orders)+len(x.Obstacles) == 0:
			return op
		case a.kind() == verdict.WrongResult && o.Mode == histories.Done && strings.Contains(a.allReasons(), "the context of "+a.labels[op]+" was done before the call"):
			return op
		}
	}
	return -1
}

// ignores reports whether the call never so much as looked at its context.
func (a *analysis) ignores(op int) bool {
	return op >= 0 && slices.Contains(a.in.Execution.Ignored, op)
}

// despite says what the call should have obeyed.
func (a *analysis) despite(op int) string {
	switch a.tl.history.Operations[op].Mode {
	case histories.Done:
		return "although its context was done before the call"
	case histories.Timeout, histories.Expired:
		return "although its time-out has passed"
	}
	return "although its context was cancelled"
}

// disobeyedSentence is the sentence where a call did not obey, or "".
func (a *analysis) disobeyedSentence() string {
	op := a.disobeyed()
	if op < 0 {
		return ""
	}
	text := a.call(op) + " succeeded " + a.despite(op)
	if a.kind() == verdict.LostWakeup {
		text = a.call(op) + " waits for ever"
		if w, ok := a.waitOfOp(op); ok {
			text += a.placed(w.site.at())
		}
		text += " " + a.despite(op)
	}
	switch {
	case !a.ignores(op):
		return text
	case a.kind() == verdict.WrongResult:
		return "the adapter, or a short way through the subject, ignores its context: " + text
	}
	return "the adapter ignores its context: " + text
}

// whyDisobeyed says whose fault it is that a call did not obey.
func (a *analysis) whyDisobeyed() []string {
	op := a.disobeyed()
	switch {
	case !a.ignores(op):
		return nil
	case a.kind() == verdict.WrongResult:
		return []string{"The call never looked at its context: nobody called its Done, Err, Deadline or Value. If it is the adapter that drops it, this says nothing about the subject."}
	}
	return []string{"The call never looked at its context: nobody called its Done, Err, Deadline or Value. An adapter that takes a context and drops it is what is wrong then, not the subject."}
}

// cureDisobeyed says what to do about it.
func (a *analysis) cureDisobeyed() []string {
	op := a.disobeyed()
	switch {
	case op < 0:
		return nil
	case a.ignores(op):
		return []string{"Pass the context on to the subject. Where the subject takes none, leave this operation out, and offer the model's operation without a context in its place."}
	case a.kind() == verdict.WrongResult:
		return []string{"Ask ctx.Err() first, also where the call need not wait."}
	}
	return []string{"Where the call waits it has to wait for its context too: by a select on ctx.Done(), or by context.AfterFunc that wakes it."}
}

func (a *analysis) waitOfOp(op int) (wait, bool) {
	for _, w := range a.waits {
		if w.op == op {
			return w, true
		}
	}
	return wait{}, false
}
