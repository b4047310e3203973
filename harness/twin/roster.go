package twin

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/tenter-go/tenter/harness/postmortem"
)

// Roster lists the tests, fuzz targets and examples of a test binary. Their numbers, which are the same in a binary and its twin, are
// what the journal knows them by.
//
// Package testing tells nobody which tests have come to their end. It keeps them in fields of M that have no other way in, so they are
// looked up by their names and types: where a version of Go does without them the roster is empty, and all that is lost is that the later
// tests of a package run after a death.
type Roster struct {
	tests    []testing.InternalTest
	fuzz     []testing.InternalFuzzTarget
	examples []testing.InternalExample
}

// RosterOf returns the roster of a test binary.
func RosterOf(m *testing.M) *Roster {
	return &Roster{
		tests: *field[[]testing.InternalTest](m, "tests"), fuzz: *field[[]testing.InternalFuzzTarget](m, "fuzzTargets"),
		examples: *field[[]testing.InternalExample](m, "examples"),
	}
}

// field returns a field of m, or an empty value of its own if there is none of that name and type.
func field[T any](m *testing.M, name string) *T {
	if f := reflect.ValueOf(m).Elem().FieldByName(name); f.IsValid() && f.Type() == reflect.TypeFor[T]() {
		return (*T)(unsafe.Pointer(f.UnsafeAddr()))
	}
	return new(T)
}

// names returns the names by number.
func (r *Roster) names() (list []string) {
	for i := range r.tests {
		list = append(list, r.tests[i].Name)
	}
	for i := range r.fuzz {
		list = append(list, r.fuzz[i].Name)
	}
	for i := range r.examples {
		list = append(list, r.examples[i].Name)
	}
	return list
}

// Watch has the journal told of each that comes to its end. It must be called before the tests run.
func (r *Roster) Watch(j *postmortem.Journal) {
	n := 0
	next := func() func() {
		number := n
		n++
		return func() { j.Finished(number) }
	}
	for i := range r.tests {
		f, done := r.tests[i].F, next()
		r.tests[i].F = func(t *testing.T) { t.Cleanup(done); f(t) }
	}
	for i := range r.fuzz {
		f, done := r.fuzz[i].Fn, next()
		r.fuzz[i].Fn = func(t *testing.F) { t.Cleanup(done); f(t) }
	}
	for i := range r.examples {
		f, done := r.examples[i].F, next()
		r.examples[i].F = func() { defer done(); f() }
	}
}
