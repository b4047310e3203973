package models

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/histories"
)

// Method says how an operation is called on a subject of type X: with which
// argument, in which form, and what its results are. It is made by one of the
// functions of this file, named after the signature that they take: the digit
// 1 marks those with an argument, from the given domain.
//
// A is the type of the argument and R the type of the result as the model
// states them. R is None where there is no result to state, error where the
// method returns one, and any where it returns a value and an error (the
// model then states the value, or the error) or a value and ok (the value, or
// nil).
type Method[X, A, R any] struct {
	args   Domain[A]
	call   func(x X, c *Call)
	offers func(x X) bool
	modes  []histories.Mode
	known  sentinels
	isNil  bool
}

var (
	plainModes   = []histories.Mode{histories.Plain}
	contextModes = []histories.Mode{histories.Plain, histories.Cancellable, histories.Done}
	timeoutModes = []histories.Mode{histories.Timeout}
)

// If says that only those subjects have the method for which offered is true.
func (m Method[X, A, R]) If(offered func(x X) bool) Method[X, A, R] {
	m.offers = offered
	return m
}

func arg[A any](c *Call) A { return c.Arg.(A) }

// Func is a method without argument and result.
func Func[X any](f func(X)) Method[X, None, None] {
	return Method[X, None, None]{isNil: f == nil, modes: plainModes, call: func(x X, c *Call) {
		f(x)
		c.returned(nil)
	}}
}

// Func1 is a method with an argument and no result.
func Func1[X, A any](f func(X, A), args Domain[A]) Method[X, A, None] {
	return Method[X, A, None]{isNil: f == nil, args: args, modes: plainModes, call: func(x X, c *Call) {
		f(x, arg[A](c))
		c.returned(nil)
	}}
}

// Ret is a method that returns a value.
func Ret[X, R any](f func(X) R) Method[X, None, R] {
	return Method[X, None, R]{isNil: f == nil, modes: plainModes, call: func(x X, c *Call) {
		c.returned(f(x))
	}}
}

// Ret1 is a method with an argument that returns a value.
func Ret1[X, A, R any](f func(X, A) R, args Domain[A]) Method[X, A, R] {
	return Method[X, A, R]{isNil: f == nil, args: args, modes: plainModes, call: func(x X, c *Call) {
		c.returned(f(x, arg[A](c)))
	}}
}

// Ok is a method that returns a value and whether there was one. The model
// states the value, or nil.
func Ok[X, R any](f func(X) (R, bool)) Method[X, None, any] {
	return Method[X, None, any]{isNil: f == nil, modes: plainModes, call: func(x X, c *Call) {
		if r, ok := f(x); ok {
			c.returned(r)
		} else {
			c.returned(nil)
		}
	}}
}

// Err is a method that returns an error. The given errors are those that the
// contract names; they are matched with errors.Is, all others by their text.
func Err[X any](f func(X) error, errs ...error) Method[X, None, error] {
	known := sentinelsOf(errs)
	return Method[X, None, error]{isNil: f == nil, modes: plainModes, known: known, call: func(x X, c *Call) {
		c.returned(known.token(f(x)))
	}}
}

// Err1 is Err with an argument.
func Err1[X, A any](f func(X, A) error, args Domain[A], errs ...error) Method[X, A, error] {
	known := sentinelsOf(errs)
	return Method[X, A, error]{isNil: f == nil, args: args, modes: plainModes, known: known, call: func(x X, c *Call) {
		c.returned(known.token(f(x, arg[A](c))))
	}}
}

// Ctx is a method that a context can cut short: it then returns the context's
// error or its cause, and the call counts as cancelled.
func Ctx[X any](f func(X, context.Context) error, errs ...error) Method[X, None, error] {
	known := sentinelsOf(errs)
	return Method[X, None, error]{isNil: f == nil, modes: contextModes, known: known, call: func(x X, c *Call) {
		c.ended(nil, f(x, c.Ctx), known)
	}}
}

// Ctx1 is Ctx with an argument.
func Ctx1[X, A any](f func(X, context.Context, A) error, args Domain[A], errs ...error) Method[X, A, error] {
	known := sentinelsOf(errs)
	return Method[X, A, error]{isNil: f == nil, args: args, modes: contextModes, known: known, call: func(x X, c *Call) {
		c.ended(nil, f(x, c.Ctx, arg[A](c)), known)
	}}
}

// CtxRet is Ctx for a method that also returns a value. The model states the
// value, or the error.
func CtxRet[X, R any](f func(X, context.Context) (R, error), errs ...error) Method[X, None, any] {
	known := sentinelsOf(errs)
	return Method[X, None, any]{isNil: f == nil, modes: contextModes, known: known, call: func(x X, c *Call) {
		r, err := f(x, c.Ctx)
		c.ended(r, err, known)
	}}
}

// CtxRet1 is CtxRet with an argument.
func CtxRet1[X, A, R any](f func(X, context.Context, A) (R, error), args Domain[A], errs ...error) Method[X, A, any] {
	known := sentinelsOf(errs)
	return Method[X, A, any]{isNil: f == nil, args: args, modes: contextModes, known: known, call: func(x X, c *Call) {
		r, err := f(x, c.Ctx, arg[A](c))
		c.ended(r, err, known)
	}}
}

// Within is a method that gives up after a duration: it returns false then,
// and the call counts as cancelled.
func Within[X any](f func(X, time.Duration) bool) Method[X, None, None] {
	return Method[X, None, None]{isNil: f == nil, modes: timeoutModes, call: func(x X, c *Call) {
		c.inTime(nil, f(x, c.Timeout))
	}}
}

// Within1 is Within with an argument.
func Within1[X, A any](f func(X, time.Duration, A) bool, args Domain[A]) Method[X, A, None] {
	return Method[X, A, None]{isNil: f == nil, args: args, modes: timeoutModes, call: func(x X, c *Call) {
		c.inTime(nil, f(x, c.Timeout, arg[A](c)))
	}}
}

// WithinRet is Within for a method that also returns a value.
func WithinRet[X, R any](f func(X, time.Duration) (R, bool)) Method[X, None, R] {
	return Method[X, None, R]{isNil: f == nil, modes: timeoutModes, call: func(x X, c *Call) {
		r, ok := f(x, c.Timeout)
		c.inTime(r, ok)
	}}
}

// WithinRet1 is WithinRet with an argument.
func WithinRet1[X, A, R any](f func(X, time.Duration, A) (R, bool), args Domain[A]) Method[X, A, R] {
	return Method[X, A, R]{isNil: f == nil, args: args, modes: timeoutModes, call: func(x X, c *Call) {
		r, ok := f(x, c.Timeout, arg[A](c))
		c.inTime(r, ok)
	}}
}

// WithinErr is Within for a method that can also fail: it returns whether it
// came in time, and an error. The model states the error, or nil.
func WithinErr[X any](f func(X, time.Duration) (bool, error), errs ...error) Method[X, None, error] {
	known := sentinelsOf(errs)
	return Method[X, None, error]{isNil: f == nil, modes: timeoutModes, known: known, call: func(x X, c *Call) {
		ok, err := f(x, c.Timeout)
		c.inTime(known.token(err), ok || err != nil)
	}}
}

func (c *Call) inTime(out any, ok bool) {
	if ok {
		c.returned(out)
	} else {
		c.cancelled()
	}
}
