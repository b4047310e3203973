package histories

import (
	"fmt"
	"math"
)

// Forever is the Return stamp of an operation that never returned.
const Forever = math.MaxInt64

// Outcome says how a call ended.
type Outcome uint8

const (
	// Returned: the call came back with a result of its own, an error that
	// is not about its context or its time-out included.
	Returned Outcome = iota
	// Cancelled: the call came back because its context was done or its
	// time ran out.
	Cancelled
	// Stuck: the call never came back, which was proven at a quiescence and
	// not guessed from a clock.
	Stuck
	// Panicked: the call ended in a panic.
	Panicked
	// Pending: the call had not come back when the record ended, and nothing is
	// proven of it. It may have taken effect, with whatever result, or not.
	Pending
	outcomes
)

var outcomeNames = [...]string{Returned: "returned", Cancelled: "cancelled", Stuck: "stuck", Panicked: "panicked", Pending: "pending"}

// String returns the outcome in one lower-case word.
func (o Outcome) String() string { return nameIn(outcomeNames[:], int(o), "outcome") }

// Mode says what could cut a call short.
type Mode uint8

const (
	// Plain: nothing can; a form with a context is given one that never ends.
	Plain Mode = iota
	// Cancellable: its context is cancelled at some moment during the execution.
	Cancellable
	// Done: its context was done before the call began.
	Done
	// Timeout: it gives up by itself after a duration.
	Timeout
	// Expired: it had a duration, which was over before the call came back; so
	// it may have given up whatever it found. What is planned is a Timeout: this
	// is what has become of one, for a model with LateTimeout.
	Expired
	modes
)

var modeNames = [...]string{Plain: "plain", Cancellable: "cancellable", Done: "done", Timeout: "timeout", Expired: "expired"}

// String returns the mode in one lower-case word.
func (m Mode) String() string { return nameIn(modeNames[:], int(m), "mode") }

// TimesOut reports whether a call of this mode gives up by itself.
func (m Mode) TimesOut() bool { return m == Timeout || m == Expired }

func nameIn(names []string, i int, what string) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%s(%d)", what, i)
}

// Failure is the result of a call that returned an error: its text, so that
// two results can be compared with == and written to a file.
type Failure string

// Operation is one call with its response.
//
// In and Out hold small comparable values (nil, bool, int, string, Failure):
// In is nil for a call without an argument, Out is nil for one without a
// result and for one that did not return.
type Operation struct {
	Task int    // which task called; the tasks of a history are numbered from 0
	Op   int    // index among the operations of the model; -1 when not known
	Name string // name of the operation, for people
	In   any
	Out  any

	Outcome Outcome
	Mode    Mode

	// The call took place in the closed interval [Call, Return]. Return is
	// Forever when the call never came back.
	Call, Return int64
	// Cancel is the stamp at which the cancellation of its context was
	// signalled, or from which on its time-out may strike; 0 when there was
	// none. It may be before Call and it may be after Return. For a Timeout
	// call 0 means from its beginning.
	Cancel int64
}

// CutShort reports whether something could have ended the call early before
// the stamp at.
func (o *Operation) CutShort(at int64) bool {
	if o.Cancel == 0 {
		return o.Mode == Done || o.Mode.TimesOut()
	}
	return o.Mode == Done || o.Cancel < at
}

// Pending reports whether the call was under way at the stamp at.
func (o *Operation) Pending(at int64) bool { return o.Call < at && at < o.Return }
