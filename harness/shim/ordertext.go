package shim

import (
	"reflect"
	"strconv"
	"strings"
)

// mostKeys is how many keys of an order are shown.
const mostKeys = 4

// orderText is what a trace shows of the order in which a loop goes over a map.
func orderText[K any](keys []K) string {
	var b strings.Builder
	b.WriteString("order ")
	for i, k := range keys {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == mostKeys {
			b.WriteString("...")
			break
		}
		b.WriteString(keyText(reflect.ValueOf(&k).Elem()))
	}
	return b.String()
}

// keyText shows numbers and strings; all other keys only by their type, since whatever says more might be the program's own code.
func keyText(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	case reflect.String:
		return strconv.Quote(v.String())
	}
	return v.Type().String()
}
