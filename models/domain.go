package models

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// None is the argument of an operation that takes none and the result of one
// that gives none.
type None struct{}

// Domain says which arguments an operation is called with: a few declared
// values, or a fresh one for each call.
type Domain[A any] struct {
	values []A
	fresh  func(i int) A
}

// In is the domain of the given values. Few and telling ones find more than
// many: sizes 1 and 2, the limit, the limit and one.
func In[A comparable](values ...A) Domain[A] {
	if len(values) == 0 {
		panic("models: In() without values: an operation needs at least one argument to be called with")
	}
	return Domain[A]{values: values}
}

// Fresh is the domain in which each call of an execution has an argument of
// its own: 1 for the first, 2 for the next. Containers are to be tested with
// it, since a value that occurs twice hides where it came from.
func Fresh() Domain[int] { return FreshOf(func(i int) int { return i }) }

// FreshOf is Fresh for other types; value must give different values for
// different i, which counts from 1.
func FreshOf[A comparable](value func(i int) A) Domain[A] {
	if value == nil {
		panic("models: FreshOf(nil): it needs a function that makes values")
	}
	return Domain[A]{fresh: value}
}

// Args is a domain with its type erased. The zero Args is that of an operation
// without an argument.
type Args struct {
	values []any
	fresh  func(i int) any
	fits   func(v any) bool
	decode func(text []byte) (any, error)
	typ    reflect.Type
}

func (d Domain[A]) erase() Args {
	var none A
	if _, ok := any(none).(None); ok {
		return Args{}
	}
	args := Args{
		typ:  reflect.TypeFor[A](),
		fits: func(v any) bool { _, ok := v.(A); return ok },
		decode: func(text []byte) (any, error) {
			var v A
			if err := json.Unmarshal(text, &v); err != nil {
				return nil, fmt.Errorf("argument %q: want a %T: %w", text, v, err)
			}
			return v, nil
		},
	}
	for _, v := range d.values {
		args.values = append(args.values, v)
	}
	if d.fresh != nil {
		args.fresh = func(i int) any { return d.fresh(i) }
	}
	return args
}

// Needed reports whether the operation takes an argument.
func (a *Args) Needed() bool { return a.fits != nil }

// Fresh reports whether each call is to have an argument of its own.
func (a *Args) Fresh() bool { return a.fresh != nil }

// Type is the type of the argument; nil without one.
func (a *Args) Type() reflect.Type { return a.typ }

// Len is the number of declared values; 0 without an argument and for fresh ones.
func (a *Args) Len() int { return len(a.values) }

// Value returns the i-th declared value, or for a fresh domain the value that
// belongs to i, which counts from 1 there. It returns nil for an operation
// without an argument.
func (a *Args) Value(i int) any {
	switch {
	case a.fresh != nil:
		return a.fresh(i)
	case len(a.values) > 0:
		return a.values[i]
	}
	return nil
}

// Fits reports whether v can be passed to the operation: nil where it takes no
// argument, else a value of the domain's type, declared or not.
func (a *Args) Fits(v any) bool {
	if a.fits == nil {
		return v == nil
	}
	return a.fits(v)
}

// Encode returns v as JSON, for a counterexample file.
func (a *Args) Encode(v any) ([]byte, error) {
	if !a.Fits(v) {
		return nil, fmt.Errorf("argument %v of type %T does not fit the operation", v, v)
	}
	return json.Marshal(v)
}

// Decode is the inverse of Encode.
func (a *Args) Decode(text []byte) (any, error) {
	if a.decode != nil {
		return a.decode(text)
	}
	if string(text) != "null" {
		return nil, fmt.Errorf("argument %q for an operation that takes none", text)
	}
	return nil, nil
}
