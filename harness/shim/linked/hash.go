package linked

import (
	"reflect"
	"unsafe"

	"github.com/tenter-go/tenter/harness/shim/digest"
)

// Address returns what p points to. P is a pointer of any type, or the number of an address.
func Address[P any](p P) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// Memhash is runtime.memhash.
func Memhash(p unsafe.Pointer, seed, size uintptr) uintptr {
	return uintptr(digest.Bytes(uint64(seed), unsafe.Slice((*byte)(p), size)))
}

// Memhash32 is runtime.memhash32.
func Memhash32(p unsafe.Pointer, seed uintptr) uintptr { return Memhash(p, seed, 4) }

// Memhash64 is runtime.memhash64.
func Memhash64(p unsafe.Pointer, seed uintptr) uintptr { return Memhash(p, seed, 8) }

// Strhash is runtime.strhash.
func Strhash(p unsafe.Pointer, seed uintptr) uintptr { return StringHash(*(*string)(p), seed) }

// StringHash is runtime.stringHash.
func StringHash(s string, seed uintptr) uintptr {
	return Memhash(unsafe.Pointer(unsafe.StringData(s)), seed, uintptr(len(s)))
}

// Typehash is runtime.typehash: the hash of the value at p, whose type is described at t.
func Typehash(t, p unsafe.Pointer, seed uintptr) uintptr {
	return value(reflect.NewAt(typeAt(t), p).Elem(), seed)
}

// Nilinterhash is runtime.nilinterhash: the hash of the any at p.
func Nilinterhash(p unsafe.Pointer, seed uintptr) uintptr {
	return value(reflect.NewAt(reflect.TypeFor[any](), p).Elem(), seed)
}

func value(v reflect.Value, seed uintptr) uintptr {
	d := digest.New(uint64(seed))
	d.Value(v)
	return uintptr(d.Sum())
}

// typeAt makes a reflect.Type of the runtime's description of a type, which is the first word of an interface that holds one.
func typeAt(t unsafe.Pointer) reflect.Type {
	var x any
	(*struct{ typ, data unsafe.Pointer })(unsafe.Pointer(&x)).typ = t
	return reflect.TypeOf(x)
}
