package suite

import (
	"reflect"
	"runtime"
	"testing"
)

// A step is placed where the program's own code made it, whatever of the standard library it went through.
func TestPlaceText(t *testing.T) {
	file, line := runtime.FuncForPC(reflect.ValueOf(reflect.DeepEqual).Pointer()).FileLine(0)
	std := runtime.Frame{Function: "reflect.DeepEqual", File: file, Line: line}
	shim := runtime.Frame{Function: "github.com/tenter-go/tenter/harness/shim.Go", File: "/x/go.go", Line: 1}
	own := runtime.Frame{Function: "example.com/a.f", File: "/x/a.go", Line: 7}
	caller := runtime.Frame{Function: "example.com/a.g", File: "/x/a.go", Line: 9}
	if got := placeText([]runtime.Frame{shim, std, own, caller}); got != " at a.go:7" {
		t.Errorf("the place is %q, want that of the program's own line", got)
	}
	if got := placeText([]runtime.Frame{shim, std}); got == "" || got == " at go.go:1" {
		t.Errorf("the place is %q, want a line of the standard library", got)
	}
	if got := placeText([]runtime.Frame{shim}); got != "" {
		t.Errorf("the place is %q, want none", got)
	}
}
