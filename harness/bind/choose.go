package bind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
)

// pair is a call that a method does for.
type pair struct {
	call  int
	rank  int
	bound Bound
}

func (p pair) cost() int { return 2*p.bound.penalty + min(p.rank, 6) }

// try binds the calls of the family to the methods of a candidate, and says how well that went.
func (b *binder) try(c *candidate) {
	c.bound = map[string]Bound{}
	file := c.make.file
	for i := range b.req.Family.Calls {
		call := &b.req.Family.Calls[i]
		expr, ok := b.exprs[call.Name]
		if !ok {
			continue
		}
		bound, err := b.userCall(call, expr, c, file)
		if err != nil {
			c.failed = err.Error()
			return
		}
		c.bound[call.Name], file = bound, bound.file
	}
	c.make.file = b.assign(c, file)
	c.lacks = nil
	for _, group := range b.req.Family.Needs {
		if !slices.ContainsFunc(group, func(name string) bool { _, ok := c.bound[name]; return ok }) {
			c.lacks = append(c.lacks, group)
		}
	}
	c.rate(b.req.Family)
}

// assign gives each call the method that fits it best, and no method to two calls. It returns the file with what they need.
func (b *binder) assign(c *candidate, file *file) *file {
	taken := map[string]bool{}
	for _, bound := range c.bound {
		for _, m := range c.methods {
			if strings.Contains(bound.Expr, m.head+"(") {
				taken[m.head] = true // the user has said what it is
			}
		}
	}
	file = b.share(c, c.methods, taken, file)
	if parts := b.ofResource(c); len(parts) > 0 {
		file = b.share(c, parts, taken, file)
		c.methods = append(c.methods, parts...)
	}
	return file
}

// share gives methods to calls that have none yet.
func (b *binder) share(c *candidate, methods []method, taken map[string]bool, file *file) *file {
	for _, p := range b.pairs(methods, file) {
		call := &b.req.Family.Calls[p.call]
		if _, done := c.bound[call.Name]; done || taken[p.bound.head] && !call.Shares {
			continue
		}
		m := methods[slices.IndexFunc(methods, func(m method) bool { return m.head == p.bound.head })]
		bound, err := b.matcher.match(call, m, file) // again, with what the others have imported
		if err != nil {
			continue
		}
		c.bound[call.Name], file = bound, bound.file
		taken[bound.head] = taken[bound.head] || !call.Shares
	}
	return file
}

// ofResource returns the methods of what a call gives to be passed to other calls: a resource may be given back by a method of its own.
func (b *binder) ofResource(c *candidate) (list []method) {
	const resource = "resource"
	for i := range b.req.Family.Calls {
		bound, ok := c.bound[b.req.Family.Calls[i].Name]
		if !ok || bound.opaque == nil || !nameable(bare(bound.opaque)) {
			continue
		}
		text := c.make.file.typeText(bound.opaque)
		for _, m := range methodsOf(bound.opaque, b.req.Package) {
			m.head, m.uses = fmt.Sprintf("%s.(%s).%s", resource, text, m.name), resource
			list = append(list, m)
		}
		return list
	}
	return nil
}

// pairs returns all that fit by name and signature, the best first.
func (b *binder) pairs(methods []method, file *file) (list []pair) {
	for i := range b.req.Family.Calls {
		call := &b.req.Family.Calls[i]
		if slices.Contains(b.leftOut, call.Name) {
			continue
		}
		for _, m := range methods {
			r := rank(m.calledLike(call, b.req.Family, methods), call.Names)
			if r < 0 || m.uses != "" && !slices.Contains(call.Args, m.uses) {
				continue
			}
			if bound, err := b.matcher.match(call, m, file); err == nil {
				list = append(list, pair{i, r, bound})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y pair) int {
		return cmp.Or(cmp.Compare(x.cost(), y.cost()), cmp.Compare(x.call, y.call), cmp.Compare(x.rank, y.rank), cmp.Compare(x.bound.head, y.bound.head))
	})
	return list
}

// rate says how well a candidate fits.
func (c *candidate) rate(f *family.Family) {
	for name, bound := range c.bound {
		r := max(rank(bound.method, f.Call(name).Names), 0)
		c.score += 14 - min(pair{rank: r, bound: bound}.cost(), 8)
	}
	if len(c.bound) > 0 {
		c.score += affinity(c.name(), f.Types)
	}
	c.score -= c.make.penalty
	if c.make.name != "" {
		c.score += 3
	}
}

// fits reports whether a candidate can be checked.
func (b *binder) fits(c *candidate) bool {
	size := b.req.Family.Size
	needsSize := !size.None() && !size.Optional && !c.make.sized && len(b.req.Sizes) == 0 && b.req.New == ""
	return c.failed == "" && len(c.lacks) == 0 && len(c.make.unfit) == 0 && !needsSize
}

// choose returns the candidate that fits best.
func (b *binder) choose(list []*candidate) (*candidate, error) {
	var fit []*candidate
	for _, c := range list {
		if c.failed != "" && (b.req.New != "" || len(list) == 1) {
			return nil, fmt.Errorf("%s", c.failed)
		}
		if b.fits(c) {
			fit = append(fit, c)
		}
	}
	if len(fit) == 0 {
		return nil, b.mismatch(list)
	}
	slices.SortStableFunc(fit, func(x, y *candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.typeName(), y.typeName()))
	})
	tied := slices.DeleteFunc(slices.Clone(fit), func(c *candidate) bool { return c.score != fit[0].score })
	best := likeliest(tied)
	if best == nil {
		return nil, b.ambiguous(tied)
	}
	for _, c := range fit {
		if c != best && c.like(best) {
			best.also = append(best.also, c.name())
		}
	}
	return best, nil
}
