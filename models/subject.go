package models

import (
	"context"
	"errors"
	"time"

	"github.com/tenter-go/tenter/histories"
)

// Call is one invocation of an operation on a subject. Who invokes fills in
// Ctx, Arg and Timeout, and calls Subject.Invoke, which fills in Out and
// Outcome. A Call may be used again for the next invocation.
type Call struct {
	Ctx     context.Context // for forms with a context; must not be nil there
	Arg     any             // a value of the operation's domain, nil without one
	Timeout time.Duration   // for forms with a time-out
	// Pause lets others run. Functions that an operation passes to the subject
	// call it, so that they take a while. It may be called by any goroutine, also
	// after the call; nil is none.
	Pause func()

	Out     any               // nil, bool, int, histories.Failure or another comparable value
	Outcome histories.Outcome // Returned or Cancelled
}

func (c *Call) returned(out any) { c.Out, c.Outcome = out, histories.Returned }

func (c *Call) cancelled() { c.Out, c.Outcome = nil, histories.Cancelled }

// ended settles a call of a form that returns an error besides its value.
func (c *Call) ended(out any, err error, known sentinels) {
	switch {
	case err == nil:
		c.returned(out)
	case c.endedBy(err, known):
		c.cancelled()
	default:
		c.returned(known.token(err))
	}
}

// endedBy reports whether err is how a call says that its context was done.
// It asks the context itself last: on a controlled run that is a step of the
// task, and it is only needed for a cause of the user's own.
func (c *Call) endedBy(err error, known sentinels) bool {
	if c.Ctx == nil || known.has(err) {
		return false
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	cause := context.Cause(c.Ctx)
	return cause != nil && errors.Is(err, cause)
}

// Subject is an implementation under test, bound to the specification that it
// is judged by, with the subject's type erased.
type Subject struct {
	Spec *Spec
	// New makes a fresh object.
	New func() any
	// Invoke performs operation op on an object that New made, blocks as long
	// as that does, and fills in the call's Out and Outcome. A panic of the
	// subject passes through. The operation must be one that it Offers.
	Invoke func(x any, op int, c *Call)
	// Offers reports whether the object has the operation at all: a nil field
	// of an adapter struct is an operation that it does not offer.
	Offers func(x any, op int) bool
	// Finally, if it is not nil, is called on the object once all calls have
	// returned and no more are to come; see Model.Finally.
	Finally func(x any)
}
