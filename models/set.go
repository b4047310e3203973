package models

import "fmt"

// SetOps is how a concurrent set of ints is called: one function for each
// operation, nil for one that it does not offer. Elements are 1 and 2.
type SetOps struct {
	// Add adds v and reports whether it was not there before.
	Add func(v int) bool
	// Insert is Add for sets that do not report.
	Insert func(v int)
	// Remove removes v and reports whether it was there.
	Remove func(v int) bool
	// Delete is Remove for sets that do not report.
	Delete func(v int)
	// Contains reports whether v is there.
	Contains func(v int) bool
	// Pop removes any one element and returns it, and false if there is none.
	Pop func() (int, bool)
	// Each calls visit for each element.
	Each func(visit func(v int))
	// Values returns all elements, in any order.
	Values func() []int
	Len    func() int
	Clear  func()
}

func (o SetOps) add(v int) bool      { return o.Add(v) }
func (o SetOps) insert(v int)        { o.Insert(v) }
func (o SetOps) remove(v int) bool   { return o.Remove(v) }
func (o SetOps) delete(v int)        { o.Delete(v) }
func (o SetOps) contains(v int) bool { return o.Contains(v) }
func (o SetOps) pop() (int, bool)    { return o.Pop() }
func (o SetOps) clear()              { o.Clear() }

// each collects what Each visits; then says what visiting one element does.
func (o SetOps) each(c *Call, then func(v int)) any {
	var list []int
	o.Each(func(v int) {
		list = append(list, v)
		c.pauses()
		then(v)
	})
	return sorted(list)
}

// Set is the model of a concurrent set, empty at first: each operation takes
// effect at one moment during its call. Calls are for the elements 1 and 2.
//
// Each is called with functions that take a while, and with one that panics at
// the first element (EachPanics): that panic must reach the caller, and leave the
// set as usable as it was. With Reentrant() there is one that calls Contains.
// RelaxedLen, RelaxedClear and NoPanics weaken the model.
func Set(opts ...Option) *Model[SetOps] {
	type o = SetOps
	set, elements := gather(opts), In(1, 2)
	has := func(c cells, v int) bool { return c[v] != 0 }
	insert := func(c cells, v int) cells { return c.with(v, 1) }
	erase := func(c cells, v int) cells { return c.with(v, 0) }
	all := func(c cells) any { return sorted(c.keys()) }
	walks := func(s o) bool { return s.Each != nil }
	ops := []Op[cells, o]{
		Update("Add", Ret1(o.add, elements).If(func(s o) bool { return s.Add != nil }), func(c cells, v int) (cells, bool) { return insert(c, v), !has(c, v) }),
		Change("Insert", Func1(o.insert, elements).If(func(s o) bool { return s.Insert != nil }), insert),
		Update("Remove", Ret1(o.remove, elements).If(func(s o) bool { return s.Remove != nil }), func(c cells, v int) (cells, bool) { return erase(c, v), has(c, v) }),
		Change("Delete", Func1(o.delete, elements).If(func(s o) bool { return s.Delete != nil }), erase),
		Ask("Contains", Ret1(o.contains, elements).If(func(s o) bool { return s.Contains != nil }), has),
		Act("Pop", Ok(o.pop).If(func(s o) bool { return s.Pop != nil }), popAny).NonBlocking(),
		overview(set, "Each", calling(func(s o, c *Call, _ None) any { return s.each(c, func(int) {}) }, none, walks), all),
		overview(set, "Values", Ret(func(s o) any { return sorted(s.Values()) }).If(func(s o) bool { return s.Values != nil }), all),
		overview(set, "Len", Ret(func(s o) any { return s.Len() }).If(func(s o) bool { return s.Len != nil }), func(c cells) any { return len(c.keys()) }),
		clearAll(set, Func(o.clear).If(func(s o) bool { return s.Clear != nil })),
	}
	ops = append(ops, unless(set.noPanics, overview(set, "EachPanics",
		calling(func(s o, c *Call, _ None) any { return s.each(c, func(int) { panic(Thrown) }) }, none, walks), throwsIfAny))...)
	ops = append(ops, unless(!set.reentrant, overview(set, "EachContains",
		calling(func(s o, c *Call, _ None) any { return s.each(c, func(v int) { s.Contains(v) }) }, none, func(s o) bool { return walks(s) && s.Contains != nil }), all))...)
	return assembleCells(set, ops).With(append([]Option{Name("set"), Label("set"), Describe(func(c cells) string {
		return fmt.Sprintf("the set holds %s", orNothing(sorted(c.keys())))
	})}, opts...)...)
}

// throwsIfAny is what comes of a walk whose function panics.
func throwsIfAny(c cells) any {
	if len(c.keys()) == 0 {
		return ""
	}
	return Panics
}

// popAny takes any one element out.
func popAny(t *Turn[cells], _ None) {
	keys := t.State.keys()
	if len(keys) == 0 {
		t.Return(nil)
		return
	}
	v := keys[t.Choose(len(keys))]
	t.State = t.State.with(v, 0)
	t.Return(v)
}
