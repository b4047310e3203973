package family

import "github.com/tenter-go/tenter/models"

var cache = mixed[models.CacheOps](Family{
	Name:    "cache",
	Aliases: []string{"lru", "lru-cache", "ttl-cache", "expiring-map"},
	About:   "map that may lose entries, and never gives one that was deleted, replaced, or whose time is over",
	Types:   words("Cache LRUCache LRU TTLCache LFUCache ARCCache TwoQueueCache SimpleCache ExpirableCache Store"),
	Size: Size{Words: words("size capacity cap maxsize maxentries maxitems maxcapacity maxcost maximumsize limit max maxlen"),
		Values: []int{2, 16}, Optional: true},
	Calls: append(cacheCalls(),
		Call{Name: "StoreFor", Args: words("key value d"), Drops: true, Fails: true, Shares: true,
			Names: words("SetWithTTL SetTTL SetWithExpire SetWithExpiration SetEx SetX PutWithTTL AddWithTTL StoreWithTTL InsertWithTTL SetFor Set Put Add Store")}),
	Needs:  [][]string{{"Load", "LoadOrStore", "LoadAndDelete", "LoadOrCompute"}, {"Store", "LoadOrStore", "StoreIfAbsent", "LoadOrCompute", "StoreFor"}},
	Allows: words("no-panics"), Demands: words("compute-panics exact-len reentrant"),
	Walks: true, Clock: true,
}, cacheContracts()...)

// cacheCalls returns the calls of a map that caches have.
func cacheCalls() (list []Call) {
	for _, c := range mapping.Calls {
		switch c.Name {
		case "CompareAndSwap", "CompareAndDelete", "Compute", "Swap":
		default:
			list = append(list, c)
		}
	}
	return list
}

// cacheContracts returns those of caches that keep values for a while, and then of others, the strictest first.
func cacheContracts() (list []eraser) {
	timed := func(_ bool, offers func(string) bool) bool { return offers("StoreFor") }
	lossy := func(name, about string, own ...option) contract[models.CacheOps] {
		return contract[models.CacheOps]{name: name, about: about, model: "models.Cache", make: of(models.Cache), own: own, unsized: true}
	}
	for _, c := range []contract[models.CacheOps]{
		lossy("timed", "values go when their time is over, and not before"),
		lossy("timed,evicts", "values go when their time is over, or before", evicts),
	} {
		c.applies = timed
		list = append(list, c)
	}
	for _, c := range mapContracts() {
		if c.applies == nil || c.applies(false, func(call string) bool { return call == "Each" }) {
			c.about, c.unsized = "nothing is lost; "+c.about, true
			list = append(list, adapted[models.CacheOps, models.MapOps]{c, func(o models.CacheOps) models.MapOps { return o.MapOps }})
		}
	}
	untimed := func(o models.CacheOps) models.CacheOps {
		o.StoreFor = nil
		return o
	}
	for _, c := range []contract[models.CacheOps]{
		lossy("evicts", "any value may be gone at any time", evicts),
		lossy("forgets", "any value may be missed at any time, and what is stored may be dropped", forgets),
	} {
		c.adapt, c.direct = untimed, direct{rename: map[string]string{"StoreFor": ""}}
		list = append(list, c)
	}
	return list
}
