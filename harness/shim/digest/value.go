package digest

import (
	"errors"
	"math"
	"reflect"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/randv2"
)

// Value adds a value such that equal ones add the same. It panics where v is of no comparable type, as the runtime does. A pointer stands for
// its address, which is not the same in every process; that is noted of the execution.
func (d *Digest) Value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		d.writeBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		d.Word(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		d.Word(v.Uint())
	case reflect.Float32, reflect.Float64:
		d.writeFloat(v.Float())
	case reflect.Complex64, reflect.Complex128:
		d.writeFloat(real(v.Complex()))
		d.writeFloat(imag(v.Complex()))
	case reflect.String:
		d.writeString(v.String())
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan:
		d.writeAddress(v.Pointer())
	case reflect.Interface:
		if v.IsNil() {
			d.Word(0)
			return
		}
		t := v.Elem().Type()
		d.writeString(t.PkgPath() + " " + t.String())
		d.Value(v.Elem())
	case reflect.Array:
		for i := range v.Len() {
			d.Value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "_" {
				d.Value(v.Field(i))
			}
		}
	default:
		panic(errors.New("hash of unhashable type " + v.Type().String()))
	}
}

func (d *Digest) writeBool(v bool) {
	if v {
		d.Word(1)
	} else {
		d.Word(0)
	}
}

// writeFloat takes both zeros for one. A number that is not even equal to itself adds something random.
func (d *Digest) writeFloat(f float64) {
	switch {
	case f == 0:
		d.Word(0)
	case f != f:
		d.Word(rand.Uint64())
	default:
		d.Word(math.Float64bits(f))
	}
}

// writeString adds the length as well, so that no two sequences of strings are the same.
func (d *Digest) writeString(s string) {
	d.Word(uint64(len(s)))
	for i := range len(s) {
		d.Byte(s[i])
	}
}

func (d *Digest) writeAddress(p uintptr) {
	if p != 0 && sched.Active() {
		if t := sched.Current(); t != nil {
			t.Uncontrolled("the hash of an address")
		}
	}
	d.Word(uint64(p))
}
