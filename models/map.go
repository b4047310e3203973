package models

import "fmt"

// MapOps is how a concurrent map from int to int is called: one function for
// each operation, nil for one that it does not offer. Keys are 1 and 2, values
// are 1 and 2.
type MapOps struct {
	Load             func(key int) (value int, ok bool)
	Has              func(key int) bool
	Store            func(key, value int)
	LoadOrStore      func(key, value int) (actual int, loaded bool)
	StoreIfAbsent    func(key, value int) (stored bool)
	LoadAndDelete    func(key int) (value int, loaded bool)
	Delete           func(key int)
	Swap             func(key, value int) (previous int, loaded bool)
	CompareAndSwap   func(key, old, new int) bool
	CompareAndDelete func(key, old int) bool
	Clear            func()
	// LoadOrCompute returns the value of the key; if there is none it stores what
	// make returns.
	LoadOrCompute func(key int, make func() int) (actual int, loaded bool)
	// Compute replaces the value of the key by what change makes of it; with keep
	// false it deletes the key. It returns the value after that.
	Compute func(key int, change func(value int, loaded bool) (next int, keep bool)) (actual int, ok bool)
	// Each calls visit for each key with its value.
	Each func(visit func(key, value int))
	// Keys returns all keys, in any order.
	Keys func() []int
	// Len returns how many keys there are.
	Len func() int
}

// entry is a key with a value, in one number, so that it can be an argument:
// the key times ten, and the value.
type entry int

func (e entry) key() int   { return int(e) / 10 }
func (e entry) value() int { return int(e) % 10 }

func (o MapOps) load(key int) any      { return found(o.Load(key)) }
func (o MapOps) has(key int) bool      { return o.Has(key) }
func (o MapOps) store(e int)           { o.Store(entry(e).key(), entry(e).value()) }
func (o MapOps) loadOrStore(e int) any { return was(o.LoadOrStore(entry(e).key(), entry(e).value())) }
func (o MapOps) storeIfAbsent(e int) bool {
	return o.StoreIfAbsent(entry(e).key(), entry(e).value())
}

func (o MapOps) loadAndDelete(key int) any { return found(o.LoadAndDelete(key)) }
func (o MapOps) delete(key int)            { o.Delete(key) }
func (o MapOps) swap(e int) any            { return found(o.Swap(entry(e).key(), entry(e).value())) }
func (o MapOps) clear()                    { o.Clear() }

// raise and drop are the operations that compare: with the value 1.
func (o MapOps) raise(key int) bool { return o.CompareAndSwap(key, 1, 2) }
func (o MapOps) drop(key int) bool  { return o.CompareAndDelete(key, 1) }

// was says whether a value was loaded, in one value. What is returned by a call
// that stored is its own value, which nobody needs to be told.
func was(value int, loaded bool) any {
	if !loaded {
		return "stored"
	}
	return fmt.Sprintf("%d, loaded", value)
}

// Map is the model of a concurrent map, empty at first, by the contract of
// sync.Map: each operation takes effect at one moment during its call. Calls are
// for the keys 1 and 2; an entry 12 is the key 1 with the value 2.
// CompareAndSwap is called to replace 1 by 2, CompareAndDelete to delete 1,
// LoadOrCompute to store 1; Compute counts a value up to 2 and then deletes it.
// Which value LoadOrStore returns is asked only where it was loaded.
//
// The functions that are passed in take a while. Some panic (ComputePanics,
// LoadOrComputePanics, EachPanics): the panic must reach the caller and leave the
// map as it was, and as usable. With Reentrant() there is a walk that calls Load.
// RelaxedLen, RelaxedClear and NoPanics weaken the model; RelaxedLen is what sync.Map.Range and
// sharded maps promise.
func Map(opts ...Option) *Model[MapOps] {
	set := gather(opts)
	ops := append(mapBasics(set), mapComputes(set)...)
	ops = append(ops, mapOverviews(set)...)
	return assembleCells(set, ops).With(append([]Option{Name("map"), Label("map"), Describe(func(c cells) string {
		return fmt.Sprintf("the values of the keys 1 and 2 are %d and %d (0: none)", c[1], c[2])
	})}, opts...)...)
}

func mapBasics(set settings) []Op[cells, MapOps] {
	type o = MapOps
	keys, entries := In(1, 2), In(11, 12, 21, 22)
	put := func(c cells, e int) cells { return c.with(entry(e).key(), entry(e).value()) }
	absent := func(c cells, e int) cells {
		if c[entry(e).key()] != 0 {
			return c
		}
		return put(c, e)
	}
	return []Op[cells, o]{
		Ask("Load", Ret1(o.load, keys).If(func(m o) bool { return m.Load != nil }), func(c cells, key int) any { return c.get(key) }),
		Ask("Has", Ret1(o.has, keys).If(func(m o) bool { return m.Has != nil }), func(c cells, key int) bool { return c[key] != 0 }),
		Change("Store", Func1(o.store, entries).If(func(m o) bool { return m.Store != nil }), put),
		Update("LoadOrStore", Ret1(o.loadOrStore, entries).If(func(m o) bool { return m.LoadOrStore != nil }),
			func(c cells, e int) (cells, any) {
				return absent(c, e), was(c[entry(e).key()], c[entry(e).key()] != 0)
			}),
		Update("StoreIfAbsent", Ret1(o.storeIfAbsent, entries).If(func(m o) bool { return m.StoreIfAbsent != nil }),
			func(c cells, e int) (cells, bool) { return absent(c, e), c[entry(e).key()] == 0 }),
		Update("LoadAndDelete", Ret1(o.loadAndDelete, keys).If(func(m o) bool { return m.LoadAndDelete != nil }),
			func(c cells, key int) (cells, any) { return c.with(key, 0), c.get(key) }),
		Change("Delete", Func1(o.delete, keys).If(func(m o) bool { return m.Delete != nil }), func(c cells, key int) cells { return c.with(key, 0) }),
		Update("Swap", Ret1(o.swap, entries).If(func(m o) bool { return m.Swap != nil }),
			func(c cells, e int) (cells, any) { return put(c, e), c.get(entry(e).key()) }),
		Update("CompareAndSwap", Ret1(o.raise, keys).If(func(m o) bool { return m.CompareAndSwap != nil }),
			func(c cells, key int) (cells, bool) { return replace(c, key, 2) }),
		Update("CompareAndDelete", Ret1(o.drop, keys).If(func(m o) bool { return m.CompareAndDelete != nil }),
			func(c cells, key int) (cells, bool) { return replace(c, key, 0) }),
		clearAll(set, Func(o.clear).If(func(m o) bool { return m.Clear != nil })),
	}
}

// replace puts a value in the place of 1, if that is the key's value.
func replace(c cells, key, value int) (cells, bool) {
	if c[key] != 1 {
		return c, false
	}
	return c.with(key, value), true
}

// mapOverviews are the operations that tell of the whole map.
func mapOverviews(set settings) []Op[cells, MapOps] {
	type o = MapOps
	walks := func(m o) bool { return m.Each != nil }
	all := func(c cells) any { return pairs(c.entries()) }
	ops := []Op[cells, o]{
		overview(set, "Each", calling(func(m o, c *Call, _ None) any { return m.each(c, func(int) {}) }, none, walks), all),
		overview(set, "Keys", Ret(func(m o) any { return sorted(m.Keys()) }).If(func(m o) bool { return m.Keys != nil }), func(c cells) any { return sorted(c.keys()) }),
		overview(set, "Len", Ret(func(m o) any { return m.Len() }).If(func(m o) bool { return m.Len != nil }), func(c cells) any { return len(c.keys()) }),
	}
	ops = append(ops, unless(set.noPanics, overview(set, "EachPanics",
		calling(func(m o, c *Call, _ None) any { return m.each(c, func(int) { panic(Thrown) }) }, none, walks), throwsIfAny))...)
	return append(ops, unless(!set.reentrant, overview(set, "EachLoad",
		calling(func(m o, c *Call, _ None) any { return m.each(c, func(key int) { m.Load(key) }) }, none, func(m o) bool { return walks(m) && m.Load != nil }), all))...)
}

// each collects what Each visits; then says what visiting one key does.
func (o MapOps) each(c *Call, then func(key int)) any {
	var list [][2]int
	o.Each(func(key, value int) {
		list = append(list, [2]int{key, value})
		c.pauses()
		then(key)
	})
	return pairs(list)
}

// mapComputes are the operations that are passed a function which makes a value.
func mapComputes(set settings) []Op[cells, MapOps] {
	type o = MapOps
	keys := In(1, 2)
	makes, changes := func(m o) bool { return m.LoadOrCompute != nil }, func(m o) bool { return m.Compute != nil }
	compute := func(c cells, key int) (cells, any) {
		next := c.with(key, (c[key]+1)%values)
		return next, next.get(key)
	}
	ops := []Op[cells, o]{
		Update("LoadOrCompute", calling(func(m o, c *Call, key int) any { return was(m.LoadOrCompute(key, c.one(false))) }, keys, makes),
			func(c cells, key int) (cells, any) {
				if c[key] != 0 {
					return c, was(c[key], true)
				}
				return c.with(key, 1), was(0, false)
			}),
		Update("Compute", calling(func(m o, c *Call, key int) any { return found(m.Compute(key, c.next(false))) }, keys, changes), compute),
	}
	if set.noPanics || set.calmComputes {
		return ops
	}
	return append(ops,
		Ask("LoadOrComputePanics", calling(func(m o, c *Call, key int) any { return was(m.LoadOrCompute(key, c.one(true))) }, keys, makes),
			func(c cells, key int) any {
				if c[key] != 0 {
					return was(c[key], true)
				}
				return Panics
			}),
		Ask("ComputePanics", calling(func(m o, c *Call, key int) any { return found(m.Compute(key, c.next(true))) }, keys, changes),
			func(cells, int) any { return Panics }),
	)
}

// one returns a function that takes a while and returns 1, or panics.
func (c *Call) one(panics bool) func() int {
	return func() int {
		c.pauses()
		if panics {
			panic(Thrown)
		}
		return 1
	}
}

// next returns a function that takes a while and counts a value up to 2 and then
// to none, or panics.
func (c *Call) next(panics bool) func(value int, loaded bool) (int, bool) {
	return func(value int, loaded bool) (int, bool) {
		c.pauses()
		if panics {
			panic(Thrown)
		}
		if !loaded {
			value = 0
		}
		value = (value + 1) % values
		return value, value != 0
	}
}
