package family

import "github.com/tenter-go/tenter/models"

// MapCalls are the functions of a map.
type MapCalls struct {
	Load             func(key int) (int, bool)
	Has              func(key int) bool
	Store            func(key, value int)
	LoadOrStore      func(key, value int) (int, bool)
	StoreIfAbsent    func(key, value int) bool
	LoadAndDelete    func(key int) (int, bool)
	Delete           func(key int)
	Swap             func(key, value int) (int, bool)
	CompareAndSwap   func(key, old, new int) bool
	CompareAndDelete func(key, old int) bool
	LoadOrCompute    func(key int, value func() int) (int, bool)
	Each             func(visit func(key, value int) bool) // what visit returns is up to the variant
	Keys             func() []int
	Len              func() int
	Clear            func()
}

// A walk need not be of one moment, as that of sync.Map; a count must, unless relaxed-len is allowed: maps of shards add it up without a lock, and
// say so.
var mapping = stated(Family{
	Name:    "map",
	Aliases: []string{"go-map", "concurrent-map", "hash-map", "cache"},
	About:   "concurrent map; each operation takes effect at one moment, counts too, walks only with --allow exact-walks",
	Types:   words("Map ConcurrentMap HashMap SyncMap Cache Dict Store"),
	Calls: []Call{
		{Name: "Load", Args: words("key"), Names: words("Load Get Find Lookup Fetch Read Peek GetValue Search")},
		{Name: "Has", Args: words("key"), Names: words("Has Contains ContainsKey Exists Exist HasKey")},
		{Name: "Store", Args: words("key value"), Names: words("Store Set Put Insert Write Upsert Add Assign"), Drops: true},
		{Name: "LoadOrStore", Args: words("key value"), Names: words("LoadOrStore GetOrSet GetOrInsert GetOrPut GetOrAdd GetOrStore PutIfAbsent InsertOrGet")},
		{Name: "StoreIfAbsent", Args: words("key value"), Names: words("SetIfAbsent StoreIfAbsent PutIfAbsent InsertIfAbsent AddIfAbsent SetNX SetIfNotExist")},
		{Name: "LoadAndDelete", Args: words("key"), Names: words("LoadAndDelete GetAndDel GetAndDelete Pop GetAndRemove PopKey Remove Delete Take")},
		{Name: "Delete", Args: words("key"), Names: words("Delete Remove Del Erase Unset Evict Invalidate"), Drops: true},
		{Name: "Swap", Args: words("key value"), Names: words("Swap GetAndSet GetAndPut GetAndStore Replace Exchange LoadAndStore")},
		{Name: "CompareAndSwap", Args: words("key old new"), Names: words("CompareAndSwap CAS CompareAndSet CompareSwap ReplaceIf")},
		{Name: "CompareAndDelete", Args: words("key old"), Names: words("CompareAndDelete RemoveIf CompareAndRemove DeleteIf")},
		{Name: "LoadOrCompute", Args: words("key value"), Names: words("LoadOrCompute GetOrCompute ComputeIfAbsent GetOrCreate LoadOrCreate GetOrSetFunc GetOrInsertFunc GetOrLoad LoadOrTryCompute")},
		{Name: "Each", Args: words("visit"), Names: walks},
		{Name: "Keys", Names: words("Keys KeySet GetKeys AllKeys")},
		{Name: "Len", Names: counts},
		{Name: "Clear", Names: clears, Drops: true},
	},
	Allows: words("relaxed-len exact-walks no-panics"),
	Needs:  [][]string{{"Load", "LoadOrStore", "LoadAndDelete"}, {"Store", "LoadOrStore", "Swap"}},
}, mapContract("go-on", "a walk goes on while its function returns true", true), mapContract("stop", "a walk stops when its function returns true", false))

// mapContract is that of maps whose walks go on while their function returns the given value.
func mapContract(name, about string, goOn bool) contract[MapCalls] {
	return contract[MapCalls]{
		name: name, about: about,
		applies: func(_ bool, offers func(string) bool) bool { return goOn || offers("Each") },
		subject: func(c Choice, _ int, construct func() MapCalls) *models.Subject {
			return models.Map(c.options(models.RelaxedWalks())...).Bind(func() models.MapOps {
				m := construct()
				o := models.MapOps{
					Load: m.Load, Has: m.Has, Store: m.Store, LoadOrStore: m.LoadOrStore, StoreIfAbsent: m.StoreIfAbsent,
					LoadAndDelete: m.LoadAndDelete, Delete: m.Delete, Swap: m.Swap, CompareAndSwap: m.CompareAndSwap,
					CompareAndDelete: m.CompareAndDelete, LoadOrCompute: m.LoadOrCompute, Keys: m.Keys, Len: m.Len, Clear: m.Clear,
				}
				if m.Each != nil {
					o.Each = func(visit func(key, value int)) { m.Each(func(key, value int) bool { visit(key, value); return goOn }) }
				}
				return o
			})
		},
	}
}
