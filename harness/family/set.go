package family

import "github.com/tenter-go/tenter/models"

// SetCalls are the functions of a set.
type SetCalls struct {
	Add      func(v int) bool
	Insert   func(v int)
	Remove   func(v int) bool
	Delete   func(v int)
	Contains func(v int) bool
	Pop      func() (int, bool)
	Each     func(visit func(v int) bool) // what visit returns is up to the variant
	Values   func() []int
	Len      func() int
	Clear    func()
}

var set = stated(Family{
	Name:    "set",
	Aliases: []string{"concurrent-set", "hash-set"},
	About:   "concurrent set; each operation takes effect at one moment, walks and counts among them",
	Types:   words("Set ThreadSafeSet SafeSet ConcurrentSet SyncSet HashSet"),
	Calls: []Call{
		{Name: "Add", Args: words("v"), Names: words("Add Insert Put Store AddIfNotExists TryAdd")},
		{Name: "Insert", Args: words("v"), Names: words("Add Insert Put Store Append Set Push"), Drops: true},
		{Name: "Remove", Args: words("v"), Names: words("Remove Delete Discard Erase Del TryRemove")},
		{Name: "Delete", Args: words("v"), Names: words("Remove Delete Discard Erase Del RemoveAll"), Drops: true},
		{Name: "Contains", Args: words("v"), Names: words("Contains Has Exists ContainsOne Exist Includes Load Get Test")},
		{Name: "Pop", Names: words("Pop TryPop PopAny")},
		{Name: "Each", Args: words("visit"), Names: walks},
		{Name: "Values", Names: words("ToSlice Values Slice List Items Elements Members Flatten Keys All ToList")},
		{Name: "Len", Names: counts},
		{Name: "Clear", Names: clears, Drops: true},
	},
	Allows: words("relaxed-len no-panics"),
	Needs:  [][]string{{"Add", "Insert"}, {"Contains", "Values", "Each", "Len"}},
}, setContract("go-on", "a walk goes on while its function returns true", true), setContract("stop", "a walk stops when its function returns true", false))

// What the operations are called that tell of the whole of a map or set.
var (
	walks  = words("Range Each ForEach Do Iterate Walk Visit Foreach ForAll Iter IterCb Scan Traverse")
	counts = words("Len Size Count Length Cardinality Card ItemCount NumItems")
	clears = words("Clear Reset RemoveAll DeleteAll Flush Purge Empty Truncate")
)

// setContract is that of sets whose walks go on while their function returns the given value. A walk whose function returns nothing fits both.
func setContract(name, about string, goOn bool) contract[SetCalls] {
	return contract[SetCalls]{
		name: name, about: about,
		applies: func(_ bool, offers func(string) bool) bool { return goOn || offers("Each") },
		subject: func(c Choice, _ int, construct func() SetCalls) *models.Subject {
			return models.Set(c.options()...).Bind(func() models.SetOps {
				s := construct()
				o := models.SetOps{
					Add: s.Add, Insert: s.Insert, Remove: s.Remove, Delete: s.Delete, Contains: s.Contains, Pop: s.Pop,
					Values: s.Values, Len: s.Len, Clear: s.Clear,
				}
				if s.Each != nil {
					o.Each = func(visit func(v int)) { s.Each(func(v int) bool { visit(v); return goOn }) }
				}
				return o
			})
		},
	}
}
