package models

import "time"

// WithinErr1 is WithinErr with an argument.
func WithinErr1[X, A any](f func(X, time.Duration, A) (bool, error), args Domain[A], errs ...error) Method[X, A, error] {
	known := sentinelsOf(errs)
	return Method[X, A, error]{isNil: f == nil, args: args, modes: timeoutModes, known: known, call: func(x X, c *Call) {
		ok, err := f(x, c.Timeout, arg[A](c))
		c.inTimeOr(err, nil, ok, known)
	}}
}

// WithinRetErr is WithinRet for a method that may also fail: it returns an
// error then. The model states the value, or the error.
func WithinRetErr[X, R any](f func(X, time.Duration) (R, bool, error), errs ...error) Method[X, None, any] {
	known := sentinelsOf(errs)
	return Method[X, None, any]{isNil: f == nil, modes: timeoutModes, known: known, call: func(x X, c *Call) {
		r, ok, err := f(x, c.Timeout)
		c.inTimeOr(err, r, ok, known)
	}}
}

func (c *Call) inTimeOr(err error, out any, ok bool, known sentinels) {
	if err != nil {
		c.returned(known.token(err))
		return
	}
	c.inTime(out, ok)
}

// RetErr is a method that returns a value and an error. The model states the
// value, or the error.
func RetErr[X, R any](f func(X) (R, error), errs ...error) Method[X, None, any] {
	known := sentinelsOf(errs)
	return Method[X, None, any]{isNil: f == nil, modes: plainModes, known: known, call: func(x X, c *Call) {
		r, err := f(x)
		if err != nil {
			c.returned(known.token(err))
			return
		}
		c.returned(r)
	}}
}

// RetErr1 is RetErr with an argument.
func RetErr1[X, A, R any](f func(X, A) (R, error), args Domain[A], errs ...error) Method[X, A, any] {
	known := sentinelsOf(errs)
	return Method[X, A, any]{isNil: f == nil, args: args, modes: plainModes, known: known, call: func(x X, c *Call) {
		r, err := f(x, arg[A](c))
		if err != nil {
			c.returned(known.token(err))
			return
		}
		c.returned(r)
	}}
}
