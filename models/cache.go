package models

import (
	"fmt"
	"time"
)

// CacheOps is how a cache from int to int is called: as a map, and besides that
// with values that are kept for a while only. A field is nil for an operation
// that the cache does not offer.
type CacheOps struct {
	MapOps
	// StoreFor stores a value that is gone once d has passed.
	StoreFor func(key, value int, d time.Duration)
	// Now and Sleep are the clock that the cache goes by. Without them StoreFor is
	// not called.
	Now   func() time.Time
	Sleep func(d time.Duration)

	shelf *shelf
}

// How long StoreFor keeps a value, and how long Pass lets time pass.
const (
	shelfLife = time.Second
	passing   = 2 * time.Second
)

// cached is the state of a cache: the values of its keys, 0 for none, and which
// of them may go at any moment.
type cached struct {
	values [4]int
	brief  [4]bool
}

func (c cached) with(key, value int, brief bool) cached {
	c.values[key], c.brief[key] = value, brief
	return c
}

// Evicts weakens a Cache: any entry may be gone at any time. What it gives up: a
// cache that loses what it has room for.
func Evicts() Option { return func(s *settings) { s.evicts = true } }

// Forgets weakens a Cache: a look-up may miss an entry that a later one finds, and
// what is stored may be dropped, as in caches that take it in with a delay. What it
// gives up is what Evicts does, and the moment at which an entry goes.
func Forgets() Option { return func(s *settings) { s.evicts, s.forgets = true, true } }

// Cache is the model of a cache with the keys 1, 2 and 3 and the values 1 and 2.
//
// What it demands: a look-up returns the value that was stored last, or none once
// the entry is gone; it never returns one that was deleted, replaced or never stored;
// and what was stored by StoreFor is not returned after its time. Pass lets that
// time go by. What it allows: with Evicts, Forgets, or for what was stored by
// StoreFor, that an entry is gone; and Len, Keys and Each, which tell of all entries,
// may say anything.
func Cache(opts ...Option) *Model[CacheOps] {
	set := gather(opts)
	ops := append(cacheLookups(set), cacheStores(set)...)
	return New(cached{}, ops...).equipped(func(c CacheOps, _ *settings) CacheOps {
		c.shelf = &shelf{now: c.Now, until: map[[2]int]time.Time{}}
		return c
	}).With(append([]Option{Name("cache"), Label("cache"), Describe(describeCached)}, opts...)...)
}

func describeCached(c cached) string {
	return fmt.Sprintf("the values of the keys 1, 2 and 3 are %d, %d and %d (0: none)", c.values[1], c.values[2], c.values[3])
}

// cacheLookups are the operations that look at one key or at all.
func cacheLookups(set settings) []Op[cached, CacheOps] {
	type o = CacheOps
	type turn = Turn[cached]
	keys := In(1, 2, 3)
	look := func(tell func(value int) any) func(t *turn, key int) {
		return func(t *turn, key int) {
			value := cachedValue(set, t, key)
			if set.forgets && value != 0 && t.Choose(2) == 1 {
				value = 0
			}
			t.Return(tell(value))
		}
	}
	value := func(value int) any { return found(value, value != 0) }
	all := func(t *turn, _ None) { t.Return(anyhow) }
	return []Op[cached, o]{
		Act("Load", Ret1(o.load, keys).If(func(c o) bool { return c.Load != nil }), look(value)).NonBlocking(),
		Act("Has", Ret1(func(c o, key int) any { return c.Has(key) }, keys).If(func(c o) bool { return c.Has != nil }), look(func(v int) any { return v != 0 })).NonBlocking(),
		Act("Each", calling(func(c o, call *Call, _ None) any { return c.each(call, func(int) {}) }, none, func(c o) bool { return c.Each != nil }), all).NonBlocking(),
		Act("Keys", Ret(func(c o) any { return sorted(c.Keys()) }).If(func(c o) bool { return c.Keys != nil }), all).NonBlocking(),
		Act("Len", Ret(func(c o) any { return c.Len() }).If(func(c o) bool { return c.Len != nil }), all).NonBlocking(),
		Ask("Pass", Ret(func(c o) any { c.Sleep(passing); return nil }).If(func(c o) bool { return c.keepsTime() }), func(cached, None) any { return nil }),
	}
}

// cachedValue returns the value of a key, which may go at this moment.
func cachedValue(set settings, t *Turn[cached], key int) int {
	if t.State.values[key] != 0 && (set.evicts || t.State.brief[key]) && t.Choose(2) == 1 {
		t.State = t.State.with(key, 0, false)
	}
	return t.State.values[key]
}

// cacheStores are the operations that change an entry or all.
func cacheStores(set settings) []Op[cached, CacheOps] {
	type o = CacheOps
	type turn = Turn[cached]
	keys, entries := In(1, 2, 3), In(11, 12, 21, 22, 31)
	put := func(t *turn, e int, brief bool) {
		if !set.forgets || t.Choose(2) == 0 {
			t.State = t.State.with(entry(e).key(), entry(e).value(), brief)
		}
	}
	absent := func(tell func(value int) any) func(t *turn, e int) {
		return func(t *turn, e int) {
			value := cachedValue(set, t, entry(e).key())
			if value == 0 {
				put(t, e, false)
			}
			t.Return(tell(value))
		}
	}
	take := func(t *turn, key int) {
		value := cachedValue(set, t, key)
		t.State = t.State.with(key, 0, false)
		t.Return(found(value, value != 0))
	}
	return []Op[cached, o]{
		Act("Store", Func1(o.store, entries).If(func(c o) bool { return c.Store != nil }), func(t *turn, e int) { put(t, e, false); t.Return(nil) }).NonBlocking(),
		Act("StoreFor", Func1(o.storeFor, entries).If(func(c o) bool { return c.keepsTime() }), func(t *turn, e int) { put(t, e, true); t.Return(nil) }).NonBlocking(),
		Act("LoadOrStore", Ret1(o.loadOrStore, entries).If(func(c o) bool { return c.LoadOrStore != nil }), absent(func(v int) any { return was(v, v != 0) })).NonBlocking(),
		Act("StoreIfAbsent", Ret1(func(c o, e int) any { return c.storeIfAbsent(e) }, entries).If(func(c o) bool { return c.StoreIfAbsent != nil }),
			absent(func(v int) any { return v == 0 })).NonBlocking(),
		Act("LoadAndDelete", Ret1(o.loadAndDelete, keys).If(func(c o) bool { return c.LoadAndDelete != nil }), take).NonBlocking(),
		Change("Delete", Func1(o.delete, keys).If(func(c o) bool { return c.Delete != nil }), func(c cached, key int) cached { return c.with(key, 0, false) }),
		Change("Clear", Func(o.clear).If(func(c o) bool { return c.Clear != nil }), func(cached, None) cached { return cached{} }),
		Act("LoadOrCompute", calling(func(c o, call *Call, key int) any { return c.loadOrCompute(call, key) }, keys, func(c o) bool { return c.LoadOrCompute != nil }),
			func(t *turn, key int) { absent(func(v int) any { return was(v, v != 0) })(t, 10*key+1) }).NonBlocking(),
	}
}

func (o CacheOps) keepsTime() bool { return o.StoreFor != nil && o.Now != nil && o.Sleep != nil }
