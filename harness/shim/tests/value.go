package tests

import (
	"fmt"
	"reflect"
	"strconv"

	"github.com/tenter-go/tenter/harness/sched"
)

// Value is what an operation gave, as far as a reader may see it: the value itself stays in the twin.
type Value struct {
	Kind ValueKind
	Text string
}

// ValueKind tells how Value.Text is to be read.
type ValueKind uint8

// The kinds.
const (
	NoValue ValueKind = iota
	Label             // the call of the test, or its return
	Int               // an int in decimal digits
	String            // a string
	Error             // an error's text
	Shown             // text to be shown as it is
)

// label marks the steps in which the test is called and returns.
type label struct{}

// longest bounds the text of a value.
const longestText = 100

func valueOf(v any) Value {
	switch v := v.(type) {
	case nil:
		return Value{}
	case label:
		return Value{Kind: Label}
	case int:
		return Value{Int, strconv.Itoa(v)}
	case string:
		return Value{String, v[:min(len(v), longestText)]}
	case sched.Duration:
		return Value{Shown, strconv.FormatInt(v, 10)}
	case error:
		return Value{Error, fmt.Sprint(v)}
	}
	r := reflect.ValueOf(v)
	_, named := v.(fmt.Stringer)
	switch k := r.Kind(); {
	case k == reflect.Int64 && named: // durations and the like
		return Value{Shown, fmt.Sprint(v)}
	case k >= reflect.Bool && k <= reflect.Complex128:
		return Value{Shown, fmt.Sprintf("%v", r)}
	case k == reflect.String:
		return Value{String, r.String()[:min(r.Len(), longestText)]}
	case k == reflect.Struct && r.NumField() == 0:
		return Value{}
	case k == reflect.Pointer || k == reflect.Chan || k == reflect.Func || k == reflect.Map || k == reflect.Slice || k == reflect.UnsafePointer:
		if r.IsNil() {
			return Value{Shown, "nil"}
		}
	}
	return Value{Shown, "a " + r.Type().String()}
}
