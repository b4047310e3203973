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

// keys returns the keys that m has now, in their order.
//
//go:norace
func (m *Map) keys(t *sched.Task) []any {
	o := m.order(t)
	var keys []any
	sched.Aside(func() { keys = o.keys(m.real()) })
	own := make([]any, len(keys))
	//lint:ignore S1001 what was written aside is to be read unseen, and copy is seen
	for i := range keys {
		own[i] = keys[i]
	}
	return own
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
//
//go:norace
func (o *order) add(key any) {
	if _, ok := o.at[key]; !ok {
		o.next++
		o.at[key] = o.next
	}
}

// keys returns the keys that m has now.
//
//go:norace
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
		return compare(valueOf(a), valueOf(b))
	})
	return keys
}

// value is what a key is sorted by that was there before the execution.
type value struct {
	kind   int // one for each type that is sorted, and a last one for all others, which stay as they come
	number uint64
	text   string
}

func compare(a, b value) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.number, b.number), cmp.Compare(a.text, b.text))
}

func valueOf(key any) value {
	switch k := key.(type) {
	case string:
		return value{0, 0, k}
	case int:
		return value{1, signed(int64(k)), ""}
	case int32:
		return value{2, signed(int64(k)), ""}
	case int64:
		return value{3, signed(k), ""}
	case uint:
		return value{4, uint64(k), ""}
	case uint32:
		return value{5, uint64(k), ""}
	case uint64:
		return value{6, k, ""}
	case uintptr:
		return value{7, uint64(k), ""}
	}
	return value{kind: 8}
}

// signed maps numbers so that negative ones come first.
func signed(n int64) uint64 { return uint64(n) ^ 1<<63 }
