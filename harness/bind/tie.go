package bind

import (
	"slices"
	"strings"
)

// likeliest returns which of several candidates that fit equally well is meant, nil if that can't be told: the one that New makes, or that of all kinds of
// elements, and variants that add to its name, which is the plainest.
func likeliest(tied []*candidate) *candidate {
	if i := slices.IndexFunc(tied, func(c *candidate) bool { return c.make.name == "New" }); i >= 0 {
		return tied[i]
	}
	plainest := slices.MinFunc(tied, func(x, y *candidate) int { return x.conversions() - y.conversions() })
	left := slices.DeleteFunc(slices.Clone(tied), func(c *candidate) bool { return c.like(plainest) && c.conversions() > plainest.conversions() })
	shortest := slices.MinFunc(left, func(x, y *candidate) int { return len(x.name()) - len(y.name()) })
	for _, c := range left {
		if !strings.HasPrefix(c.name(), shortest.name()) {
			return nil
		}
	}
	return shortest
}

// like reports whether two candidates are called in the same way.
func (c *candidate) like(other *candidate) bool {
	if len(c.bound) != len(other.bound) {
		return false
	}
	for name, bound := range c.bound {
		if other.bound[name].method != bound.method {
			return false
		}
	}
	return true
}

// conversions says how much has to be done to bring the model's values to the form that a candidate wants, if it is held against others like it.
func (c *candidate) conversions() (n int) {
	for _, bound := range c.bound {
		n += len(bound.literal)
	}
	return n
}
