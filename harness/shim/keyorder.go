package shim

import (
	"cmp"
	"reflect"
	"slices"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// A pointer says nothing that holds in two executions, but the order in which pointers became keys does. So each pointer is given a number
// when it is first stored in a map as a key, or as part of one.

// identities are the numbers of one execution.
type identities struct{ number map[unsafe.Pointer]int }

// identitiesAt stands for them among what is kept about objects.
var identitiesAt = unsafe.Pointer(new(int))

func identitiesOf(t *sched.Task) *identities {
	ids, _ := t.Attached(identitiesAt).(*identities)
	if ids == nil {
		ids = &identities{number: map[unsafe.Pointer]int{}}
		t.Attach(identitiesAt, ids)
	}
	return ids
}

// MapKey takes note of a key, of a type that may hold pointers, that is about to be stored in a map.
func MapKey[K any](k K) K {
	if sched.Active() {
		noteKey(k)
	}
	return k
}

func noteKey[K any](k K) {
	if t := sched.Current(); t != nil {
		identitiesOf(t).walk(reflect.ValueOf(&k).Elem())
	}
}

// add gives a pointer a number, unless it has one.
//
//go:norace
func (ids *identities) add(p unsafe.Pointer) {
	sched.Aside(func() {
		if ids.number[p] == 0 {
			ids.number[p] = len(ids.number) + 1
		}
	})
}

// of returns a pointer's number, or 0.
//
//go:norace
func (ids *identities) of(p unsafe.Pointer) (n int) {
	sched.Aside(func() { n = ids.number[p] })
	return n
}

// walk numbers the pointers in a key.
func (ids *identities) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Chan, reflect.UnsafePointer:
		if p := v.UnsafePointer(); p != nil {
			ids.add(p)
		}
	case reflect.Interface:
		if !v.IsNil() {
			ids.walk(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			ids.walk(v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			ids.walk(v.Index(i))
		}
	}
}

// sortKeys puts keys into an order that does not depend on addresses: numbers, strings and what is made of them by their values, pointers in
// the order in which they were first stored as keys. Pointers that only code out of reach has stored come last, by what they point to, and
// where that does not tell them apart by their addresses.
func sortKeys[K any](t *sched.Task, keys []K) {
	switch keys := any(keys).(type) {
	case []string:
		slices.Sort(keys)
		return
	case []int:
		slices.Sort(keys)
		return
	}
	values := make([]reflect.Value, len(keys))
	for i := range keys {
		values[i] = reflect.ValueOf(slices.Clone(keys[i : i+1])).Index(0)
	}
	sortValues(t, values)
	for i, v := range values {
		reflect.ValueOf(&keys[i]).Elem().Set(v)
	}
}

// sortValues is sortKeys for keys as package reflect has them.
func sortValues(t *sched.Task, keys []reflect.Value) {
	ids := identitiesOf(t)
	slices.SortFunc(keys, ids.compare)
	for _, k := range keys {
		ids.walk(k) // from now on their order stays
	}
}

// compare compares two keys of one type.
func (ids *identities) compare(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.Pointer, reflect.Chan, reflect.UnsafePointer:
		return ids.comparePointers(a, b)
	case reflect.Interface:
		return ids.compareInterfaces(a, b)
	case reflect.Struct:
		for i := range a.NumField() {
			if c := ids.compare(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Array:
		for i := range a.Len() {
			if c := ids.compare(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
		return 0
	}
	return comparePlain(a, b)
}

func comparePlain(a, b reflect.Value) int {
	switch {
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	case a.CanComplex():
		x, y := a.Complex(), b.Complex()
		return cmp.Or(cmp.Compare(real(x), real(y)), cmp.Compare(imag(x), imag(y)))
	case a.Kind() == reflect.String:
		return cmp.Compare(a.String(), b.String())
	case a.Kind() == reflect.Bool && a.Bool() != b.Bool():
		if b.Bool() {
			return -1
		}
		return 1
	}
	return 0
}

func (ids *identities) compareInterfaces(a, b reflect.Value) int {
	if a.IsNil() || b.IsNil() {
		return compareNil(a.IsNil(), b.IsNil())
	}
	a, b = a.Elem(), b.Elem()
	if x, y := a.Type(), b.Type(); x != y {
		return cmp.Or(cmp.Compare(x.PkgPath(), y.PkgPath()), cmp.Compare(x.String(), y.String()))
	}
	return ids.compare(a, b)
}

// compareNil puts what is nil first.
func compareNil(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func (ids *identities) comparePointers(a, b reflect.Value) int {
	p, q := a.UnsafePointer(), b.UnsafePointer()
	if p == q {
		return 0
	}
	if p == nil || q == nil {
		return compareNil(p == nil, q == nil)
	}
	n, m := ids.of(p), ids.of(q)
	if n != 0 || m != 0 {
		return cmp.Compare(uint(n)-1, uint(m)-1) // without a number: last
	}
	if a.Kind() == reflect.Pointer {
		if c := compareContents(snapshot(a.Elem()), snapshot(b.Elem())); c != 0 {
			return c
		}
	}
	return cmp.Compare(uintptr(p), uintptr(q))
}

// snapshot returns a copy of a variable. That we look at it is not to be seen.
func snapshot(v reflect.Value) reflect.Value {
	size := v.Type().Size()
	if !sched.Racing() || size == 0 {
		return v
	}
	words := make([]uint64, (size+7)/8)
	sched.Peek(unsafe.Pointer(&words[0]), v.Addr().UnsafePointer(), size)
	return reflect.NewAt(v.Type(), unsafe.Pointer(&words[0])).Elem()
}

// compareContents compares what can be compared without following pointers.
func compareContents(a, b reflect.Value) int {
	if a.Kind() != reflect.Struct {
		return comparePlain(a, b)
	}
	for i := range a.NumField() {
		if c := compareContents(a.Field(i), b.Field(i)); c != 0 {
			return c
		}
	}
	return 0
}
