package models

import (
	"fmt"
	"slices"
)

// ItemPoolOps is how a pool of items is called, which stand for themselves as
// numbers: each Put brings one that was never there before.
type ItemPoolOps struct {
	// Get takes an item out of the pool; it returns 0 for one that it made.
	Get func() int
	// Put puts an item into the pool.
	Put func(item int)
}

func (o ItemPoolOps) get() int     { return o.Get() }
func (o ItemPoolOps) put(item int) { o.Put(item) }

// ItemPool is the model of a pool of items, empty at first: Get returns an item that was put
// in and has not been taken out since, or a new one, whichever it likes; a pool
// may lose items. No item is ever given to two.
func ItemPool(opts ...Option) *Model[ItemPoolOps] {
	return Grants([]int(nil), nil,
		Act("Get", Ret(ItemPoolOps.get).If(func(o ItemPoolOps) bool { return o.Get != nil }), func(t *Turn[[]int], _ None) {
			i := t.Choose(len(t.State) + 1)
			if i == len(t.State) {
				t.Return(0)
				return
			}
			item := t.State[i]
			t.State = slices.Delete(slices.Clone(t.State), i, i+1)
			t.Return(item)
		}).NonBlocking(),
		Change("Put", Func1(ItemPoolOps.put, Fresh()).If(func(o ItemPoolOps) bool { return o.Put != nil }),
			func(items []int, item int) []int { return append(items, item) }),
	).With(append([]Option{Name("item-pool"), Label("item pool"), Describe(func(items []int) string { return fmt.Sprintf("the pool may have %v", items) })}, opts...)...)
}
