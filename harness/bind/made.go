package bind

import (
	"go/types"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
)

// mostWithin bounds how deep constructors are arguments of each other.
const mostWithin = 2

// madeBy returns a call of a function of the package that makes a value of type t, with arguments that can be found. A function that is told how resources are
// made is liked best, and then the one with the fewest arguments.
func (c *constructor) madeBy(f *family.Family, t types.Type) (string, bool) {
	if c.pkg == nil || c.within == mostWithin {
		return "", false
	}
	type way struct {
		constructor
		params int
	}
	var list []way
	for _, name := range c.pkg.Scope().Names() {
		fn, ok := c.pkg.Scope().Lookup(name).(*types.Func)
		if !ok || !fn.Exported() {
			continue
		}
		inner := constructor{name: name, file: c.file.fork(), obj: t, pkg: c.pkg, within: c.within + 1, sized: c.sized, cancels: c.cancels, factory: c.factory}
		sig, args := instanceOf(fn, inner.file)
		if sig == nil || sig.Results().Len() != 1 || !types.AssignableTo(sig.Results().At(0).Type(), t) {
			continue
		}
		if inner.fill(f, sig, c.pkg.Name()+"."+name+args); len(inner.unfit) == 0 {
			list = append(list, way{inner, sig.Params().Len()})
		}
	}
	if len(list) == 0 {
		return "", false
	}
	best := slices.MinFunc(list, func(x, y way) int {
		if makes := x.factory != ""; f.Factory && makes != (y.factory != "") {
			return map[bool]int{true: -1, false: 1}[makes]
		}
		return x.params - y.params
	})
	c.file, c.sized, c.cancels, c.factory = best.file, best.sized, best.cancels, best.factory
	return best.expr, true
}

// defaults is madeBy for options: the function must be called after them, and the size is not among them.
func (c *constructor) defaults(f *family.Family, t types.Type) (string, bool) {
	if c.pkg == nil || c.within > 0 || !f.Size.None() && !f.Size.Optional {
		return "", false
	}
	for _, name := range c.pkg.Scope().Names() {
		fn, ok := c.pkg.Scope().Lookup(name).(*types.Func)
		if !ok || !fn.Exported() || !strings.Contains(name, "Default") || fn.Signature().Results().Len() != 1 || !types.Identical(fn.Signature().Results().At(0).Type(), t) {
			continue
		}
		inner := constructor{file: c.file.fork(), pkg: c.pkg, within: c.within + 1}
		if inner.fill(f, fn.Signature(), c.pkg.Name()+"."+name); len(inner.unfit) == 0 {
			c.file, c.sized = inner.file, c.sized || inner.sized
			return inner.expr, true
		}
	}
	return "", false
}
