package models

import "fmt"

// RegisterOps is how a variable of int is called that many share, an atomic
// value: one function for each operation, nil for one that it does not offer.
// Values are 1 and 2; 0 stands for the zero value, or for none.
type RegisterOps struct {
	Load           func() int
	Store          func(v int)
	Swap           func(v int) (old int)
	CompareAndSwap func(old, new int) bool
}

func (o RegisterOps) load() int                { return o.Load() }
func (o RegisterOps) store(v int)              { o.Store(v) }
func (o RegisterOps) swap(v int) int           { return o.Swap(v) }
func (o RegisterOps) compareAndSwap(e int) any { return o.CompareAndSwap(e/10, e%10) }

// Zeroes makes a Register be set to the zero value as well, which some types
// refuse, as atomic.Value does.
func Zeroes() Option { return func(s *settings) { s.zeroes = true } }

// Register is the model of a variable that many share, by the contract of the
// types of sync/atomic: it has the zero value at first, and each operation takes
// effect at one moment during its call. A CompareAndSwap(12) is the one from 1 to
// 2, and CompareAndSwap(1) from the zero value to 1, which must succeed on a
// register that was not set before.
func Register(opts ...Option) *Model[RegisterOps] {
	type o = RegisterOps
	stored, swaps := In(1, 2), In(1, 12, 21)
	if gather(opts).zeroes {
		stored, swaps = In(1, 2, 0), In(1, 12, 21, 10)
	}
	return New(0,
		Ask("Load", Ret(o.load).If(func(r o) bool { return r.Load != nil }), func(now int, _ None) int { return now }),
		Change("Store", Func1(o.store, stored).If(func(r o) bool { return r.Store != nil }), func(_, v int) int { return v }),
		Update("Swap", Ret1(o.swap, stored).If(func(r o) bool { return r.Swap != nil }), func(now, v int) (int, int) { return v, now }),
		Update("CompareAndSwap", Ret1(o.compareAndSwap, swaps).If(func(r o) bool { return r.CompareAndSwap != nil }), func(now, e int) (int, any) {
			if now != e/10 {
				return now, false
			}
			return e % 10, true
		}),
	).With(append([]Option{Name("register"), Label("register"), Describe(func(now int) string { return fmt.Sprintf("its value is %d", now) })}, opts...)...)
}

// CounterOps is how a counter is called: one function for each operation, nil
// for one that it does not offer.
type CounterOps struct {
	Inc, Dec func()
	Add      func(n int)
	// IncRet, DecRet and AddRet return the value after it.
	IncRet, DecRet func() int
	AddRet         func(n int) int
	Load           func() int
	Store          func(n int)
	Reset          func()
}

func (o CounterOps) add(n int)        { o.Add(n) }
func (o CounterOps) addRet(n int) int { return o.AddRet(n) }
func (o CounterOps) store(n int)      { o.Store(n) }

// Counter is the model of a counter, 0 at first: each operation takes effect at
// one moment during its call. With RelaxedLen() Load is exact only while no other
// call is under way, as that of a counter in stripes.
func Counter(opts ...Option) *Model[CounterOps] {
	type o = CounterOps
	type method = Method[o, None, None]
	steps, set := In(1, 2, -1), gather(opts)
	by := func(n int) func(int, None) int { return func(now int, _ None) int { return now + n } }
	gives := func(n int) func(int, None) (int, int) {
		return func(now int, _ None) (int, int) { return now + n, now + n }
	}
	does := func(f func(c o) func()) method {
		return Func(func(c o) { f(c)() }).If(func(c o) bool { return f(c) != nil })
	}
	tells := func(f func(c o) func() int) Method[o, None, int] {
		return Ret(func(c o) int { return f(c)() }).If(func(c o) bool { return f(c) != nil })
	}
	return New(0,
		Change("Inc", does(func(c o) func() { return c.Inc }), by(1)),
		Change("Dec", does(func(c o) func() { return c.Dec }), by(-1)),
		Change("Add", Func1(o.add, steps).If(func(c o) bool { return c.Add != nil }), func(now, n int) int { return now + n }),
		Update("IncRet", tells(func(c o) func() int { return c.IncRet }), gives(1)),
		Update("DecRet", tells(func(c o) func() int { return c.DecRet }), gives(-1)),
		Update("AddRet", Ret1(o.addRet, steps).If(func(c o) bool { return c.AddRet != nil }), func(now, n int) (int, int) { return now + n, now + n }),
		torn(set, Ask("Load", tells(func(c o) func() int { return c.Load }), func(now int, _ None) int { return now })),
		Change("Store", Func1(o.store, In(0, 5)).If(func(c o) bool { return c.Store != nil }), func(_, n int) int { return n }),
		Change("Reset", does(func(c o) func() { return c.Reset }), func(int, None) int { return 0 }),
	).With(append([]Option{Name("counter"), Label("counter"), Describe(func(now int) string { return "the counter is " + itoa(now) })}, opts...)...)
}
