package shim

import (
	"iter"
	"reflect"
)

// MapKeys is maps.Keys.
func MapKeys[Map ~map[K]V, K comparable, V any](m Map) iter.Seq[K] {
	return func(yield func(K) bool) {
		for r := Range(m); r.Next(); {
			for k := range r.M {
				if !yield(k) {
					return
				}
			}
		}
	}
}

// MapValues is maps.Values.
func MapValues[Map ~map[K]V, K comparable, V any](m Map) iter.Seq[V] {
	return func(yield func(V) bool) {
		for r := Range(m); r.Next(); {
			for _, v := range r.M {
				if !yield(v) {
					return
				}
			}
		}
	}
}

// MapAll is maps.All.
func MapAll[Map ~map[K]V, K comparable, V any](m Map) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for r := Range(m); r.Next(); {
			for k, v := range r.M {
				if !yield(k, v) {
					return
				}
			}
		}
	}
}

// MapKeys is reflect.Value.MapKeys.
func (c Value) MapKeys() []reflect.Value {
	keys := c.v.MapKeys()
	if t := current(); t != nil && len(keys) > 1 {
		sortValues(t, keys)
		permute(keys, t.Choose(orders(len(keys))))
	}
	return keys
}
