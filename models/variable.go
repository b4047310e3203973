package models

import (
	"fmt"

	"github.com/tenter-go/tenter/histories"
)

// VariableOps is how a variable is called: one variable that is read and
// written in one step each. Values are of any comparable type; a field is nil
// for an operation that it does not offer.
type VariableOps struct {
	Read  func() any
	Write func(v any)
	// Swap writes v and returns what was there.
	Swap func(v any) any
	// CompareAndSwap writes new if old is there, and reports that.
	CompareAndSwap func(old, new any) bool
}

func (o VariableOps) cas(pair histories.List) bool { return o.CompareAndSwap(pair[0], pair[1]) }

// Variable is the model of a variable that holds the given value at first; nil
// is one too. The argument of CompareAndSwap is the list of the old value and
// the new one.
func Variable(init any, opts ...Option) *Model[VariableOps] {
	values := In[any](1, 2)
	pairs := In(histories.List{1, 2}, histories.List{2, 1})
	type o = VariableOps
	return New(content{init},
		Ask("Read", Ret(func(r o) any { return r.Read() }).If(func(r o) bool { return r.Read != nil }), func(c content, _ None) any { return c.value }),
		Change("Write", Func1(func(r o, v any) { r.Write(v) }, values).If(func(r o) bool { return r.Write != nil }), func(_ content, v any) content { return content{v} }),
		Update("Swap", Ret1(func(r o, v any) any { return r.Swap(v) }, values).If(func(r o) bool { return r.Swap != nil }),
			func(c content, v any) (content, any) { return content{v}, c.value }),
		Update("CompareAndSwap", Ret1(o.cas, pairs).If(func(r o) bool { return r.CompareAndSwap != nil }),
			func(c content, pair histories.List) (content, bool) {
				if c.value != pair[0] {
					return c, false
				}
				return content{pair[1]}, true
			}),
	).With(append([]Option{
		Name("register"), Label("register"), Describe(content.String),
		object(Object{Kind: RegisterObject, Initial: init}),
	}, opts...)...)
}

// content is the state of a register.
type content struct{ value any }

func (c content) String() string {
	return fmt.Sprintf("the register holds %s", histories.FormatValue(c.value))
}
