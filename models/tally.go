package models

import "fmt"

// TallyOps is how a counter is called; a field is nil for an operation that
// it does not offer.
type TallyOps struct {
	Inc, Dec func()
	Add      func(n int)
	// AddAndGet adds n and returns the sum; GetAndAdd returns what was there before.
	AddAndGet, GetAndAdd func(n int) int
	Get                  func() int
}

// Tally is the model of a counter that begins at the given number and counts
// in both directions without end.
func Tally(init int, opts ...Option) *Model[TallyOps] {
	steps := In(1, -1, 2)
	type o = TallyOps
	return New(init,
		Change("Inc", Func(func(c o) { c.Inc() }).If(func(c o) bool { return c.Inc != nil }), func(s int, _ None) int { return s + 1 }),
		Change("Dec", Func(func(c o) { c.Dec() }).If(func(c o) bool { return c.Dec != nil }), func(s int, _ None) int { return s - 1 }),
		Change("Add", Func1(func(c o, n int) { c.Add(n) }, steps).If(func(c o) bool { return c.Add != nil }), func(s, n int) int { return s + n }),
		Update("AddAndGet", Ret1(func(c o, n int) int { return c.AddAndGet(n) }, steps).If(func(c o) bool { return c.AddAndGet != nil }),
			func(s, n int) (int, int) { return s + n, s + n }),
		Update("GetAndAdd", Ret1(func(c o, n int) int { return c.GetAndAdd(n) }, steps).If(func(c o) bool { return c.GetAndAdd != nil }),
			func(s, n int) (int, int) { return s + n, s }),
		Ask("Get", Ret(func(c o) int { return c.Get() }).If(func(c o) bool { return c.Get != nil }), func(s int, _ None) int { return s }),
	).With(append([]Option{
		Name("counter"), Label("counter(%d)", init), Describe(func(s int) string { return fmt.Sprintf("the count is %d", s) }),
		object(Object{Kind: CounterObject, Capacity: init}),
	}, opts...)...)
}
