package shim

import "github.com/tenter-go/tenter/harness/sched"

// MapRange is a loop over a map, in one round or several: each round is a loop over M. Natively M is the map itself, and there is one
// round. Under control there is one for each key, since the runtime's order can't be repeated.
type MapRange[K comparable, V any] struct {
	M     map[K]V
	begun bool
	keys  *mapKeys[K, V]
}

// mapKeys is what is left of a controlled loop.
type mapKeys[K comparable, V any] struct {
	of    map[K]V
	left  []K
	loose bool // there are keys that can't be looked up, since they do not equal themselves
}

// Range begins a loop over m. Which of the possible orders is taken is the strategy's choice; 0 is the ascending order of keys, see
// sortKeys.
//
// As in every loop over a map, a key that is deleted before its turn is not visited; one that is added meanwhile is not visited either.
func Range[M ~map[K]V, K comparable, V any](m M) MapRange[K, V] {
	if sched.Active() {
		return controlledRange(m)
	}
	return MapRange[K, V]{M: m}
}

// RangeKey is Range for a loop whose variable is one for all rounds: what is returned besides declares it.
func RangeKey[M ~map[K]V, K comparable, V any](m M) (r MapRange[K, V], k K) { return Range(m), k }

// RangeValue is Range for a loop with a variable for the value only.
func RangeValue[M ~map[K]V, K comparable, V any](m M) (r MapRange[K, V], v V) { return Range(m), v }

// RangeBoth is Range for a loop with both variables.
func RangeBoth[M ~map[K]V, K comparable, V any](m M) (r MapRange[K, V], k K, v V) {
	return Range(m), k, v
}

// Next reports whether there is another round.
func (r *MapRange[K, V]) Next() bool {
	if r.keys == nil {
		more := !r.begun
		r.begun = true
		return more
	}
	return r.next()
}

func controlledRange[K comparable, V any](m map[K]V) MapRange[K, V] {
	t := sched.Current()
	if t == nil || len(m) < 2 {
		return MapRange[K, V]{M: m}
	}
	keys := &mapKeys[K, V]{of: m, left: make([]K, 0, len(m))}
	for k := range m {
		if isLoose(k) {
			keys.loose = true
		} else {
			keys.left = append(keys.left, k)
		}
	}
	sortKeys(t, keys.left)
	permute(keys.left, t.Choose(orders(len(keys.left))))
	if t.Tracing() {
		t.Mark(sched.KindOrder)
		t.Result(orderText(keys.left))
	}
	return MapRange[K, V]{M: make(map[K]V, 1), keys: keys}
}

// next puts the next key that is still there into M.
func (r *MapRange[K, V]) next() bool {
	clear(r.M)
	for len(r.keys.left) > 0 {
		k := r.keys.left[0]
		r.keys.left = r.keys.left[1:]
		if v, ok := r.keys.of[k]; ok {
			r.M[k] = v
			return true
		}
	}
	return r.nextLoose()
}

// nextLoose puts all keys that do not equal themselves into M at once: only the runtime can tell them apart, and only their values differ.
func (r *MapRange[K, V]) nextLoose() bool {
	if !r.keys.loose {
		return false
	}
	r.keys.loose = false
	for k, v := range r.keys.of {
		if isLoose(k) {
			r.M[k] = v
		}
	}
	return len(r.M) > 0
}

// isLoose tells the keys that hold what is not a number.
func isLoose[K comparable](k K) bool {
	same := k
	return k != same
}

// orders is how many orders of n keys there are to choose from: all of them for a few keys, a sample for many.
func orders(n int) int {
	switch n {
	case 0, 1:
		return 1
	case 2:
		return 2
	case 3:
		return 6
	case 4:
		return 24
	}
	return 32
}

// permute puts keys into the order with the given number. Order 0 leaves them as they are.
func permute[K any](keys []K, number int) {
	if number == 0 {
		return
	}
	random := uint64(number) * 0x9e3779b97f4a7c15
	for i := len(keys) - 1; i > 0; i-- {
		j := 0
		if len(keys) <= 4 {
			j, number = i-number%(i+1), number/(i+1)
		} else {
			random ^= random >> 31
			random *= 0xbf58476d1ce4e5b9
			j = int((random >> 32) * uint64(i+1) >> 32)
		}
		keys[i], keys[j] = keys[j], keys[i]
	}
}
