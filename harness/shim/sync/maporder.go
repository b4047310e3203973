package sync

import (
	"cmp"
	"slices"
	"sync"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// order is the order in which keys were stored in a Map during an execution. The real map's own order depends on a random seed.
type order struct {
	at   map[any]int
	next int
}

func (m *Map) order(t *sched.Task) *order {
	p := unsafe.Pointer(m)
	o, _ := t.Attached(p).(*order)
	if o == nil {
		o = &order{at: make(map[any]int)}
		t.Attach(p, o)
	}
	return o
}

// add puts key last, unless it has a place.
func (o *order) add(key any) {
	if _, ok := o.at[key]; !ok {
		o.next++
		o.at[key] = o.next
	}
}

// keys returns the keys that m has now.
func (o *order) keys(m *sync.Map) []any {
	var keys []any
	m.Range(func(key, _ any) bool {
		keys = append(keys, key)
		return true
	})
	slices.SortStableFunc(keys, func(a, b any) int {
		if c := cmp.Compare(o.at[a], o.at[b]); c != 0 {
			return c
		}
		return byValue(a, b)
	})
	return keys
}

// byValue compares keys of the same ordered type. All others are equal: they stay as they come.
func byValue(a, b any) int {
	switch a := a.(type) {
	case string:
		return compare(a, b)
	case int:
		return compare(a, b)
	case int32:
		return compare(a, b)
	case int64:
		return compare(a, b)
	case uint:
		return compare(a, b)
	case uint32:
		return compare(a, b)
	case uint64:
		return compare(a, b)
	case uintptr:
		return compare(a, b)
	}
	return 0
}

func compare[T cmp.Ordered](a T, b any) int {
	if b, ok := b.(T); ok {
		return cmp.Compare(a, b)
	}
	return 0
}
