package shim

import (
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// The functions below are accesses of memory, in programs of which statements are yield points.

// Read reads what p points to.
func Read[T any](p *T) T {
	if sched.Active() {
		return reading(p)
	}
	return *p
}

//go:noinline
func reading[T any](p *T) T {
	t := access(sched.KindRead, unsafe.Pointer(p))
	v := *p
	shown(t, v)
	return v
}

// access is the yield point before an access.
//
//go:noinline
func access(k sched.Kind, p unsafe.Pointer) *sched.Task {
	t := sched.Current()
	switch {
	case t != nil:
		t.Point(k, p)
	case k == sched.KindWrite:
		sched.Touched(p)
	}
	return t
}

// shown has traces show what was read or written.
func shown[T any](t *sched.Task, v T) {
	if t != nil && t.Tracing() {
		t.Result(v)
	}
}

// Place is memory that is about to be assigned to.
type Place[T any] struct{ p *T }

// At takes the address of such memory, which evaluates it once.
func At[T any](p *T) Place[T] { return Place[T]{p} }

// Get reads it.
func (p Place[T]) Get() T { return Read(p.p) }

// Set writes it.
func (p Place[T]) Set(v T) {
	if sched.Active() {
		shown(access(sched.KindWrite, unsafe.Pointer(p.p)), v)
	}
	*p.p = v
}

// Then is a value that is about to be assigned, once it has been computed.
func Then[T any](v T) T {
	if sched.Active() {
		shown(access(sched.KindWrite, nil), v)
	}
	return v
}

// Reading is a map that is about to be read.
func Reading[M ~map[K]V, K comparable, V any](m M) M {
	if sched.Active() {
		access(sched.KindRead, mapAddress(m))
	}
	return m
}

// Writing is a map that is about to be changed.
func Writing[M ~map[K]V, K comparable, V any](m M) M {
	if sched.Active() {
		access(sched.KindWrite, mapAddress(m))
	}
	return m
}

// mapAddress returns the address of the map itself, which is the same for all values that refer to it.
func mapAddress[M any](m M) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&m)) }

// Elements are those of a map that is about to be assigned to.
type Elements[K comparable, V any] struct{ m map[K]V }

// InMap takes such a map, which evaluates it once.
func InMap[M ~map[K]V, K comparable, V any](m M) Elements[K, V] { return Elements[K, V]{m} }

// Get reads an element.
func (e Elements[K, V]) Get(k K) V { return Reading(e.m)[k] }

// Set writes an element.
func (e Elements[K, V]) Set(k K, v V) { Writing(e.m)[k] = v }
