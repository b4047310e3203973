package models

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/histories"
)

// DictionaryOps is how a map from keys to values is called. Keys and values are
// of any comparable types, nil excepted, and nil stands for no value; a field is
// nil for an operation that the map does not offer.
type DictionaryOps struct {
	Get func(key any) any
	Put func(key, value any)
	// Delete takes the key out; Remove does so too and returns what was there.
	Delete func(key any)
	Remove func(key any) any
	// Swap puts a value and returns what was there.
	Swap func(key, value any) any
	// PutIfAbsent puts the value if there is none, and reports that.
	PutIfAbsent func(key, value any) bool
	// CompareAndSwap puts new in the place of old if that is there, and reports that.
	CompareAndSwap func(key, old, new any) bool
	// Len returns how many keys there are, at one moment during the call.
	Len func() int
}

// Dictionary is the model of a map from any keys to any values, empty at first.
// Where an operation takes more than the key its argument is the list of them.
func Dictionary(opts ...Option) *Model[DictionaryOps] {
	keys := In[any](1, 2)
	pairs, triples := In(histories.List{1, 1}, histories.List{1, 2}, histories.List{2, 1}), In(histories.List{1, 1, 2}, histories.List{2, 1, 3})
	type o = DictionaryOps
	type list = histories.List
	return New(table(nil),
		Ask("Get", Ret1(func(d o, k any) any { return d.Get(k) }, keys).If(func(d o) bool { return d.Get != nil }), table.get),
		Change("Put", Func1(func(d o, p list) { d.Put(p[0], p[1]) }, pairs).If(func(d o) bool { return d.Put != nil }),
			func(t table, p list) table { return t.with(p[0], p[1]) }),
		Change("Delete", Func1(func(d o, k any) { d.Delete(k) }, keys).If(func(d o) bool { return d.Delete != nil }), func(t table, k any) table { return t.with(k, nil) }),
		Update("Remove", Ret1(func(d o, k any) any { return d.Remove(k) }, keys).If(func(d o) bool { return d.Remove != nil }),
			func(t table, k any) (table, any) { return t.with(k, nil), t.get(k) }),
		Update("Swap", Ret1(func(d o, p list) any { return d.Swap(p[0], p[1]) }, pairs).If(func(d o) bool { return d.Swap != nil }),
			func(t table, p list) (table, any) { return t.with(p[0], p[1]), t.get(p[0]) }),
		Update("PutIfAbsent", Ret1(func(d o, p list) bool { return d.PutIfAbsent(p[0], p[1]) }, pairs).If(func(d o) bool { return d.PutIfAbsent != nil }),
			func(t table, p list) (table, bool) { return t.replace(p[0], nil, p[1]) }),
		Update("CompareAndSwap", Ret1(func(d o, p list) bool { return d.CompareAndSwap(p[0], p[1], p[2]) }, triples).If(func(d o) bool { return d.CompareAndSwap != nil }),
			func(t table, p list) (table, bool) { return t.replace(p[0], p[1], p[2]) }),
		Ask("Len", Ret(func(d o) int { return d.Len() }).If(func(d o) bool { return d.Len != nil }), func(t table, _ None) int { return len(t) }),
	).With(append([]Option{Name("dictionary"), Label("dictionary"), Describe(table.String), object(Object{Kind: DictionaryObject})}, opts...)...)
}

// MembersOps is how a set of any comparable values, nil excepted, is called; a field
// is nil for an operation that the set does not offer.
type MembersOps struct {
	// Add puts v in and reports whether it was not there; Remove takes it out
	// and reports whether it was there. Insert and Discard do not tell.
	Add, Remove     func(v any) bool
	Insert, Discard func(v any)
	Contains        func(v any) bool
	Len             func() int
}

// Members is the model of a set of any values, empty at first.
func Members(opts ...Option) *Model[MembersOps] {
	values := In[any](1, 2)
	type o = MembersOps
	const in = true
	return New(table(nil),
		Update("Add", Ret1(func(s o, v any) bool { return s.Add(v) }, values).If(func(s o) bool { return s.Add != nil }),
			func(t table, v any) (table, bool) { return t.replace(v, nil, in) }),
		Update("Remove", Ret1(func(s o, v any) bool { return s.Remove(v) }, values).If(func(s o) bool { return s.Remove != nil }),
			func(t table, v any) (table, bool) { return t.replace(v, in, nil) }),
		Change("Insert", Func1(func(s o, v any) { s.Insert(v) }, values).If(func(s o) bool { return s.Insert != nil }), func(t table, v any) table { return t.with(v, in) }),
		Change("Discard", Func1(func(s o, v any) { s.Discard(v) }, values).If(func(s o) bool { return s.Discard != nil }), func(t table, v any) table { return t.with(v, nil) }),
		Ask("Contains", Ret1(func(s o, v any) bool { return s.Contains(v) }, values).If(func(s o) bool { return s.Contains != nil }),
			func(t table, v any) bool { return t.get(v) != nil }),
		Ask("Len", Ret(func(s o) int { return s.Len() }).If(func(s o) bool { return s.Len != nil }), func(t table, _ None) int { return len(t) }),
	).With(append([]Option{Name("set"), Label("set"), Describe(table.String), object(Object{Kind: SetObject})}, opts...)...)
}

// table is the state of a map: its keys with their values, each key once, in
// the order in which they came.
type table []tableRow

type tableRow struct{ key, value any }

func (t table) find(key any) int {
	return slices.IndexFunc(t, func(r tableRow) bool { return r.key == key })
}

func (t table) get(key any) any {
	if i := t.find(key); i >= 0 {
		return t[i].value
	}
	return nil
}

// with returns the table in which the key has the value; nil takes it out.
func (t table) with(key, value any) table {
	i := t.find(key)
	switch {
	case i < 0 && value == nil:
		return t
	case i < 0:
		return append(slices.Clip(t), tableRow{key, value})
	case value == nil:
		return slices.Concat(t[:i], t[i+1:])
	}
	t = slices.Clone(t)
	t[i].value = value
	return t
}

func (t table) replace(key, old, value any) (table, bool) {
	if t.get(key) != old {
		return t, false
	}
	return t.with(key, value), true
}

// Equal reports whether two tables have the same keys and values, in whatever order.
func (t table) Equal(u table) bool {
	if len(t) != len(u) {
		return false
	}
	for _, r := range t {
		if u.get(r.key) != r.value {
			return false
		}
	}
	return true
}

// Hash does not depend on the order of the rows.
func (t table) Hash() (sum uint64) {
	for _, r := range t {
		sum += maphash.Comparable(seed, r)
	}
	return sum
}

func (t table) String() string {
	if len(t) == 0 {
		return "there is nothing in it"
	}
	rows := make([]string, len(t))
	for i, r := range t {
		rows[i] = histories.FormatValue(r.key)
		if r.value != any(true) {
			rows[i] += ": " + histories.FormatValue(r.value)
		}
	}
	slices.Sort(rows)
	return fmt.Sprintf("there is %s in it", strings.Join(rows, ", "))
}
