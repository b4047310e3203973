package models

import (
	"errors"

	"github.com/tenter-go/tenter/histories"
)

// ErrAny as the result that a model states means "some error, whichever".
var ErrAny = errors.New("any error")

// Panics as the result that a model states means that the call must panic.
const Panics = panics("panics")

type panics string

// Whatever as an answer that an operation is allowed means any answer.
const Whatever = anything("whatever")

// anyhow as an answer means any, or a panic.
const anyhow = anything("any answer, or a panic")

type anything string

// anyFailure is ErrAny in the form in which results are compared.
type anyFailure struct{}

// sentinels are the errors that an operation tells apart. Every other error is
// told apart by its text. The tokens are boxed once, so that a call which
// fails does not allocate.
type sentinels []sentinel

type sentinel struct {
	err   error
	token any
}

func sentinelsOf(errs []error) sentinels {
	list := sentinels{{ErrAny, anyFailure{}}}
	for _, err := range errs {
		if err == nil {
			panic("models: an operation declares a nil error as one of its own")
		}
		list = append(list, sentinel{err, histories.Failure(err.Error())})
	}
	return list
}

func (list sentinels) has(err error) bool {
	for _, s := range list {
		if errors.Is(err, s.err) {
			return true
		}
	}
	return false
}

// token turns an error into the value that stands for it in a history.
func (list sentinels) token(err error) any {
	if err == nil {
		return nil
	}
	for _, s := range list {
		if errors.Is(err, s.err) {
			return s.token
		}
	}
	return histories.Failure(err.Error())
}

// matches reports whether a call that ended with the given outcome and result
// did what the model states. This is the only place that compares results.
func matches(o *histories.Operation, want any) bool {
	if o.Outcome == histories.Returned && o.Out == want { // nobody returns what only models say
		return true
	}
	if o.Out == whatever || o.Outcome == histories.Pending {
		return true
	}
	switch want {
	case any(Whatever):
		return o.Outcome == histories.Returned
	case any(anyhow):
		return o.Outcome == histories.Returned || o.Outcome == histories.Panicked
	case any(Panics):
		return o.Outcome == histories.Panicked
	case anyFailure{}:
		_, failed := o.Out.(histories.Failure)
		return failed && o.Outcome == histories.Returned
	}
	return false
}

// whatever is the observed result of a call that is only imagined, so every
// answer of the model is the right one.
var whatever any = imagined{}

type imagined struct{}
