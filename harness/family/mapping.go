package family

import "github.com/tenter-go/tenter/models"

// What tells of all keys need not be true of one moment: maps of shards walk through them without a lock on all, and say so.

var mapping = stated(Family{
	Name:    "map",
	Aliases: []string{"go-map", "concurrent-map", "hash-map", "dictionary"},
	About:   "concurrent map; each operation takes effect at one moment",
	Types:   words("Map ConcurrentMap HashMap SyncMap Cache Dict Store"),
	Calls: []Call{
		{Name: "Load", Args: words("key"), Names: words("Load Get Find Lookup Fetch Read Peek GetValue Search")},
		{Name: "Has", Args: words("key"), Names: words("Has Contains Exists Exist ContainsKey HasKey")},
		{Name: "Store", Args: words("key value"), Names: words("Store Set Put Insert Write Upsert Add Assign"), Drops: true, Fails: true},
		{Name: "LoadOrStore", Args: words("key value"), Names: words("LoadOrStore GetOrSet GetOrInsert GetOrPut GetOrAdd GetOrStore InsertOrGet")},
		{Name: "StoreIfAbsent", Args: words("key value"), Names: words("StoreIfAbsent SetIfAbsent PutIfAbsent SetNX InsertIfAbsent AddIfAbsent Insert")},
		{Name: "LoadAndDelete", Args: words("key"), Names: words("LoadAndDelete GetAndDelete GetAndDel Pop GetAndRemove PopKey Remove Delete Take")},
		{Name: "Delete", Args: words("key"), Names: words("Delete Remove Del Erase Unset Evict Invalidate"), Drops: true, Fails: true},
		{Name: "Swap", Args: words("key value"), Names: words("Swap GetAndSet GetAndPut GetAndStore Exchange")},
		{Name: "CompareAndSwap", Args: words("key old new"), Names: words("CompareAndSwap CAS CompareAndSet CompareSwap ReplaceIf")},
		{Name: "CompareAndDelete", Args: words("key old"), Names: words("CompareAndDelete CompareAndRemove")},
		{Name: "Clear", Names: words("Clear Reset RemoveAll DeleteAll Flush Purge Empty Truncate"), Drops: true, Fails: true},
		{Name: "LoadOrCompute", Args: words("key make"), Names: words("LoadOrCompute GetOrCompute ComputeIfAbsent GetOrCreate GetOrInit GetOrSetFunc GetOrInsertFunc LoadOrStoreFunc LoadOrCreate")},
		{Name: "Compute", Args: words("key change"), Names: words("Compute")},
		{Name: "Each", Args: words("visit"), Names: words("Range ForEach Each Iter IterCb Walk Scan Iterate Do All Foreach"), Drops: true},
		{Name: "Keys", Names: words("Keys GetKeys")},
		{Name: "Len", Names: words("Len Count Size Length")},
	},
	Needs:  [][]string{{"Load", "LoadOrStore", "LoadAndDelete", "LoadOrCompute"}, {"Store", "LoadOrStore", "Swap", "StoreIfAbsent", "LoadOrCompute"}},
	Allows: words("no-panics relaxed-clear"), Demands: words("compute-panics exact-len reentrant"),
	Walks: true,
}, mapContracts()...)

// mapContracts returns the contracts of maps.
func mapContracts() (list []contract[models.MapOps]) {
	for _, stops := range []bool{false, true} {
		strict := contract[models.MapOps]{
			name: "strict", about: "Swap stores in any case", model: "models.Map", make: of(models.Map), own: []option{relaxedLen, calmComputes},
		}
		less := strict
		less.name, less.about = "no-swap", "Swap is not called, since it does not store in any case"
		less.applies = func(_ bool, offers func(string) bool) bool { return offers("Swap") }
		less.direct = direct{rename: map[string]string{"Swap": ""}}
		less.adapt = func(o models.MapOps) models.MapOps {
			o.Swap = nil
			return o
		}
		for _, c := range []contract[models.MapOps]{strict, less} {
			list = append(list, c.walking(stops))
		}
	}
	return list
}

var set = stated(Family{
	Name:    "set",
	Aliases: []string{"concurrent-set", "hash-set"},
	About:   "concurrent set; each operation takes effect at one moment",
	Types:   words("Set ConcurrentSet HashSet SyncSet ThreadSafeSet"),
	Calls: []Call{
		{Name: "Add", Args: words("v"), Names: words("Add Insert Put Store Set LoadOrStore Push")},
		{Name: "Insert", Args: words("v"), Names: words("Insert Add Put Store Set Append Push")},
		{Name: "Remove", Args: words("v"), Names: words("Remove Delete Del Erase Discard LoadAndDelete")},
		{Name: "Delete", Args: words("v"), Names: words("Delete Remove Del Erase Discard")},
		{Name: "Contains", Args: words("v"), Names: words("Contains Has Exists Exist Include Load Contain IsMember")},
		{Name: "Pop", Names: words("Pop RemoveAny Take")},
		{Name: "Each", Args: words("visit"), Names: words("Each Range ForEach Do Iter Walk Scan Iterate Foreach"), Drops: true},
		{Name: "Values", Names: words("Values ToSlice Slice Items Elements Members List Keys")},
		{Name: "Len", Names: words("Len Size Cardinality Count Length")},
		{Name: "Clear", Names: words("Clear Reset RemoveAll Flush Purge Empty"), Drops: true},
	},
	Needs:  [][]string{{"Add", "Insert"}, {"Contains", "Remove", "Pop", "Values", "Len", "Each"}},
	Allows: words("no-panics relaxed-clear"), Demands: words("exact-len reentrant"),
	Walks: true,
}, setContract.walking(false), setContract.walking(true))

var setContract = contract[models.SetOps]{model: "models.Set", make: of(models.Set), own: []option{relaxedLen}}

var register = stated(Family{
	Name:    "register",
	Aliases: []string{"atomic", "atomic-value", "variable"},
	About:   "variable that many share, zero at first",
	Types:   words("Int Int64 Int32 Uint64 Uint32 Value String Error Register Pointer Atomic Float64 Cell Ref"),
	Calls: []Call{
		{Name: "Load", Names: words("Load Get Read Value"), Zero: true},
		{Name: "Store", Args: words("v"), Names: words("Store Set Write Put"), Drops: true, Zero: true},
		{Name: "Swap", Args: words("v"), Names: words("Swap Exchange GetAndSet"), Zero: true},
		{Name: "CompareAndSwap", Args: words("old new"), Names: words("CompareAndSwap CAS CompareAndSet CompareSwap"), Zero: true},
	},
	Needs:   [][]string{{"Load", "Swap"}, {"Store", "Swap", "CompareAndSwap"}},
	Demands: words("zeroes"), Fresh: true,
}, contract[models.RegisterOps]{model: "models.Register", make: of(models.Register)})

var counter = stated(Family{
	Name:    "counter",
	Aliases: []string{"atomic-counter", "adder"},
	About:   "counter, 0 at first",
	Types:   words("Counter Adder Int64 Int Int32 AtomicInt LongAdder"),
	Calls: []Call{
		{Name: "Inc", Names: words("Inc Increment Incr"), Drops: true},
		{Name: "Dec", Names: words("Dec Decrement Decr"), Drops: true},
		{Name: "Add", Args: words("n"), Names: words("Add IncBy Increase"), Drops: true},
		{Name: "IncRet", Names: words("Inc Increment Incr IncrementAndGet")},
		{Name: "DecRet", Names: words("Dec Decrement Decr DecrementAndGet")},
		{Name: "AddRet", Args: words("n"), Names: words("Add AddAndGet IncBy")},
		{Name: "Load", Names: words("Load Value Get Sum Count Read")},
		{Name: "Store", Args: words("n"), Names: words("Store Set"), Drops: true},
		{Name: "Reset", Names: words("Reset Clear"), Drops: true},
	},
	Needs:   [][]string{{"Inc", "Add", "IncRet", "AddRet"}, {"Load", "IncRet", "AddRet"}},
	Demands: words("exact-len"),
}, contract[models.CounterOps]{model: "models.Counter", make: of(models.Counter), own: []option{relaxedLen}})
