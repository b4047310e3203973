package models

import (
	"fmt"
	"slices"
)

// PoolOps is how a pool of items is called, which stand for themselves as
// numbers: each Put brings one that was never there before.
type PoolOps struct {
	// Get takes an item out of the pool; it returns 0 for one that it made.
	Get func() int
	// Put puts an item into the pool.
	Put func(item int)
}

func (o PoolOps) get() int     { return o.Get() }
func (o PoolOps) put(item int) { o.Put(item) }

// Pool is the model of a pool, empty at first: Get returns an item that was put
// in and has not been taken out since, or a new one, whichever it likes; a pool
// may lose items. No item is ever given to two.
func Pool(opts ...Option) *Model[PoolOps] {
	return Grants([]int(nil), nil,
		Act("Get", Ret(PoolOps.get).If(func(o PoolOps) bool { return o.Get != nil }), func(t *Turn[[]int], _ None) {
			i := t.Choose(len(t.State) + 1)
			if i == len(t.State) {
				t.Return(0)
				return
			}
			item := t.State[i]
			t.State = slices.Delete(slices.Clone(t.State), i, i+1)
			t.Return(item)
		}).NonBlocking(),
		Change("Put", Func1(PoolOps.put, Fresh()).If(func(o PoolOps) bool { return o.Put != nil }),
			func(items []int, item int) []int { return append(items, item) }),
	).With(append([]Option{Name("pool"), Label("pool"), Describe(func(items []int) string { return fmt.Sprintf("the pool may have %v", items) })}, opts...)...)
}
