package family

import "github.com/tenter-go/tenter/models"

var register = stated(Family{
	Name:    "register",
	Aliases: []string{"atomic", "atomic-value", "value", "variable"},
	About:   "variable that many share, an atomic value; it has the zero value at first",
	Types:   words("Value String Int64 Int32 Int Uint64 Uint32 AtomicValue Atomic AtomicInt AtomicString Error Pointer"),
	Zero:    true,
	Calls: []Call{
		{Name: "Load", Names: words("Load Get Value Val Read LoadValue"), Zero: true},
		{Name: "Store", Args: words("v"), Names: words("Store Set SetValue Write Assign Put"), Zero: true, Drops: true},
		{Name: "Swap", Args: words("v"), Names: words("Swap GetAndSet Exchange Replace"), Zero: true},
		{Name: "CompareAndSwap", Args: words("old new"), Names: words("CompareAndSwap CAS CompareAndSet CompareSwap"), Zero: true},
	},
	Allows: words("zeroes"),
	Needs:  [][]string{{"Load", "Swap"}, {"Store", "Swap", "CompareAndSwap"}},
}, contract[models.RegisterOps]{subject: func(c Choice, _ int, construct func() models.RegisterOps) *models.Subject {
	return models.Register(c.options()...).Bind(construct)
}})

var counter = stated(Family{
	Name:    "counter",
	Aliases: []string{"adder", "atomic-counter"},
	About:   "counter, 0 at first",
	Types:   words("Counter Adder Int64 Int32 Int LongAdder AtomicInt AtomicCounter Gauge"),
	Zero:    true,
	Calls: []Call{
		{Name: "Inc", Names: words("Inc Increment Incr IncrementOne Hit"), Drops: true},
		{Name: "Dec", Names: words("Dec Decrement Decr"), Drops: true},
		{Name: "Add", Args: words("n"), Names: words("Add IncBy Increase AddN"), Drops: true},
		{Name: "IncRet", Names: words("Inc Increment Incr IncAndGet IncrementAndGet Next")},
		{Name: "DecRet", Names: words("Dec Decrement Decr DecAndGet DecrementAndGet")},
		{Name: "AddRet", Args: words("n"), Names: words("Add IncBy AddAndGet")},
		{Name: "Load", Names: words("Load Value Get Sum Count Val Read Total")},
		{Name: "Store", Args: words("n"), Names: words("Store Set"), Drops: true},
		{Name: "Reset", Names: words("Reset Clear"), Drops: true},
	},
	Allows: words("relaxed-len"),
	Needs:  [][]string{{"Inc", "Dec", "Add", "IncRet", "DecRet", "AddRet"}, {"Load", "IncRet", "DecRet", "AddRet"}},
}, contract[models.CounterOps]{subject: func(c Choice, _ int, construct func() models.CounterOps) *models.Subject {
	return models.Counter(c.options()...).Bind(construct)
}})
