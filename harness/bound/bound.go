// Package bound brings values between somebody else's type and the functions that a model calls to the form that the other side has. Generated adapters
// use it.
package bound

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"
)

// errRefused is the error of a call that says in another way that it failed.
var errRefused = errors.New("refused")

// ErrClosed is the error of a receive from a channel that is closed and empty.
var ErrClosed = errors.New("closed")

// Refusal is the error of a call that reports whether it succeeded.
func Refusal(ok bool) error {
	if ok {
		return nil
	}
	return errRefused
}

// Cut is Refusal for a call with a context: if that is done, the call was cut short by it.
func Cut(ctx context.Context, ok bool) error {
	if ok {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return errRefused
}

// Either is the error of a call that reports both: the one it returns, and if that is nil, the refusal that its other result tells of.
func Either(err, refusal error) error {
	if err != nil {
		return err
	}
	return refusal
}

// NoError panics if a call failed that must not. The panic is the subject's.
func NoError(err error) {
	if err != nil {
		panic("it returned an error: " + err.Error())
	}
}

// Int is the number in an interface value, or that it points to, and 0 if there is none.
func Int(v any) int {
	switch v := v.(type) {
	case nil:
		return 0
	case *int:
		return *v
	}
	return v.(int)
}

// Atoi is the number that was passed on as a string, and 0 for the empty one.
func Atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil && s != "" {
		panic(fmt.Sprintf("it returned %q, which nobody has passed to it", s))
	}
	return n
}

// To is a pointer to a value of its own.
func To[T any](v T) *T { return &v }

// From is what p points to, and the zero value if it is nil.
func From[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// First is the first of several values, and the zero value of none.
func First[T any](list []T) (v T) {
	if len(list) > 0 {
		v = list[0]
	}
	return v
}

// Patience is how long a call waits that is to wait for d: a little at least, since to many types a time-out of zero is none.
func Patience(d time.Duration) time.Duration { return max(d, time.Microsecond) }

// Held is the number in an entry of a container, and 0 if there is no entry.
func Held[T any](entry T, value func(T) int) int {
	if v := reflect.ValueOf(&entry).Elem(); (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil() {
		return 0
	}
	return value(entry)
}

// List brings the values of a list to the form of the model.
func List[T any](list []T, value func(T) int) []int {
	values := make([]int, 0, len(list))
	for _, v := range list {
		values = append(values, value(v))
	}
	return values
}
