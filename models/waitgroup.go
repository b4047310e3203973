package models

import "context"

// WaitGroupOps is how a wait group is called: one function for each operation,
// nil for one that it does not offer.
type WaitGroupOps struct {
	// Add adds n to the counter.
	Add func(n int) error
	// Done takes one off the counter. It returns an error and changes nothing if
	// the counter is zero.
	Done func() error
	// Wait waits until the counter is zero.
	Wait func()
	// WaitContext is Wait, cut short by a context.
	WaitContext func(ctx context.Context) error
}

func (o WaitGroupOps) add(n int) error                       { return o.Add(n) }
func (o WaitGroupOps) done() error                           { return o.Done() }
func (o WaitGroupOps) wait()                                 { o.Wait() }
func (o WaitGroupOps) waitContext(ctx context.Context) error { return o.WaitContext(ctx) }

// WaitGroup is the model of a wait group whose counter is n at first: who waits
// is let go when the counter becomes zero, and returns also if it is raised
// again before. It panics if n is negative.
//
// With MayRefuse() Add and Done may refuse at any time, for adapters that keep
// a counter from being raised from zero while somebody waits.
func WaitGroup(n int, opts ...Option) *Model[WaitGroupOps] {
	if n < 0 {
		panic("models: WaitGroup: the counter can't be negative")
	}
	refusable := func(op Op[int, WaitGroupOps]) Op[int, WaitGroupOps] {
		if gather(opts).mayRefuse {
			return op.Spuriously(ErrAny)
		}
		return op
	}
	change := func(t *Turn[int], by int) {
		if t.State+by < 0 {
			t.Return(ErrAny)
			return
		}
		t.State += by
		for w, ok := t.First(); ok && t.State == 0; w, ok = t.First() {
			t.Grant(w, nil)
		}
		t.Return(nil)
	}
	wait := func(t *Turn[int], _ None) {
		if t.State == 0 {
			t.Return(nil)
		} else {
			t.Block()
		}
	}
	return Grants(n, nil,
		refusable(Act("Add", Err1(WaitGroupOps.add, In(1, 2)).If(func(o WaitGroupOps) bool { return o.Add != nil }), change).NonBlocking()),
		refusable(Act("Done", Err(WaitGroupOps.done).If(func(o WaitGroupOps) bool { return o.Done != nil }),
			func(t *Turn[int], _ None) { change(t, -1) }).NonBlocking()),
		Act("Wait", Func(WaitGroupOps.wait).If(func(o WaitGroupOps) bool { return o.Wait != nil }), wait),
		Act("WaitContext", Ctx(WaitGroupOps.waitContext).If(func(o WaitGroupOps) bool { return o.WaitContext != nil }), wait),
	).equipped(func(o WaitGroupOps, set *settings) WaitGroupOps { return o.careful(n, set) }).With(append([]Option{Name("wait-group"), Label("wait group(%d)", n), Describe(func(n int) string { return "the counter is " + itoa(n) })}, opts...)...)
}
