package bind

import "slices"

// What builders call the method that makes the object.
var builds = []string{"Build", "Create", "MustBuild"}

// built returns what a builder makes that is as its constructor leaves it.
func (b *binder) built(c constructor) (list []constructor) {
	for _, m := range methodsOf(c.obj, b.req.Package) {
		if !slices.Contains(builds, m.name) || m.sig.Params().Len() > 0 || m.sig.Results().Len() == 0 {
			continue
		}
		made := c
		made.expr, made.obj, made.pointer = c.expr+"."+m.name+"()", m.sig.Results().At(0).Type(), false
		made.unfit = slices.Clone(c.unfit)
		if !c.fails && c.more == 0 && made.results(m.sig.Results()) {
			list = append(list, made)
		}
	}
	return list
}
