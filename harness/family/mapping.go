package family

import "github.com/tenter-go/tenter/models"

// A count of the keys is not among the calls: maps of shards add it up without a lock, and say so.
var mapping = stated(Family{
	Name:    "map",
	Aliases: []string{"go-map", "concurrent-map", "hash-map", "cache"},
	About:   "concurrent map; each operation takes effect at one moment",
	Types:   words("Map ConcurrentMap HashMap SyncMap Cache Dict Store"),
	Calls: []Call{
		{Name: "Load", Args: words("key"), Names: words("Load Get Find Lookup Fetch Read Peek GetValue Search")},
		{Name: "Store", Args: words("key value"), Names: words("Store Set Put Insert Write Upsert Add Assign"), Drops: true},
		{Name: "LoadOrStore", Args: words("key value"), Names: words("LoadOrStore GetOrSet GetOrInsert GetOrPut GetOrAdd GetOrStore PutIfAbsent InsertOrGet")},
		{Name: "LoadAndDelete", Args: words("key"), Names: words("LoadAndDelete GetAndDel GetAndDelete Pop GetAndRemove PopKey Remove Delete Take")},
		{Name: "Delete", Args: words("key"), Names: words("Delete Remove Del Erase Unset Evict Invalidate"), Drops: true},
		{Name: "Swap", Args: words("key value"), Names: words("Swap GetAndSet GetAndPut GetAndStore Replace Exchange")},
		{Name: "CompareAndSwap", Args: words("key old new"), Names: words("CompareAndSwap CAS CompareAndSet CompareSwap ReplaceIf")},
		{Name: "CompareAndDelete", Args: words("key old"), Names: words("CompareAndDelete RemoveIf CompareAndRemove DeleteIf")},
		{Name: "Clear", Names: words("Clear Reset RemoveAll DeleteAll Flush Purge Empty Truncate"), Drops: true},
		{Name: "Len", Names: words("ExactLen")},
	},
	Needs: [][]string{{"Load", "LoadOrStore", "LoadAndDelete"}, {"Store", "LoadOrStore", "Swap"}},
}, contract[models.MapOps]{
	name: "strict", about: "LoadOrStore gives the value that there is afterwards",
	subject: func(_ Choice, _ int, construct func() models.MapOps) *models.Subject {
		return models.Map().Bind(construct)
	},
}, contract[models.MapOps]{
	name: "previous", about: "LoadOrStore gives a value only if there was one",
	applies: func(_ bool, offers func(string) bool) bool { return offers("LoadOrStore") },
	subject: func(_ Choice, _ int, construct func() models.MapOps) *models.Subject {
		return models.Map().Bind(func() models.MapOps { return previousOnly(construct()) })
	},
})

// previousOnly adapts a map whose LoadOrStore does not repeat the value that it has stored.
func previousOnly(o models.MapOps) models.MapOps {
	load := o.LoadOrStore
	o.LoadOrStore = func(key, value int) (int, bool) {
		was, loaded := load(key, value)
		if !loaded {
			was = value
		}
		return was, loaded
	}
	return o
}
