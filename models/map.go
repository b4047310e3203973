package models

import "fmt"

// MapOps is how a concurrent map from int to int is called: one function for
// each operation, nil for one that it does not offer. Keys are 1 and 2, values
// are from 1.
type MapOps struct {
	Load             func(key int) (value int, ok bool)
	Store            func(key, value int)
	LoadOrStore      func(key, value int) (actual int, loaded bool)
	LoadAndDelete    func(key int) (value int, loaded bool)
	Delete           func(key int)
	Swap             func(key, value int) (previous int, loaded bool)
	CompareAndSwap   func(key, old, new int) bool
	CompareAndDelete func(key, old int) bool
	Clear            func()
	// Len returns how many keys there are, at one moment during the call.
	Len func() int
}

// entry is a key with a value, in one number, so that it can be an argument:
// the key times ten, and the value.
type entry int

func (e entry) key() int   { return int(e) / 10 }
func (e entry) value() int { return int(e) % 10 }

// found is the result of a look-up in one value: the value, or nil.
func found(value int, ok bool) any {
	if !ok {
		return nil
	}
	return value
}

func (o MapOps) load(key int) any      { return found(o.Load(key)) }
func (o MapOps) store(e int)           { o.Store(entry(e).key(), entry(e).value()) }
func (o MapOps) loadOrStore(e int) any { return was(o.LoadOrStore(entry(e).key(), entry(e).value())) }

func (o MapOps) loadAndDelete(key int) any { return found(o.LoadAndDelete(key)) }
func (o MapOps) delete(key int)            { o.Delete(key) }
func (o MapOps) swap(e int) any            { return found(o.Swap(entry(e).key(), entry(e).value())) }
func (o MapOps) clear()                    { o.Clear() }
func (o MapOps) len() int                  { return o.Len() }

// raise and drop are the operations that compare: with the value 1.
func (o MapOps) raise(key int) bool { return o.CompareAndSwap(key, 1, 2) }
func (o MapOps) drop(key int) bool  { return o.CompareAndDelete(key, 1) }

// was says whether a value was loaded, in one value.
func was(value int, loaded bool) any { return fmt.Sprintf("%d, loaded: %v", value, loaded) }

// cells are the values of the keys 1 and 2; 0 is none.
type cells [3]int

func (c cells) with(key, value int) cells {
	c[key] = value
	return c
}

func (c cells) get(key int) any { return found(c[key], c[key] != 0) }

func (c cells) len() (n int) {
	for _, v := range c {
		if v != 0 {
			n++
		}
	}
	return n
}

// Map is the model of a concurrent map, empty at first: each operation takes
// effect at one moment during its call. Calls are for the keys 1 and 2; an
// entry 12 is the key 1 with the value 2. CompareAndSwap is called to replace 1
// by 2, CompareAndDelete to delete 1.
func Map(opts ...Option) *Model[MapOps] {
	keys, entries := In(1, 2), In(11, 12, 21, 22)
	return New(cells{},
		Ask("Load", Ret1(MapOps.load, keys).If(func(o MapOps) bool { return o.Load != nil }), func(c cells, key int) any { return c.get(key) }),
		Change("Store", Func1(MapOps.store, entries).If(func(o MapOps) bool { return o.Store != nil }),
			func(c cells, e int) cells { return c.with(entry(e).key(), entry(e).value()) }),
		Update("LoadOrStore", Ret1(MapOps.loadOrStore, entries).If(func(o MapOps) bool { return o.LoadOrStore != nil }),
			func(c cells, e int) (cells, any) {
				key, value := entry(e).key(), entry(e).value()
				if c[key] != 0 {
					return c, was(c[key], true)
				}
				return c.with(key, value), was(value, false)
			}),
		Update("LoadAndDelete", Ret1(MapOps.loadAndDelete, keys).If(func(o MapOps) bool { return o.LoadAndDelete != nil }),
			func(c cells, key int) (cells, any) { return c.with(key, 0), c.get(key) }),
		Change("Delete", Func1(MapOps.delete, keys).If(func(o MapOps) bool { return o.Delete != nil }), func(c cells, key int) cells { return c.with(key, 0) }),
		Update("Swap", Ret1(MapOps.swap, entries).If(func(o MapOps) bool { return o.Swap != nil }),
			func(c cells, e int) (cells, any) {
				return c.with(entry(e).key(), entry(e).value()), c.get(entry(e).key())
			}),
		Update("CompareAndSwap", Ret1(MapOps.raise, keys).If(func(o MapOps) bool { return o.CompareAndSwap != nil }),
			func(c cells, key int) (cells, bool) { return replace(c, key, 2) }),
		Update("CompareAndDelete", Ret1(MapOps.drop, keys).If(func(o MapOps) bool { return o.CompareAndDelete != nil }),
			func(c cells, key int) (cells, bool) { return replace(c, key, 0) }),
		Change("Clear", Func(MapOps.clear).If(func(o MapOps) bool { return o.Clear != nil }), func(cells, None) cells { return cells{} }),
		Ask("Len", Ret(MapOps.len).If(func(o MapOps) bool { return o.Len != nil }), func(c cells, _ None) int { return c.len() }),
	).With(append([]Option{Name("map"), Label("map"), Describe(func(c cells) string {
		return fmt.Sprintf("the values of the keys 1 and 2 are %d and %d (0: none)", c[1], c[2])
	})}, opts...)...)
}

// replace puts a value in the place of 1, if that is the key's value.
func replace(c cells, key, value int) (cells, bool) {
	if c[key] != 1 {
		return c, false
	}
	return c.with(key, value), true
}
